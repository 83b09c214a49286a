"""A supervisor plans what their team learns."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import supervision.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0002_first_resources"),
        ("supervision_sessions", "0018_case_clinics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PlannedLearning",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("what", supervision.encryption.SealedText()),
                ("due_on", models.DateField()),
                ("added_at", models.DateTimeField()),
                (
                    "ended",
                    models.CharField(
                        blank=True, choices=[("done", "Done"), ("no_longer_needed", "No longer needed")], max_length=20
                    ),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one."
                    ),
                ),
                (
                    "domain",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision_sessions.confidencedomain",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        help_text="Who sees to it.",
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "supervisor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "planned learning",
                "ordering": ["due_on", "added_at"],
                "indexes": [
                    models.Index(condition=models.Q(("ended", "")), fields=["owner"], name="planned_learning_owner")
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("supervisor", "key"), name="planned_learning_posted_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended", ""), ("ended_at", None)),
                            models.Q(("ended__in", ["done", "no_longer_needed"]), ("ended_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="planned_learning_ends_at_a_time",
                    ),
                ],
            },
        ),
    ]
