"""Ratings given later, looking back, which stand; and the second published figure about direct work."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

T = "supervision_sessions_retrospectiverating"
TRIGGERS = f"""
CREATE TRIGGER retrospectiverating_stands BEFORE UPDATE OR DELETE ON {T} FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change();
CREATE TRIGGER retrospectiverating_is_kept BEFORE TRUNCATE ON {T} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER retrospectiverating_stands;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER retrospectiverating_is_kept;
"""
LOW = "50% said that their confidence in it was low, which was another question. "


def say_both_figures(apps, schema_editor):
    for area in apps.get_model("supervision_sessions", "ConfidenceDomain").objects.filter(published_percent=36):
        if not area.published_note.startswith(LOW):
            area.published_note = (LOW + area.published_note)[:300]
            area.save(update_fields=["published_note"])


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0018_case_clinics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RetrospectiveRating",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("as_of", models.DateField(help_text="The day that is looked back to.")),
                ("score", models.PositiveSmallIntegerField()),
                ("given_on", models.DateField(help_text="The day on which it was said.")),
                ("key", models.UUIDField(help_text="Of the form it was said in: posted twice, it is said once.")),
                (
                    "domain",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision_sessions.confidencedomain",
                    ),
                ),
                (
                    "rater",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["given_on", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("rater", "key", "domain"), name="looked_back_once_a_form"),
                    models.CheckConstraint(
                        condition=models.Q(("score__range", (1, 5))), name="retrospective_score_is_one_to_five"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("as_of__lt", models.F("given_on"))),
                        name="looking_back_is_to_an_earlier_day",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS),
        migrations.RunPython(say_both_figures, migrations.RunPython.noop),
    ]
