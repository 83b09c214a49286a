"""What was recorded as not held stands too, and nothing is struck through without a word of it in the history."""

from django.db import migrations

T = "supervision_sessions_"
PATH = "SET search_path = pg_catalog, public, pg_temp"

FUNCTIONS = """
-- A locked record, or one of a session not held: only striking it through is left.
CREATE OR REPLACE FUNCTION reflect_refuse_change_of_locked() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.locked_at IS NULL AND OLD.state NOT IN ('struck', 'not_held') THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'state' = to_jsonb(OLD) - 'state'
        AND (NEW.state = OLD.state OR NEW.state = 'struck') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'record % stands: % refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Why a session was not held is written before the history says so, and not touched after it.
CREATE FUNCTION reflect_refuse_after_not_held() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    record_id uuid := CASE TG_OP WHEN 'INSERT' THEN NEW.supervision_session_id ELSE OLD.supervision_session_id END;
BEGIN
    IF NOT EXISTS (
        SELECT FROM supervision_sessions_recordevent e WHERE e.supervision_session_id = record_id AND e.step = 'not_held'
    ) THEN
        RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
    END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'body' = to_jsonb(OLD) - 'body' AND reflect_is_owner(TG_RELID) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'record % stands: % of % refused', record_id, TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- Looked at when the act is complete: its step may come before or after the change of state.
CREATE FUNCTION reflect_want_strike_in_history() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM supervision_sessions_recordevent e WHERE e.supervision_session_id = NEW.id AND e.step = 'strike'
    ) THEN RETURN NULL; END IF;
    RAISE EXCEPTION 'record % was struck through by nobody', NEW.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""

PATHS = f"""
ALTER FUNCTION reflect_refuse_change_of_locked() {PATH};
ALTER FUNCTION reflect_refuse_after_not_held() {PATH};
ALTER FUNCTION reflect_want_strike_in_history() {PATH};
"""

TRIGGERS = f"""
CREATE TRIGGER sessiontext_of_not_held_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}sessiontext
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_after_not_held();
ALTER TABLE {T}sessiontext ENABLE ALWAYS TRIGGER sessiontext_of_not_held_stands;

CREATE CONSTRAINT TRIGGER supervisionsession_strike_in_history AFTER INSERT OR UPDATE OF state
    ON {T}supervisionsession DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.state = 'struck')
    EXECUTE FUNCTION reflect_want_strike_in_history();
ALTER TABLE {T}supervisionsession ENABLE ALWAYS TRIGGER supervisionsession_strike_in_history;
"""


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0009_nobody_writes_or_signs_unnamed")]

    operations = [migrations.RunSQL(FUNCTIONS), migrations.RunSQL(PATHS), migrations.RunSQL(TRIGGERS)]
