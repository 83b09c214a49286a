"""A signed record is opened for a manager for an hour: asked with a reason, agreed by another, told to the two.

What was said of it once stands: each of its columns is filled once, and never changed after.
"""

import datetime
import uuid

import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import supervision.encryption

ONCE = """
CREATE FUNCTION reflect_opening_fills_once() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    was jsonb := to_jsonb(OLD);
    column_name text;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        FOR column_name IN SELECT key FROM jsonb_each(to_jsonb(NEW)) AS said WHERE said.value <> was -> said.key LOOP
            IF was ->> column_name IS NOT NULL AND was ->> column_name <> '' THEN
                RAISE EXCEPTION 'what was said of opening % stands: % refused', OLD.id, column_name
                    USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END LOOP;
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'opening % is kept: % refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER recordopening_stands BEFORE UPDATE OR DELETE ON supervision_sessions_recordopening
    FOR EACH ROW EXECUTE FUNCTION reflect_opening_fills_once();
CREATE TRIGGER recordopeningreason_stands BEFORE UPDATE OR DELETE ON supervision_sessions_recordopeningreason
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change('body');
"""
TABLES = ["recordopening", "recordopeningreason"]
KEPT = "".join(
    f"""
ALTER TABLE supervision_sessions_{name} ENABLE ALWAYS TRIGGER {name}_stands;
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON supervision_sessions_{name} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE supervision_sessions_{name} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""
    for name in TABLES
)


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0027_extracts_name_their_discussion"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="RecordOpening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("asked_at", models.DateTimeField()),
                (
                    "is_at_risk",
                    models.BooleanField(
                        help_text="A child may be at risk: it opens at once and is reviewed afterwards."
                    ),
                ),
                ("review_on", models.DateField(help_text="By when somebody else is to have looked at it.", null=True)),
                (
                    "decision",
                    models.CharField(blank=True, choices=[("agreed", "Agreed"), ("refused", "Refused")], max_length=20),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("opened_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                (
                    "finding",
                    models.CharField(
                        blank=True,
                        choices=[("right", "It was right to open it"), ("not_right", "It was not right to open it")],
                        max_length=20,
                    ),
                ),
                ("reviewed_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Of the form it was asked in: posted twice, it is one."
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reviewed_by",
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
                        related_name="openings",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="RecordOpeningReason",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("body", supervision.encryption.SealedText()),
                (
                    "opening",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reason",
                        to="supervision_sessions.recordopening",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.UniqueConstraint(fields=("asked_by", "key"), name="opening_posted_once"),
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("decided_by", None),
                        models.Q(("decided_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("reviewed_by", None),
                        models.Q(("reviewed_by", models.F("asked_by")), _negated=True),
                        _connector="OR",
                    ),
                ),
                name="opening_has_a_second_manager",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                        ("is_at_risk", True),
                        ("review_on__isnull", False),
                    ),
                    models.Q(
                        models.Q(("finding", ""), ("reviewed_at", None), ("reviewed_by", None)),
                        ("is_at_risk", False),
                        ("review_on", None),
                    ),
                    _connector="OR",
                ),
                name="opening_is_decided_before_or_reviewed_after",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("decision", "")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("decision__in", ["agreed", "refused"]),
                    ),
                    _connector="OR",
                ),
                name="opening_is_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finding", ""), ("reviewed_at", None), ("reviewed_by", None)),
                    models.Q(
                        ("finding__in", ["right", "not_right"]),
                        ("reviewed_at__isnull", False),
                        ("reviewed_by__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="opening_is_reviewed_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordopening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at", None), ("opened_at", None)),
                    models.Q(
                        (
                            "closes_at",
                            django.db.models.expressions.CombinedExpression(
                                models.F("opened_at"), "+", models.Value(datetime.timedelta(seconds=3600))
                            ),
                        ),
                        ("opened_at__isnull", False),
                        models.Q(("is_at_risk", True), ("decision", "agreed"), _connector="OR"),
                    ),
                    _connector="OR",
                ),
                name="opening_is_agreed_or_at_risk_and_lasts_an_hour",
            ),
        ),
        migrations.RunSQL(ONCE + KEPT),
    ]
