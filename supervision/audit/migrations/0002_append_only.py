"""The trail only grows: a plain trigger refuses every change, whoever asks."""

from django.db import migrations

APPEND_ONLY = """
CREATE FUNCTION reflect_refuse_change_of_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit trail only takes new rows: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER trail_stands BEFORE UPDATE OR DELETE ON audit_auditevent
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change_of_trail();
CREATE TRIGGER trail_is_kept BEFORE TRUNCATE ON audit_auditevent
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_change_of_trail();
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER trail_stands;
ALTER TABLE audit_auditevent ENABLE ALWAYS TRIGGER trail_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(APPEND_ONLY)]
