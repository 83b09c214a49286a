"""A record's writer is one of its two people, or was named for it; and nobody is named once it is locked."""

from django.db import migrations

GUARDS = """
CREATE FUNCTION reflect_refuse_unnamed_writer() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF NEW.writer_id IN (NEW.practitioner_id, NEW.supervisor_id) OR EXISTS (
        SELECT FROM supervision_sessions_signatureroute r
        WHERE r.supervision_session_id = NEW.id AND r.person_id = NEW.writer_id
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'record %: its writer is none of its people', NEW.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER supervisionsession_writer_is_named
    BEFORE INSERT OR UPDATE OF writer_id, practitioner_id, supervisor_id ON supervision_sessions_supervisionsession FOR EACH ROW EXECUTE FUNCTION reflect_refuse_unnamed_writer();
ALTER TABLE supervision_sessions_supervisionsession ENABLE ALWAYS TRIGGER supervisionsession_writer_is_named;

CREATE FUNCTION reflect_refuse_route() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM supervision_sessions_supervisionsession s WHERE s.id = NEW.supervision_session_id
        AND (s.locked_at IS NOT NULL OR s.state = 'struck' OR NEW.person_id IN (s.practitioner_id, s.supervisor_id))
    ) THEN
        RAISE EXCEPTION 'record %: nobody can be named to sign', NEW.supervision_session_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER signatureroute_is_sound BEFORE INSERT ON supervision_sessions_signatureroute
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_route();
ALTER TABLE supervision_sessions_signatureroute ENABLE ALWAYS TRIGGER signatureroute_is_sound;
"""


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0008_who_writes_and_signs_for_a_leaver")]

    operations = [migrations.RunSQL(GUARDS)]
