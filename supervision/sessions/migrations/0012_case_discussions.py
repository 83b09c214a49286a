"""What was said about a case is part of the record: signed with it, and locked with it by the same triggers."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

import supervision.encryption

T = "supervision_sessions_casediscussion"
SEALED = "'analysed', 'child_needs', 'others_safety', 'decision', 'why', 'child_voice'"
TRIGGERS = f"""
CREATE TRIGGER casediscussion_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_after_lock({SEALED});
CREATE TRIGGER casediscussion_is_kept BEFORE TRUNCATE ON {T} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER casediscussion_stands;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER casediscussion_is_kept;
"""
CONTINUUM = [
    ("normal", "Normal"), ("inappropriate", "Inappropriate"), ("problematic", "Problematic"),
    ("abusive", "Abusive"), ("violent", "Violent"),
]  # fmt: skip
COLOURS = [("green", "Green"), ("orange", "Orange"), ("red", "Red")]


class Migration(migrations.Migration):
    dependencies = [
        ("casenotes", "0002_notes_stand"),
        ("supervision_sessions", "0011_whose_words_are_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseDiscussion",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                (
                    "continuum",
                    models.CharField(blank=True, choices=CONTINUUM, help_text="Empty: not placed.", max_length=20),
                ),
                ("tool", models.CharField(blank=True, choices=COLOURS, help_text="Empty: not used.", max_length=10)),
                ("analysed", supervision.encryption.SealedText()),
                ("child_needs", supervision.encryption.SealedText()),
                ("others_safety", supervision.encryption.SealedText()),
                ("decision", supervision.encryption.SealedText()),
                ("why", supervision.encryption.SealedText()),
                ("child_voice", supervision.encryption.SealedText()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="discussions", to="casenotes.case"
                    ),
                ),
                (
                    "supervision_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="discussions",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
            ],
            options={"ordering": ["position"]},
        ),
        migrations.AddConstraint(
            model_name="casediscussion",
            constraint=models.UniqueConstraint(
                fields=("supervision_session", "case"), name="case_discussed_once_a_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="casediscussion",
            constraint=models.CheckConstraint(
                condition=models.Q(("continuum__in", ["", *(value for value, _ in CONTINUUM)])),
                name="discussion_continuum_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="casediscussion",
            constraint=models.CheckConstraint(
                condition=models.Q(("tool__in", ["", *(value for value, _ in COLOURS)])), name="discussion_tool_known"
            ),
        ),
        migrations.AddField(
            model_name="actionpoint",
            name="case",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_points",
                to="casenotes.case",
            ),
        ),
        migrations.RunSQL(TRIGGERS),
    ]
