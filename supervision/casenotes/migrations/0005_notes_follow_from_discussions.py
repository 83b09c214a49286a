"""A note says which signed discussion it follows from; never one of another case."""

import django.db.models.deletion
from django.db import migrations, models

PATH = "SET search_path = pg_catalog, public, pg_temp"
TRIGGERS = f"""
CREATE FUNCTION reflect_want_discussion_of_case() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF NEW.discussion_id IS NULL OR EXISTS (
        SELECT FROM supervision_sessions_casediscussion d
        JOIN supervision_sessions_supervisionsession s ON s.id = d.supervision_session_id
        WHERE d.id = NEW.discussion_id AND d.case_id = NEW.case_id AND s.locked_at IS NOT NULL
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'discussion % is not a signed one of case %', NEW.discussion_id, NEW.case_id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER casenote_of_own_case BEFORE INSERT ON casenotes_casenote
    FOR EACH ROW EXECUTE FUNCTION reflect_want_discussion_of_case();
ALTER TABLE casenotes_casenote ENABLE ALWAYS TRIGGER casenote_of_own_case;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casenotes", "0004_cases_are_handed_on"),
        ("supervision_sessions", "0022_what_came_of_a_clinic"),
    ]

    operations = [
        migrations.AddField(
            model_name="casenote",
            name="discussion",
            field=models.ForeignKey(
                help_text="The signed discussion of this case that it follows from.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="notes_after",
                to="supervision_sessions.casediscussion",
            ),
        ),
        migrations.RunSQL(TRIGGERS),
    ]
