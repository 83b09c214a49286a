"""Whoever takes over from a leaver may write, and a departure knows its handovers and who takes on the rest."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import supervision.vocabulary


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0007_no_way_round_the_lock"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="handover",
            options={"ordering": ["on", "pk"]},
        ),
        migrations.RemoveConstraint(
            model_name="supervisionsession",
            name="session_writer_is_a_party",
        ),
        migrations.AddField(
            model_name="departure",
            name="successor",
            field=models.ForeignKey(
                help_text="Who takes on what belongs to a practitioner without a lead supervisor.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="handover",
            name="departure",
            field=models.ForeignKey(
                help_text="If that is the reason.",
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="handovers",
                to="supervision_sessions.departure",
            ),
        ),
        migrations.AlterField(
            model_name="actionpointprogress",
            name="kind",
            field=models.CharField(
                choices=[
                    ("update", "Update"),
                    ("done", "Done"),
                    ("no_longer_needed", "No longer needed"),
                    ("reopened", "Opened again"),
                    ("passed_on", "Passed on"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="recordevent",
            name="step",
            field=models.CharField(
                choices=[
                    ("start", "Draft started"),
                    ("send", "Sent for signature"),
                    ("comment", "Comment added"),
                    ("return", "Returned for changes"),
                    ("take_back", "Taken back to change"),
                    ("sign", "Signed"),
                    ("lock", "Locked"),
                    ("discard", "Draft discarded"),
                    ("not_held", "Recorded as not held"),
                    ("strike", "Marked as entered in error"),
                    ("addendum", "Addendum added"),
                    ("reroute", "Signature passed on"),
                    ("hand_over", "Draft passed on"),
                    ("leave", "Left before signing"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="supervisionsession",
            name="state",
            field=models.CharField(
                choices=[
                    ("draft", "Draft"),
                    ("sent", "Waiting for signatures"),
                    ("returned", "Returned for changes"),
                    ("locked", "Signed and locked"),
                    ("not_held", "Did not happen"),
                    ("discarded", "Draft discarded"),
                    ("struck", "Entered in error"),
                ],
                default=supervision.vocabulary.RecordState["DRAFT"],
                max_length=20,
            ),
        ),
    ]
