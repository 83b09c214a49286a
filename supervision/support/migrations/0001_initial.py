"""Requests for support: what was asked stands, a request moves only as it may, and a step is only added."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import supervision.encryption

# The same table as rules/support_states.py. What was asked stands; what is over stays as it ended.
MOVES = """
CREATE FUNCTION reflect_support_moves() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    may_change text[] := ARRAY['state', 'to_person_id', 'holder_id', 'could_be_at', 'waiting_since', 'given', 'done_on'];
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
        AND (OLD.state || ' ' || NEW.state) IN (
            'asked asked', 'asked offered', 'asked withdrawn', 'offered asked', 'offered accepted',
            'offered withdrawn', 'accepted asked', 'accepted done', 'accepted withdrawn'
        ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'request % for support does not move so: % refused', OLD.id, TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(name: str, function: str) -> str:
    return f"""
CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON support_{name} FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON support_{name} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE support_{name} ENABLE ALWAYS TRIGGER {name}_stands;
ALTER TABLE support_{name} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("casenotes", "0004_cases_are_handed_on"),
        ("supervision_sessions", "0018_case_clinics"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SupportRequest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("joint_visit", "Joint visit"),
                            ("consultation", "Consultation"),
                            ("debrief", "Debrief"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("is_urgent", models.BooleanField()),
                ("asked_at", models.DateTimeField()),
                ("asked_on", models.DateField()),
                (
                    "waiting_since",
                    models.DateField(help_text="From when it waits for an answer; asking again begins anew."),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waiting for an answer"),
                            ("offered", "Offered"),
                            ("accepted", "Agreed"),
                            ("done", "Given"),
                            ("withdrawn", "Withdrawn"),
                        ],
                        default="asked",
                        max_length=20,
                    ),
                ),
                (
                    "could_be_at",
                    models.DateTimeField(help_text="When the support that is offered could be.", null=True),
                ),
                (
                    "given",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("joint_visit", "Joint visit"),
                            ("consultation", "Consultation"),
                            ("debrief", "Debrief"),
                            ("other", "Something else"),
                        ],
                        max_length=20,
                    ),
                ),
                ("done_on", models.DateField(null=True)),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Of the form it was written in: posted twice, it is one."
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casenotes.case"
                    ),
                ),
                (
                    "domains",
                    models.ManyToManyField(blank=True, related_name="+", to="supervision_sessions.confidencedomain"),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        help_text="Who offered it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        help_text="Whose ratings led to it.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
                (
                    "requester",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="support_requests",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        help_text="Empty: the specialists are asked.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-asked_at", "pk"],
            },
        ),
        migrations.CreateModel(
            name="SupportEvent",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.PositiveSmallIntegerField(help_text="Of the step, from 1.")),
                (
                    "step",
                    models.CharField(
                        choices=[
                            ("ask", "Asked"),
                            ("offer", "Offered"),
                            ("accept", "Accepted"),
                            ("ask_again", "Asked again"),
                            ("pass_on", "Passed on"),
                            ("done", "Support was given"),
                            ("withdraw", "Withdrawn"),
                        ],
                        max_length=20,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("could_be_at", models.DateTimeField(null=True)),
                ("body", supervision.encryption.SealedText()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "to_person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="events", to="support.supportrequest"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(condition=models.Q(("state", "asked")), fields=["to_person"], name="support_waiting"),
        ),
        migrations.AddIndex(
            model_name="supportrequest",
            index=models.Index(condition=models.Q(("holder__isnull", False)), fields=["holder"], name="support_held"),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.UniqueConstraint(fields=("requester", "key"), name="support_posted_once"),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["joint_visit", "consultation", "debrief", "other"])),
                name="support_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("to_person", None),
                        models.Q(("to_person", models.F("requester")), _negated=True),
                        _connector="OR",
                    ),
                    models.Q(
                        ("holder", None), models.Q(("holder", models.F("requester")), _negated=True), _connector="OR"
                    ),
                ),
                name="nobody_asks_themselves_for_support",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("could_be_at", None), ("holder", None), ("state", "asked")),
                    models.Q(
                        ("could_be_at__isnull", False),
                        ("holder__isnull", False),
                        ("state__in", ["offered", "accepted", "done"]),
                    ),
                    ("state", "withdrawn"),
                    _connector="OR",
                ),
                name="support_is_offered_by_somebody_for_some_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("to_person", None), ("holder", None), ("holder", models.F("to_person")), _connector="OR"
                ),
                name="support_is_offered_by_whom_was_asked",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("done_on__gte", models.F("asked_on")),
                        ("given__in", ["joint_visit", "consultation", "debrief", "other"]),
                        ("state", "done"),
                    ),
                    models.Q(models.Q(("state", "done"), _negated=True), ("done_on", None), ("given", "")),
                    _connector="OR",
                ),
                name="support_given_is_of_a_kind_on_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("step__in", ["ask", "offer", "accept", "ask_again", "pass_on", "done", "withdraw"])
                ),
                name="support_step_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="supportevent",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="support_steps_one_after_another"),
        ),
        migrations.AddConstraint(
            model_name="supportevent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("number", 1), ("step", "ask")),
                    models.Q(models.Q(("step", "ask"), _negated=True), ("number__gt", 1)),
                    _connector="OR",
                ),
                name="support_begins_with_asking",
            ),
        ),
        migrations.RunSQL(MOVES),
        migrations.RunSQL(trigger("supportrequest", "reflect_support_moves()")),
        migrations.RunSQL(trigger("supportevent", "reflect_refuse_change('body')")),
    ]
