"""What is signed stays as signed, also for a client that puts tables of its own in front of ours.

A trigger looks names up where the client says. Without a path of its own, a temporary table named like that of the
records hides them, and nothing seems to be locked; one named pg_class makes anybody seem the owner.

A signature stands from when it is given, not only from the lock: setting it aside is all that may follow. The
questions, the points of a scale and the areas that old records were written under keep their words.
"""

from django.db import migrations

PATH = "SET search_path = pg_catalog, public, pg_temp"

FUNCTIONS = f"""
ALTER FUNCTION reflect_is_owner(oid) {PATH};
ALTER FUNCTION reflect_refuse_after_lock() {PATH};
ALTER FUNCTION reflect_refuse_change_of_locked() {PATH};
ALTER FUNCTION reflect_refuse_change() {PATH};
ALTER FUNCTION reflect_refuse_truncate() {PATH};

CREATE FUNCTION reflect_refuse_change_of_signature() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.voided_at IS NULL AND to_jsonb(NEW) - 'voided_at' = to_jsonb(OLD) - 'voided_at' THEN
        RETURN NEW;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'statement' = to_jsonb(OLD) - 'statement' AND reflect_is_owner(TG_RELID)
        THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'signature % was given: % refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Arguments: the columns that may change.
CREATE FUNCTION reflect_refuse_change_but() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[] THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'old records point to this row of %: % refused', TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(table: str, name: str, function: str) -> str:
    return f"""
CREATE TRIGGER {name} BEFORE UPDATE OR DELETE ON supervision_sessions_{table}
    FOR EACH ROW EXECUTE FUNCTION {function};
ALTER TABLE supervision_sessions_{table} ENABLE ALWAYS TRIGGER {name};
"""


TRIGGERS = [
    trigger("signature", "signature_is_given", "reflect_refuse_change_of_signature()"),
    trigger("templateversion", "templateversion_stands", "reflect_refuse_change()"),
    trigger("templatequestion", "templatequestion_stands", "reflect_refuse_change()"),
    trigger(
        "confidencedomain",
        "confidencedomain_stands",
        "reflect_refuse_change_but('position', 'is_asked', 'published_percent', 'published_note')",
    ),
]


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0006_nobody_without_a_holder")]

    operations = [migrations.RunSQL(FUNCTIONS), *(migrations.RunSQL(sql) for sql in TRIGGERS)]
