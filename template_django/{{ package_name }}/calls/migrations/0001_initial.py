import django.core.validators
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Caller',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=100)),
                ('phone', models.CharField(help_text='In E.164, like +14155550123.', max_length=20, unique=True, validators=[django.core.validators.RegexValidator('^\\+[1-9][0-9]{1,14}\\Z', 'Write it like +14155550123.')])),
            ],
            options={
                'ordering': ('name', 'id'),
                'indexes': [models.Index(fields=['name', 'id'], name='calls_caller_by_name')],
            },
        ),
        migrations.CreateModel(
            name='Call',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('status', models.CharField(choices=[('ringing', 'Ringing'), ('in_progress', 'In progress'), ('completed', 'Completed'), ('missed', 'Missed')], db_default='ringing', default='ringing', max_length=16)),
                ('started_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), default=django.utils.timezone.now)),
                ('duration_seconds', models.PositiveIntegerField(db_default=0, default=0, validators=[django.core.validators.MaxValueValidator(86400)])),
                ('notes', models.TextField(blank=True, db_default='', default='', max_length=2000)),
                ('caller', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='calls', to='calls.caller')),
            ],
            options={
                'ordering': ('-started_at', '-id'),
                'indexes': [models.Index(fields=['-started_at', '-id'], name='calls_call_newest'), models.Index(fields=['status', '-started_at', '-id'], name='calls_call_by_status'), models.Index(fields=['caller', '-started_at', '-id'], name='calls_call_by_caller')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['ringing', 'in_progress', 'completed', 'missed'])), name='calls_call_status_known'), models.CheckConstraint(condition=models.Q(('duration_seconds__range', (0, 86400))), name='calls_call_duration_within_a_day')],
            },
        ),
    ]
