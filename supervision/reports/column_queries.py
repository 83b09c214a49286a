"""Which facts can a report hold of a session? Each with its words and what it means, worked out by the database."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery, TextField, Value, When
from django.db.models.functions import Coalesce, TruncDate

from supervision.documents.csv_files import FORMULA
from supervision.gathering_vocabulary import AttendanceState
from supervision.measures.all_figures import FIGURES
from supervision.measures.figures import Days
from supervision.measures.timeliness import HELD, KNOWN
from supervision.report_vocabulary import Outcome
from supervision.rules.record_states import COUNTED_AS_HELD
from supervision.sessions.models import ActionPoint, Attendance
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place, RecordState, SupervisionFunction, Word

OUTCOMES: dict[Outcome, Q] = {
    Outcome.HELD: Q(state__in=COUNTED_AS_HELD),
    Outcome.NOT_HELD: Q(state=RecordState.NOT_HELD),
    Outcome.STRUCK: Q(state=RecordState.STRUCK),
}
NOT_HELD, GATHERING = OUTCOMES[Outcome.NOT_HELD], Q(practitioner=None)


@dataclass(frozen=True)
class Column:
    """One fact; `expression` may depend on the days. `is_usual` says that it is ticked before anybody has chosen."""

    key: str
    label: str
    definition: str
    expression: Any
    is_usual: bool = True
    is_number: bool = False

    def on(self, days: Days) -> Any:
        return self.expression(days) if callable(self.expression) else self.expression


def guarded(name: str) -> Func:
    """Words that somebody typed, such as a name, so that no spreadsheet takes them for a formula."""
    signs = ", ".join(f"chr({ord(sign)})" for sign in FORMULA)
    template = f"(CASE WHEN left(%(expressions)s, 1) IN ({signs}) THEN '''' ELSE '' END || %(expressions)s)"
    return Func(F(name), template=template, output_field=TextField())


def said(conditions: dict[Any, Q]) -> Case:
    """The label of whichever condition holds."""
    return Case(*(When(which, then=Value(word.label)) for word, which in conditions.items()), output_field=TextField())


def labels(field: str, words: type[Word]) -> Case:
    return said({word: Q(**{field: word.value}) for word in words})


def yes_no(condition: Q, *, known: Q) -> Case:
    """Yes or no, and nothing where it is not a question."""
    return Case(When(known & condition, then=Value("Yes")), When(known, then=Value("No")), output_field=TextField())


def _functions() -> Func:
    """The labels of what a session touched on, one after another."""
    pairs = ", ".join(f"'{word.value}', '{word.label}'" for word in SupervisionFunction)
    template = (  # of our own words alone
        f"(SELECT string_agg(jsonb_build_object({pairs}) ->> one, '; ' ORDER BY place) "  # noqa: S608
        "FROM unnest(%(expressions)s) WITH ORDINALITY AS chosen(one, place))"
    )
    return Func(F("functions_covered"), template=template, output_field=TextField())


def _days_past_due() -> Case:
    past = Func(
        F("held_on"), F("due_on_then"), template="GREATEST(%(expressions)s, 0)", arg_joiner=" - ",
        output_field=IntegerField(),
    )  # fmt: skip
    return Case(When(KNOWN, then=past), output_field=IntegerField())


def _signed_in_time(days: Days) -> Case:
    """As the measures have it, so that the lines add up to the number on every page."""
    in_time, known = (FIGURES[name].wanted(days) for name in ("signed-in-time", "to-have-signed"))
    return yes_no(in_time, known=known & ~GATHERING)


def _count(rows: QuerySet[Any]) -> Any:
    mine = rows.filter(supervision_session=OuterRef("pk")).order_by().values("supervision_session")
    return Coalesce(Subquery(mine.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)


def _came() -> Case:
    came = _count(Attendance.objects.filter(state=AttendanceState.ATTENDED))
    return Case(When(GATHERING, then=came), output_field=IntegerField())


ALL = [
    Column("record", "Record number", "The number by which Reflect knows the record.", F("pk"), is_usual=False),
    Column("day", "Date", "The day it was held; of one that did not happen, the day it was planned for.", F("held_on")),
    Column(
        "outcome", "Outcome", "Held: one of the two recorded that it took place, signed or not.", said(OUTCOMES)
    ),
    Column("kind", "Kind", "The kind of session.", guarded("kind__name")),
    Column(
        "practitioner", "Practitioner", "Whose supervision it was; empty for a group.", guarded("practitioner__name")
    ),
    Column(
        "job_role", "Job role", "The practitioner’s job role on the day the report was made.",
        guarded("practitioner__job_role__name"), is_usual=False,
    ),
    Column(
        "supervisor", "Supervisor", "Who supervised at that session; of a group, who facilitated it.",
        guarded("supervisor__name"),
    ),
    Column("team", "Team", "The team as it was when the session took place.", guarded("team__name")),
    Column(
        "service", "Service", "The service as it was when the session took place.", guarded("service__name"),
        is_usual=False,
    ),
    Column(
        "agency", "Agency", "The agency of that service.", guarded("service__agency__name"), is_usual=False
    ),
    Column("minutes", "Minutes", "How long it took.", F("minutes"), is_number=True),
    Column("place", "Place", "In person, by video or by phone.", labels("place", Place), is_usual=False),
    Column("functions", "Functions", "What the session touched on.", _functions(), is_usual=False),
    Column("came", "People who came", "For groups: how many came.", _came(), is_usual=False, is_number=True),
    Column("due", "Due", "The day it was due, as that stood when its record was begun.", F("due_on_then")),
    Column(
        "when", "When held", "On time: on or before the due date. Within the days of grace: as the policy of that "
        "time allowed. Empty where no due date is known.", said(dict(HELD)),
    ),
    Column(
        "days_past", "Days past due", "Calendar days from the due date to the day it was held; 0 when on time.",
        _days_past_due(), is_usual=False, is_number=True,
    ),
    Column("state", "Record", "How far the record has come.", labels("state", RecordState)),
    Column("sent", "Sent", "The day the record was sent for signature.", TruncDate("sent_at"), is_usual=False),
    Column("sign_by", "Sign by", "The last working day on which both should have signed.", F("sign_by")),
    Column("signed", "Signed", "The day of the last signature, which locked the record.", TruncDate("locked_at")),
    Column(
        "in_time", "Signed in time", "For a session of two that was held: yes when both had signed by that working "
        "day, no when it has passed. Empty before, for groups and for what was entered in error.", _signed_in_time,
    ),
    Column(
        "not_held_by", "Cancelled by", "For a session that did not happen: on whose side.",
        labels("not_held_by", NotHeldBy),
    ),
    Column(
        "not_held_reason", "Reason", "For a session that did not happen: the reason that was chosen.",
        labels("not_held_reason", NotHeldReason),
    ),
    Column(
        "short_notice", "Short notice", "Whether it was cancelled fewer hours ahead than the policy says.",
        yes_no(Q(is_short_notice=True), known=NOT_HELD), is_usual=False,
    ),
    Column(
        "rebook_by", "Rebook by", "The last working day on which the session that makes up for it should take place.",
        F("rebook_by"), is_usual=False,
    ),
    Column(
        "points", "Action points", "How many were agreed; never what they say.", _count(ActionPoint.objects.all()),
        is_usual=False, is_number=True,
    ),
    Column(
        "points_done", "Action points done", "How many of them were closed on the day the report was made.",
        _count(ActionPoint.objects.filter(closed_at__isnull=False)), is_usual=False, is_number=True,
    ),
]  # fmt: skip
BY_KEY = {column.key: column for column in ALL}
USUAL = [column.key for column in ALL if column.is_usual]
