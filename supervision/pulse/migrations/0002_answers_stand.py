"""What was said in a pulse is never changed, and neither added to nor removed once it is closed.

While it is open answers are written anew, all together: that is to remove them and to add them.
"""

from django.db import migrations

STANDS = """
CREATE FUNCTION reflect_refuse_after_close() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    of_cell bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.cell_id ELSE OLD.cell_id END;
BEGIN
    IF TG_OP <> 'UPDATE' AND NOT EXISTS (
        SELECT FROM pulse_cell c JOIN pulse_pulse p ON p.id = c.pulse_id
        WHERE c.id = of_cell AND p.closed_at IS NOT NULL
    ) THEN RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END; END IF;
    RAISE EXCEPTION 'an answer stands: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE FUNCTION reflect_refuse_reopening() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a closed pulse stands: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER answer_stands BEFORE INSERT OR UPDATE OR DELETE ON pulse_answer
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_after_close();
CREATE TRIGGER answer_is_kept BEFORE TRUNCATE ON pulse_answer
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_truncate();
CREATE TRIGGER cell_stands BEFORE UPDATE OR DELETE ON pulse_cell
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change();
CREATE TRIGGER pulse_stays_closed BEFORE UPDATE OR DELETE ON pulse_pulse
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_reopening();
ALTER TABLE pulse_answer ENABLE ALWAYS TRIGGER answer_stands;
ALTER TABLE pulse_answer ENABLE ALWAYS TRIGGER answer_is_kept;
ALTER TABLE pulse_cell ENABLE ALWAYS TRIGGER cell_stands;
ALTER TABLE pulse_pulse ENABLE ALWAYS TRIGGER pulse_stays_closed;
"""


class Migration(migrations.Migration):
    dependencies = [("pulse", "0001_pulses"), ("supervision_sessions", "0002_refuse_changes")]

    operations = [migrations.RunSQL(STANDS)]
