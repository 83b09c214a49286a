"""Once a clinic's record is locked, what was given to read, whose agencies were asked, and who was a guest all stay.

What keeps a guest out or lets them in may still change: a link sent again, one that was used, access taken away.
"""

from django.db import migrations

PATH = "SET search_path = pg_catalog, public, pg_temp"
S = "supervision_sessions_"

# What belongs to a slot, or joins a guest to one. Arguments: the columns that name the slot and the guest, empty where
# there is none, and then those that hold sealed text. A row is refused for the record it leaves and the one it enters.
FUNCTION = """
CREATE FUNCTION reflect_refuse_after_slot_lock() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed text[] := TG_ARGV[2:];
    touched jsonb[] := ARRAY[to_jsonb(OLD), to_jsonb(NEW)];
BEGIN
    IF NOT EXISTS (
        SELECT FROM unnest(touched) row_of
        JOIN supervision_sessions_supervisionsession s ON s.id IN (
            SELECT c.supervision_session_id FROM supervision_sessions_clinicslot c
            WHERE c.id = (row_of ->> TG_ARGV[0])::uuid
            UNION ALL
            SELECT g.supervision_session_id FROM supervision_sessions_guestinvitation g
            WHERE g.id = (row_of ->> TG_ARGV[1])::uuid
        )
        WHERE s.locked_at IS NOT NULL OR s.state = 'struck'
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - sealed = to_jsonb(OLD) - sealed AND reflect_is_owner(TG_RELID) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'the record of this slot is locked: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(table: str, function: str) -> str:
    return f"""
CREATE TRIGGER {table}_stands BEFORE INSERT OR UPDATE OR DELETE ON {S}{table}
    FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {table}_is_kept BEFORE TRUNCATE ON {S}{table} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {S}{table} ENABLE ALWAYS TRIGGER {table}_stands;
ALTER TABLE {S}{table} ENABLE ALWAYS TRIGGER {table}_is_kept;
"""


TRIGGERS = [
    trigger("packitem", "reflect_refuse_after_slot_lock('slot_id', '', 'body')"),
    trigger("clinicslot_agencies", "reflect_refuse_after_slot_lock('clinicslot_id', '')"),
    trigger("guestinvitation_slots", "reflect_refuse_after_slot_lock('clinicslot_id', 'guestinvitation_id')"),
    trigger("guestinvitation", "reflect_refuse_after_lock('--', 'token_hash', 'opened_at', 'revoked_at')"),
    trigger("meeting", "reflect_refuse_after_lock()"),
]


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0025_how_it_was")]

    operations = [
        migrations.RunSQL(FUNCTION),
        migrations.RunSQL(f"ALTER FUNCTION reflect_refuse_after_slot_lock() {PATH}"),
        *(migrations.RunSQL(sql) for sql in TRIGGERS),
    ]
