"""The journal only grows, and every line tells the live screens that something changed."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION kernel_entry_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'journal entries are never deleted' USING ERRCODE = '23514',
            CONSTRAINT = 'kernel_entry_only_grows';
    END IF;
    IF (OLD.tenant_id, OLD.id, OLD.store_id, OLD.kind, OLD.actor, OLD.at, OLD.payload, OLD.subjects)
       IS DISTINCT FROM
       (NEW.tenant_id, NEW.id, NEW.store_id, NEW.kind, NEW.actor, NEW.at, NEW.payload, NEW.subjects)
    THEN
        RAISE EXCEPTION 'journal entries never change' USING ERRCODE = '23514',
            CONSTRAINT = 'kernel_entry_only_grows';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER kernel_entry_only_grows BEFORE UPDATE OR DELETE ON kernel_entry
    FOR EACH ROW EXECUTE FUNCTION kernel_entry_only_grows();

CREATE FUNCTION kernel_entry_tells() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_notify(
        'live', NEW.tenant_id || '/' || coalesce(NEW.store_id::text, '-') || ' ' || NEW.kind
    );
    RETURN NULL;
END $$;
CREATE TRIGGER kernel_entry_tells AFTER INSERT ON kernel_entry
    FOR EACH ROW EXECUTE FUNCTION kernel_entry_tells();
"""
BACKWARD = """
DROP TRIGGER kernel_entry_tells ON kernel_entry;
DROP FUNCTION kernel_entry_tells();
DROP TRIGGER kernel_entry_only_grows ON kernel_entry;
DROP FUNCTION kernel_entry_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("kernel", "0001_ground")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
