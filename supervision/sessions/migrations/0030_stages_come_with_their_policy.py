"""No stage is added to a policy that has ended or that somebody's due date follows: it would change what governed."""

from django.db import migrations

STANDS = """
CREATE FUNCTION reflect_refuse_late_stage() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM supervision_sessions_frequencypolicy WHERE id = NEW.policy_id AND ended_at IS NOT NULL)
        OR EXISTS (SELECT FROM supervision_sessions_supervisionarrangement WHERE policy_id = NEW.policy_id)
    THEN
        RAISE EXCEPTION 'policy % says what governed: another stage refused', NEW.policy_id
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER policystage_comes_with_its_policy BEFORE INSERT ON supervision_sessions_policystage
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_late_stage();
ALTER TABLE supervision_sessions_policystage ENABLE ALWAYS TRIGGER policystage_comes_with_its_policy;
"""
FALLS = """
DROP TRIGGER policystage_comes_with_its_policy ON supervision_sessions_policystage;
DROP FUNCTION reflect_refuse_late_stage();
"""


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0029_meetings_in_calendars")]

    operations = [migrations.RunSQL(STANDS, FALLS)]
