"""What is signed stays as signed: plain triggers, which no setting of a client can switch off.

The owner of the tables may still exchange the sealed form of a text, for a new encryption key;
the content hash, which is over the plain text, shows whether it changed anything else.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION reflect_is_owner(relation oid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT pg_has_role(current_user, relowner, 'USAGE') FROM pg_class WHERE oid = relation
$$;

-- What belongs to a record cannot be added to, changed or removed once the record is locked.
-- Arguments: the columns that hold sealed text, then, after '--', those that may follow later events.
CREATE FUNCTION reflect_refuse_after_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    record_id uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.supervision_session_id ELSE OLD.supervision_session_id END;
    split integer := COALESCE(array_position(TG_ARGV::text[], '--'), TG_NARGS);
    sealed text[] := TG_ARGV[0:split - 1];
    later text[] := TG_ARGV[split + 1:];
BEGIN
    IF NOT EXISTS (
        SELECT FROM supervision_sessions_supervisionsession s
        WHERE s.id = record_id AND (s.locked_at IS NOT NULL OR s.state = 'struck')
    ) AND (TG_OP <> 'UPDATE' OR NEW.supervision_session_id = record_id) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - later = to_jsonb(OLD) - later THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - sealed = to_jsonb(OLD) - sealed AND reflect_is_owner(TG_RELID) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'record % is locked: % of % refused', record_id, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- A locked record itself: only striking it through is left. A row that was never discarded is never deleted.
CREATE FUNCTION reflect_refuse_change_of_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.locked_at IS NULL AND OLD.state <> 'struck' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
        AND (NEW.state = OLD.state OR NEW.state = 'struck') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'record % stands: % refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Rows that are only ever added. Arguments: the columns that hold sealed text.
CREATE FUNCTION reflect_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[]
        AND reflect_is_owner(TG_RELID) THEN RETURN NEW; END IF;
    RAISE EXCEPTION '% only takes new rows: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION reflect_refuse_truncate() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never emptied', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

# Table, and the arguments of its trigger.
LOCKED_WITH_THE_RECORD = {
    "sessiontext": "'body'",
    "confidencerating": "",
    "emotionalrating": "",
    "actionpoint": "'what', 'why', 'how', '--', 'closed_at'",
    "carriedactionpoint": "",
    "signature": "'statement'",
}
ONLY_ADDED_TO = {
    "recordevent": "'comment'",
    "addendum": "'reason', 'body'",
    "actionpointprogress": "'body'",
    "agreementsignature": "",
    "supervisionagreement": "'confidentiality', 'disagreements', 'adjustments'",
}


def table(name: str) -> str:
    return f"supervision_sessions_{name}"


def trigger(name: str, when: str, function: str) -> str:
    return f"""
CREATE TRIGGER {name}_stands BEFORE {when} ON {table(name)} FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON {table(name)} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {table(name)} ENABLE ALWAYS TRIGGER {name}_stands;
ALTER TABLE {table(name)} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""


TRIGGERS = [
    trigger("supervisionsession", "UPDATE OR DELETE", "reflect_refuse_change_of_locked()"),
    *(
        trigger(name, "INSERT OR UPDATE OR DELETE", f"reflect_refuse_after_lock({arguments})")
        for name, arguments in LOCKED_WITH_THE_RECORD.items()
    ),
    *(
        trigger(name, "UPDATE OR DELETE", f"reflect_refuse_change({arguments})")
        for name, arguments in ONLY_ADDED_TO.items()
    ),
]


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0001_initial")]

    operations = [migrations.RunSQL(FUNCTIONS), *(migrations.RunSQL(sql) for sql in TRIGGERS)]
