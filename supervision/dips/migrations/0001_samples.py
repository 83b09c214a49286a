"""Dip samples: the criteria, what was drawn from what, who reviews it, and what they found."""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import supervision.dip_vocabulary
import supervision.encryption


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("supervision_sessions", "0028_opened_records"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.SlugField(db_index=False, max_length=40)),
                ("edition", models.PositiveSmallIntegerField(default=1)),
                ("name", models.CharField(max_length=60)),
                ("asks", models.CharField(help_text="The question that a reviewer asks of a record.", max_length=300)),
                ("position", models.PositiveSmallIntegerField()),
                ("published_at", models.DateTimeField()),
                ("retired_at", models.DateTimeField(help_text="Since when it is in no further sample.", null=True)),
            ],
            options={
                "ordering": ["position", "key", "edition"],
                "constraints": [
                    models.UniqueConstraint(fields=("key", "edition"), name="criterion_edition_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("retired_at", None)), fields=("key",), name="criterion_one_in_force"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="DipSample",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "key",
                    models.UUIDField(help_text="Of the form it was asked for with: posted twice, it is one sample."),
                ),
                ("drawn_at", models.DateTimeField()),
                ("drawn_on", models.DateField()),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("size", models.PositiveSmallIntegerField()),
                ("seed", models.BigIntegerField()),
                (
                    "frame_size",
                    models.PositiveIntegerField(help_text="Signed records of the period, among which it was drawn."),
                ),
                (
                    "frame_digest",
                    models.CharField(help_text="SHA-256 of their ids, one a line, in order.", max_length=64),
                ),
                (
                    "second",
                    models.CharField(
                        choices=[("none", "None"), ("half", "Every other one"), ("all", "All of them")], max_length=10
                    ),
                ),
                (
                    "ends_on",
                    models.DateField(help_text="The last day on which its records are open to their reviewers."),
                ),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "closed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("criteria", models.ManyToManyField(related_name="+", to="dips.criterion")),
                (
                    "drawn_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["-drawn_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="DipStratum",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("frame_size", models.PositiveIntegerField()),
                ("drawn", models.PositiveSmallIntegerField()),
                (
                    "sample",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="strata",
                        to="dips.dipsample",
                    ),
                ),
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
            ],
            options={
                "ordering": ["team__name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RecordReview",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "place",
                    models.PositiveSmallIntegerField(help_text="1 for the first review of a record, 2 for the second."),
                ),
                ("given_at", models.DateTimeField(null=True)),
                (
                    "auditor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["place"],
            },
        ),
        migrations.CreateModel(
            name="CriterionGrade",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "grade",
                    models.CharField(
                        choices=[
                            ("outstanding", "Outstanding"),
                            ("good", "Good"),
                            ("requires_improvement", "Requires improvement"),
                            ("inadequate", "Inadequate"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "criterion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="dips.criterion"
                    ),
                ),
                (
                    "review",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="grades",
                        to="dips.recordreview",
                    ),
                ),
            ],
            options={
                "ordering": ["criterion__position"],
            },
        ),
        migrations.CreateModel(
            name="ReviewWords",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("difference", supervision.encryption.SealedText()),
                ("feedback", supervision.encryption.SealedText()),
                (
                    "review",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="words", to="dips.recordreview"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SampledRecord",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField()),
                (
                    "sample",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="dips.dipsample",
                    ),
                ),
                (
                    "supervision_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddField(
            model_name="recordreview",
            name="sampled",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="reviews",
                to="dips.sampledrecord",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.UniqueConstraint(fields=("drawn_by", "key"), name="dip_drawn_once"),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_on__gte", models.F("first_on"))), name="dip_has_a_period"
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "frame_size__gte",
                        django.db.models.expressions.CombinedExpression(models.F("size"), "*", models.Value(2)),
                    ),
                    ("size__range", (1, 50)),
                ),
                name="dip_leaves_it_to_chance",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__gte", models.F("drawn_on")),
                    (
                        "ends_on__lte",
                        django.db.models.expressions.CombinedExpression(
                            models.F("drawn_on"), "+", models.Value(datetime.timedelta(days=92))
                        ),
                    ),
                ),
                name="dip_is_open_for_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipsample",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_at", None), ("closed_by", None)),
                    models.Q(("closed_at__isnull", False), ("closed_by__isnull", False)),
                    _connector="OR",
                ),
                name="dip_is_closed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="dipstratum",
            constraint=models.UniqueConstraint(
                fields=("sample", "team", "service"), name="dip_stratum_once", nulls_distinct=False
            ),
        ),
        migrations.AddConstraint(
            model_name="dipstratum",
            constraint=models.CheckConstraint(
                condition=models.Q(("drawn__gte", 1), ("drawn__lte", models.F("frame_size"))),
                name="dip_stratum_has_one_at_least",
            ),
        ),
        migrations.AddConstraint(
            model_name="criteriongrade",
            constraint=models.UniqueConstraint(fields=("review", "criterion"), name="dip_graded_once"),
        ),
        migrations.AddConstraint(
            model_name="criteriongrade",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "grade__in",
                        [
                            supervision.dip_vocabulary.Grade["OUTSTANDING"],
                            supervision.dip_vocabulary.Grade["GOOD"],
                            supervision.dip_vocabulary.Grade["REQUIRES_IMPROVEMENT"],
                            supervision.dip_vocabulary.Grade["INADEQUATE"],
                        ],
                    )
                ),
                name="dip_grade_is_one_of_four",
            ),
        ),
        migrations.AddConstraint(
            model_name="sampledrecord",
            constraint=models.UniqueConstraint(fields=("sample", "number"), name="dip_numbered_once"),
        ),
        migrations.AddConstraint(
            model_name="sampledrecord",
            constraint=models.UniqueConstraint(fields=("sample", "supervision_session"), name="dip_record_once"),
        ),
        migrations.AddConstraint(
            model_name="recordreview",
            constraint=models.UniqueConstraint(fields=("sampled", "auditor"), name="dip_reviewed_once_by_each"),
        ),
        migrations.AddConstraint(
            model_name="recordreview",
            constraint=models.UniqueConstraint(fields=("sampled", "place"), name="dip_review_place_once"),
        ),
        migrations.AddConstraint(
            model_name="recordreview",
            constraint=models.CheckConstraint(
                condition=models.Q(("place__in", [1, 2])), name="dip_review_is_first_or_second"
            ),
        ),
    ]
