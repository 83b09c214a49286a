"""Those who came to a group or a clinic say how it was."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import supervision.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0024_when_and_where_it_is"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Feedback",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "useful",
                    models.CharField(
                        choices=[
                            ("very", "Very useful"),
                            ("useful", "Useful"),
                            ("a_little", "A little useful"),
                            ("not", "Not useful"),
                        ],
                        max_length=10,
                    ),
                ),
                ("will_do", supervision.encryption.SealedText()),
                ("better", supervision.encryption.SealedText()),
                ("given_at", models.DateTimeField()),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="supervision_sessions.guestinvitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervision_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="feedback",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
            ],
            options={
                "ordering": ["given_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("supervision_session", "person"), name="feedback_of_a_person_once"),
                    models.UniqueConstraint(fields=("supervision_session", "guest"), name="feedback_of_a_guest_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest__isnull", False), ("person", None)),
                            models.Q(("guest", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="feedback_is_of_a_person_or_a_guest",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("useful__in", ["very", "useful", "a_little", "not"])),
                        name="feedback_usefulness_known",
                    ),
                ],
            },
        ),
    ]
