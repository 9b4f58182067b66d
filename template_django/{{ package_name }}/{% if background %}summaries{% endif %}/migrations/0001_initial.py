import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('calls', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='CallerSummary',
            fields=[
                ('caller', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='summary', serialize=False, to='calls.caller')),
                ('calls', models.PositiveIntegerField()),
                ('missed', models.PositiveIntegerField()),
                ('duration_seconds', models.PositiveBigIntegerField()),
                ('last_call_at', models.DateTimeField()),
            ],
            options={
                'verbose_name_plural': 'caller summaries',
            },
        ),
    ]
