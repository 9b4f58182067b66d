"""The table of events, and the trigger that writes them."""

from typing import ClassVar

from django.db import migrations
from django.db.migrations.operations.base import Operation

CALL_EVENTS = """
CREATE TABLE call_events (
    id bigserial PRIMARY KEY,
    kind varchar(8) NOT NULL,
    call_id bigint NOT NULL,
    at timestamp with time zone DEFAULT now() NOT NULL
)
"""

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
    """In SQL, since Django has no models for it: it only has to be there for whoever changes calls."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = [("calls", "0001_initial")]
    operations: ClassVar[list[Operation]] = [
        migrations.RunSQL(CALL_EVENTS, "DROP TABLE call_events"),
        migrations.RunSQL(WRITE_CALL_EVENT, "DROP FUNCTION write_call_event()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER write_call_event ON calls_call"),
    ]
