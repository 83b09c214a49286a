"""Audit reports: what was asked for, whose sessions they are about, and the file in slices."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReportRun",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "key",
                    models.UUIDField(
                        help_text="Of the form it was asked for with: posted twice, it is one report.", unique=True
                    ),
                ),
                ("asked_at", models.DateTimeField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                (
                    "heading",
                    models.JSONField(help_text="Pairs of a label and what is said: about it, and of its columns."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting its turn"),
                            ("making", "Being made"),
                            ("ready", "Ready"),
                            ("cancelled", "Cancelled"),
                            ("failed", "Could not be made"),
                            ("expired", "File deleted"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("rows_known", models.PositiveIntegerField()),
                ("rows_done", models.PositiveIntegerField(default=0)),
                (
                    "claim",
                    models.UUIDField(help_text="Of the worker that makes it; another one's does not count.", null=True),
                ),
                (
                    "lease_until",
                    models.DateTimeField(help_text="A worker that says nothing more until then is dead.", null=True),
                ),
                (
                    "tries",
                    models.PositiveSmallIntegerField(default=0, help_text="Of workers, since it last got any further."),
                ),
                (
                    "last_error",
                    models.CharField(blank=True, help_text="The kind of failure, without its words.", max_length=100),
                ),
                ("ended_at", models.DateTimeField(null=True)),
                ("expires_at", models.DateTimeField(help_text="When its file is deleted.", null=True)),
                ("digest", models.CharField(blank=True, help_text="SHA-256 of the file, in hex.", max_length=64)),
                ("size", models.PositiveBigIntegerField(default=0, help_text="Of the file, in bytes.")),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="ReportReach",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "service",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.service"
                    ),
                ),
                (
                    "team",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="accounts.team"
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="reaches", to="reports.reportrun"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="ReportSlice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("session_ids", django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ("body", models.BinaryField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slices",
                        to="reports.reportrun",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index(fields=["made_by", "-asked_at"], name="report_made_by"),
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        [
                            "waiting",
                            "making",
                        ],
                    )
                ),
                fields=["asked_at"],
                name="report_under_way",
            ),
        ),
        migrations.AddIndex(
            model_name="reportrun",
            index=models.Index(
                condition=models.Q(("state", "ready")),
                fields=["expires_at"],
                name="report_expires",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "making")),
                fields=("state",),
                name="one_report_is_made_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="report_has_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(("rows_done__lte", models.F("rows_known"))), name="report_is_done_as_far_as_it_goes"
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("claim__isnull", False),
                        ("lease_until__isnull", False),
                        ("state", "making"),
                    ),
                    models.Q(
                        models.Q(("state", "making"), _negated=True),
                        ("claim", None),
                        ("lease_until", None),
                    ),
                    _connector="OR",
                ),
                name="report_being_made_has_a_worker",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at", None),
                        (
                            "state__in",
                            [
                                "waiting",
                                "making",
                            ],
                        ),
                    ),
                    models.Q(
                        models.Q(
                            (
                                "state__in",
                                [
                                    "waiting",
                                    "making",
                                ],
                            ),
                            _negated=True,
                        ),
                        ("ended_at__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="report_ends_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportrun",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ready"), _negated=True),
                    models.Q(
                        ("expires_at__isnull", False),
                        ("rows_done", models.F("rows_known")),
                        ("size__gt", 0),
                        models.Q(("digest", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="ready_report_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="reportreach",
            constraint=models.UniqueConstraint(
                fields=("run", "team", "service"), name="reach_once_a_report", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="reportslice",
            constraint=models.UniqueConstraint(fields=("run", "number"), name="slice_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="reportslice",
            constraint=models.CheckConstraint(
                condition=models.Q(("session_ids__len__gt", 0)), name="slice_has_sessions"
            ),
        ),
    ]
