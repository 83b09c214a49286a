"""A policy that is changed ends, and another one takes its place: what governed an earlier day stays as it was.

Of policies retired before this, nobody knows from when to when they held: they get a period of no length.
"""

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

T = "supervision_sessions_"
FILL = "UPDATE supervision_sessions_frequencypolicy SET begins_at = now(), ended_at = now() WHERE NOT is_in_force"
STANDS = f"""
CREATE FUNCTION reflect_refuse_change_of_policy() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    its_end text[] := ARRAY['ended_at', 'ended_by_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.ended_at IS NULL AND to_jsonb(NEW) - its_end = to_jsonb(OLD) - its_end
        THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'policy % says what governed: % refused', OLD.id, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER frequencypolicy_stands BEFORE UPDATE OR DELETE ON {T}frequencypolicy
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change_of_policy();
ALTER TABLE {T}frequencypolicy ENABLE ALWAYS TRIGGER frequencypolicy_stands;
CREATE TRIGGER policystage_stands BEFORE UPDATE OR DELETE ON {T}policystage
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change();
ALTER TABLE {T}policystage ENABLE ALWAYS TRIGGER policystage_stands;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("supervision_sessions", "0019_looking_back"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="frequencypolicy",
            name="begins_at",
            field=models.DateTimeField(help_text="Empty: it was there from the beginning.", null=True),
        ),
        migrations.AddField(
            model_name="frequencypolicy",
            name="ended_at",
            field=models.DateTimeField(help_text="Empty: it is in force.", null=True),
        ),
        migrations.AddField(
            model_name="frequencypolicy",
            name="ended_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="frequencypolicy",
            name="put_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="frequencypolicy",
            name="replaces",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="replaced_by",
                to="supervision_sessions.frequencypolicy",
            ),
        ),
        migrations.RunSQL(FILL),
        migrations.RemoveConstraint(
            model_name="frequencypolicy",
            name="one_policy_in_force_for_the_same_people",
        ),
        migrations.RemoveField(
            model_name="frequencypolicy",
            name="is_in_force",
        ),
        migrations.AlterField(
            model_name="frequencypolicy",
            name="name",
            field=models.CharField(max_length=120),
        ),
        migrations.AddConstraint(
            model_name="frequencypolicy",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    (
                        models.Func(
                            django.db.models.functions.comparison.Coalesce(models.F("job_role"), models.Value(0)),
                            django.db.models.functions.comparison.Coalesce(models.F("job_role"), models.Value(0)),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            django.db.models.functions.comparison.Coalesce(models.F("team"), models.Value(0)),
                            django.db.models.functions.comparison.Coalesce(models.F("team"), models.Value(0)),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (
                        models.Func(
                            django.db.models.functions.text.Ord("working_pattern"),
                            django.db.models.functions.text.Ord("working_pattern"),
                            models.Value("[]"),
                            function="int8range",
                        ),
                        "&&",
                    ),
                    (models.Func(models.F("begins_at"), models.F("ended_at"), function="tstzrange"), "&&"),
                ],
                name="one_policy_for_the_same_people_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="frequencypolicy",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at", None)), fields=("name",), name="policy_in_force_has_its_own_name"
            ),
        ),
        migrations.AddConstraint(
            model_name="frequencypolicy",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("begins_at", None), ("ended_at", None), ("ended_at__gte", models.F("begins_at")), _connector="OR"
                ),
                name="policy_ends_after_it_begins",
            ),
        ),
        migrations.RunSQL(STANDS),
    ]
