"""An extract in a pack keeps which signed discussion it was taken from; never one of another case."""

import django.db.models.deletion
from django.db import migrations, models

T = "supervision_sessions_packitem"
PATH = "SET search_path = pg_catalog, public, pg_temp"
TRIGGERS = f"""
CREATE FUNCTION reflect_want_discussion_of_slot() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NEW.discussion_id IS NULL OR EXISTS (
        SELECT FROM supervision_sessions_casediscussion d
        JOIN supervision_sessions_supervisionsession s ON s.id = d.supervision_session_id
        JOIN supervision_sessions_clinicslot slot ON slot.case_id = d.case_id
        WHERE d.id = NEW.discussion_id AND slot.id = NEW.slot_id AND s.locked_at IS NOT NULL
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'discussion % is not a signed one of the case of slot %', NEW.discussion_id, NEW.slot_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER packitem_of_own_case BEFORE INSERT OR UPDATE ON {T}
    FOR EACH ROW EXECUTE FUNCTION reflect_want_discussion_of_slot();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER packitem_of_own_case;
"""


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0026_what_a_clinic_was_stays")]

    operations = [
        migrations.AddField(
            model_name="packitem",
            name="discussion",
            field=models.ForeignKey(
                help_text="The signed discussion of the slot's own case that it was taken from.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="supervision_sessions.casediscussion",
            ),
        ),
        migrations.RunSQL(TRIGGERS),
    ]
