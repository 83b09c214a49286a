"""Who holds each action point, the policy everybody begins with, and triggers that know the new columns."""

from django.db import migrations

T = "supervision_sessions_"
GUARD = f"""
DROP TRIGGER actionpoint_stands ON {T}actionpoint;
CREATE TRIGGER actionpoint_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}actionpoint FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_after_lock('what', 'why', 'how', '--', 'closed_at', 'held_by_id');
ALTER TABLE {T}actionpoint ENABLE ALWAYS TRIGGER actionpoint_stands;

DROP TRIGGER supervisionagreement_stands ON {T}supervisionagreement;
CREATE TRIGGER supervisionagreement_stands BEFORE UPDATE OR DELETE ON {T}supervisionagreement FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change('confidentiality', 'disagreements', 'adjustments', 'less_often_reason');
ALTER TABLE {T}supervisionagreement ENABLE ALWAYS TRIGGER supervisionagreement_stands;
"""
ADDED_TO = "".join(
    f"""
CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON {T}{name}
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change();
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON {T}{name}
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T}{name} ENABLE ALWAYS TRIGGER {name}_stands;
ALTER TABLE {T}{name} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""
    for name in ("signatureroute", "plannedsessionchange")
)
FILL = """
UPDATE supervision_sessions_actionpoint SET held_by_id = owner_id;
UPDATE supervision_sessions_supervisionarrangement SET remind_on = next_due_on;
"""


def first_policy(apps, schema_editor):
    policy = apps.get_model("supervision_sessions", "FrequencyPolicy").objects.create(
        name="Everybody", minutes=90, tolerance_days=7, sign_off_days=10, rebook_days=10, short_notice_hours=24
    )
    policy.stages.create(after_count=0, after_unit="weeks", every_count=1, every_unit="months")


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0004_policies_plans_and_handovers")]

    operations = [
        migrations.RunSQL(GUARD + ADDED_TO),
        migrations.RunSQL(FILL),
        migrations.RunPython(first_policy),
    ]
