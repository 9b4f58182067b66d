from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# What each group may do, over what the one before it may. The admin, the API and the pages ask for these permissions,
# never for a group: who needs other groups makes them in the admin.
GROUPS = {
    "viewer": ["calls.view_call", "calls.view_caller"],
    "agent": ["calls.add_call", "calls.change_call", "calls.delete_call", "calls.add_caller", "calls.change_caller"],
    "manager": [
        "calls.delete_caller", "users.view_user", "users.add_user", "users.change_user", "admin.view_logentry",
    ],
}


def make_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the groups. Django makes permissions only after all migrations; those that are given are made here."""
    groups, permissions = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    content_types = apps.get_model("contenttypes", "ContentType")
    given = []
    for name, added in GROUPS.items():
        for permission in added:
            label, code = permission.split(".")
            action, model = code.split("_")
            content_type, _ = content_types.objects.get_or_create(app_label=label, model=model)
            title = {"name": f"Can {action} {model}"}
            found = permissions.objects.get_or_create(content_type=content_type, codename=code, defaults=title)
            given.append(found[0])
        group, _ = groups.objects.get_or_create(name=name)
        group.permissions.add(*given)


def remove_groups(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Remove the groups; who was in them has their permissions no more."""
    apps.get_model("auth", "Group").objects.filter(name__in=GROUPS).delete()


class Migration(migrations.Migration):

    dependencies = [
        ('users', '0001_initial'),
        ('calls', '0001_initial'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunPython(make_groups, remove_groups),
    ]
