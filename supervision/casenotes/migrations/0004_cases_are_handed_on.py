"""Who led a case until when, and who does from which day; of what is planned or took place nothing is rewritten."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STANDS = """
CREATE TRIGGER casehandover_stands BEFORE UPDATE OR DELETE ON casenotes_casehandover FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change_but('applied_at', 'taken_back_at');
CREATE TRIGGER casehandover_is_kept BEFORE TRUNCATE ON casenotes_casehandover FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE casenotes_casehandover ENABLE ALWAYS TRIGGER casehandover_stands;
ALTER TABLE casenotes_casehandover ENABLE ALWAYS TRIGGER casehandover_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casenotes", "0003_agencies_are_retired"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseHandover",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(help_text="The first day with the new lead practitioner.")),
                ("planned_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField(blank=True, null=True)),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="handovers", to="casenotes.case"
                    ),
                ),
                (
                    "from_lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "planned_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_lead",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["on", "pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("applied_at", None), ("taken_back_at", None)),
                        fields=["on"],
                        name="case_handover_to_apply",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("applied_at", None), ("taken_back_at", None)),
                        fields=("case",),
                        name="one_case_handover_ahead",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("from_lead", models.F("to_lead")), _negated=True),
                        name="case_passes_to_somebody_else",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("applied_at", None), ("taken_back_at", None), _connector="OR"),
                        name="case_handover_taken_back_or_applied",
                    ),
                ],
            },
        ),
        migrations.RunSQL(STANDS),
    ]
