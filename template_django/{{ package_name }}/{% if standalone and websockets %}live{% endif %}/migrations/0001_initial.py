"""The table of events, and the trigger that writes them."""

from typing import ClassVar

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models
from django.db.migrations.operations.base import Operation

# Who reads the events after the last that it has seen must not miss one, so their ids have to be in the order in which
# transactions commit, and a sequence alone is not: a number that is drawn first may be committed last. Therefore the
# trigger is deferred to the end of its transaction, and draws the number under a lock that is held until the
# transaction is committed. Long transactions do not hold it long, and NOTIFY takes a lock of that kind in any case.
#
# The notification says only that there is something to read: however much a transaction changes, it sends one.
WRITE_CALL_EVENT = """
CREATE FUNCTION write_call_event() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
        RETURN NULL;
    END IF;
    PERFORM pg_advisory_xact_lock(hashtext('call_events'));
    INSERT INTO call_events (kind, call_id) VALUES (
        CASE TG_OP WHEN 'INSERT' THEN 'created' WHEN 'UPDATE' THEN 'changed' ELSE 'deleted' END,
        CASE TG_OP WHEN 'DELETE' THEN OLD.id ELSE NEW.id END
    );
    PERFORM pg_notify('call_events', '');
    RETURN NULL;
END
$$
"""

TRIGGER = """
CREATE CONSTRAINT TRIGGER write_call_event AFTER INSERT OR UPDATE OR DELETE ON calls_call
DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION write_call_event()
"""


class Migration(migrations.Migration):
    """The trigger is SQL: it has to see whoever changes calls."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = [("calls", "0001_initial")]
    operations: ClassVar[list[Operation]] = [
        migrations.CreateModel(
            name="CallEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=8)),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                (
                    "call",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="calls.call",
                    ),
                ),
            ],
            options={"db_table": "call_events", "default_permissions": ()},
        ),
        migrations.RunSQL(WRITE_CALL_EVENT, "DROP FUNCTION write_call_event()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER write_call_event ON calls_call"),
    ]
