from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def permit_managers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let managers see flags, and decide about them. Django makes permissions only after all migrations."""
    content_types, permissions = apps.get_model("contenttypes", "ContentType"), apps.get_model("auth", "Permission")
    content_type, _ = content_types.objects.get_or_create(app_label="waffle", model="flag")
    managers, _ = apps.get_model("auth", "Group").objects.get_or_create(name="manager")
    for action in ("view", "change"):
        found = {"content_type": content_type, "codename": f"{action}_flag"}
        managers.permissions.add(permissions.objects.get_or_create(**found, defaults={"name": f"Can {action} flag"})[0])


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('users', '0002_groups'),
    ]

    operations = [
        migrations.RunPython(permit_managers, migrations.RunPython.noop),
    ]
