"""What has changed since the two last met? Each line only from what its reader may read, to be put on the agenda."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, Exists, IntegerField, OuterRef, Q, QuerySet, Value
from django.db.models.functions import TruncDate

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState
from supervision.learning.models import LearningEntry
from supervision.learning.words import LearningKind
from supervision.sessions.gathering_queries import HELD
from supervision.sessions.models import ActionPoint, Attendance, ConfidenceRating, SupervisionArrangement
from supervision.sessions.queries import CARRIED_OFTEN, LIVE, RECENT, points_since
from supervision.sessions.rating_queries import own_ratings
from supervision.support.queries import last_steps
from supervision.support_vocabulary import SupportKind, SupportState
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind, ProgressKind

Row = tuple[str, date, str, str, int]  # which source, the day, two words and a number, as the source means them


@dataclass(frozen=True)
class Suggestion:
    words: str

    @property
    def key(self) -> str:
        """Names it in a form, without saying what it is."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Changed:
    """Since when, the action points that are open, and what could be talked about."""

    since: date
    points: list[ActionPoint]
    suggestions: list[Suggestion]


def changed_for(person: Person, arrangement: SupervisionArrangement, *, on: date) -> Changed:
    """For one of the two, or who covers. Of an arrangement that is over nothing new is told."""
    since = _last_met(arrangement)
    points = list(points_since(person, arrangement.practitioner_id, on=on, since=since))
    still_open = [point for point in points if point.closed_at is None]
    if arrangement.ends_on is not None and arrangement.ends_on < on:
        return Changed(since, still_open, [])
    both_know = [point for point in points if _both_know(point, arrangement)]
    rows = _rows(person, arrangement, since, on)
    words = [*_moved(rows, since), *_points(both_know, on), *_happened(rows)]
    return Changed(since, still_open, [Suggestion(each) for each in words])


def _is_lead(arrangement: SupervisionArrangement) -> bool:
    return arrangement.kind == ArrangementKind.LEAD


def _last_met(arrangement: SupervisionArrangement) -> date:
    if _is_lead(arrangement):
        return arrangement.last_held_on or arrangement.starts_on
    held = (
        arrangement.supervision_sessions.filter(state__in=LIVE).order_by("-held_on").values_list("held_on", flat=True)
    )
    return held.first() or arrangement.starts_on


def _both_know(point: ActionPoint, arrangement: SupervisionArrangement) -> bool:
    """A specialist knows what was agreed in their own sessions."""
    return _is_lead(arrangement) or point.supervision_session.supervisor_id == arrangement.supervisor_id


def _rows(person: Person, arrangement: SupervisionArrangement, since: date, on: date) -> list[Row]:
    """Ratings of a year, and what happened since, in one question and by day."""
    sources = [
        _ratings(arrangement, on).values_list(
            _word("rating"), "supervision_session__held_on", "domain__short_name", _word(""), "score"
        ),
        _support(arrangement, since).values_list(
            _word("support"), TruncDate("at"), "request__kind", "request__state", _number(0)
        ),
        _groups(person, arrangement, since).values_list(
            _word("group"), "supervision_session__held_on", "supervision_session__kind__name", _word(""),
            _number(0),
        ),
    ]  # fmt: skip
    if person.pk == arrangement.practitioner_id:  # nobody else opens their log
        own = LearningEntry.objects.filter(person=person, done_on__gte=since).order_by()
        sources.append(own.values_list(_word("learning"), "done_on", "kind", _word(""), _number(0)))
    first, *others = sources
    return sorted(first.union(*others, all=True), key=lambda row: row[1])


def _word(value: str) -> Value:
    return Value(value, output_field=CharField())


def _number(value: int) -> Value:
    return Value(value, output_field=IntegerField())


def _ratings(arrangement: SupervisionArrangement, on: date) -> QuerySet[ConfidenceRating, Any]:
    recent = own_ratings().filter(supervision_session__held_on__gte=on - RECENT)
    own = recent.filter(rater=arrangement.practitioner_id).order_by()
    return own if _is_lead(arrangement) else own.filter(supervision_session__supervisor=arrangement.supervisor_id)


def _support(arrangement: SupervisionArrangement, since: date) -> QuerySet[Any, Any]:
    """A specialist knows of what they offered themself."""
    found = last_steps(arrangement.practitioner_id, since=since).order_by()
    return found if _is_lead(arrangement) else found.filter(request__holder=arrangement.supervisor_id)


def _groups(person: Person, arrangement: SupervisionArrangement, since: date) -> QuerySet[Attendance, Any]:
    """Those the practitioner came to; for anybody else, where they were themselves."""
    came = Attendance.objects.filter(state=AttendanceState.ATTENDED, supervision_session__state__in=HELD)
    theirs = came.filter(person=arrangement.practitioner_id, supervision_session__held_on__gte=since).order_by()
    if person.pk == arrangement.practitioner_id:
        return theirs
    was_there = Exists(came.filter(person=person, supervision_session=OuterRef("supervision_session")))
    return theirs.filter(Q(supervision_session__supervisor=person) | was_there)


def _moved(rows: Iterable[Row], since: date) -> list[str]:
    """Areas whose latest rating is another than the one before it, when it was given at the last session or later."""
    given: dict[str, list[tuple[date, int]]] = defaultdict(list)
    for source, day, area, _, score in rows:
        if source == "rating":
            given[area].append((day, score))
    pairs = [(area, scores[-2][1], *scores[-1]) for area, scores in given.items() if len(scores) > 1]
    return [f"{area}: {before} before, {now} now" for area, before, day, now in pairs if now != before and day >= since]


def _points(points: Iterable[ActionPoint], on: date) -> list[str]:
    found = []
    for point in points:
        carried: int = point.times_carried  # type: ignore[attr-defined]
        if point.closed_at is not None:
            found.append(f"{ProgressKind(point.closed_as).label}: {point.what}")  # type: ignore[attr-defined]
        elif point.due_on < on:
            found.append(f"To be done by {long_day(point.due_on)}, and still open: {point.what}")
        elif carried >= CARRIED_OFTEN:
            found.append(f"Carried {carried} times: {point.what}")
    return found


def _happened(rows: Iterable[Row]) -> list[str]:
    said = []
    for source, day, one, other, _ in rows:
        if source == "support":
            said.append(f"Support, {SupportKind(one).label.lower()}: {SupportState(other).label.lower()}")
        elif source == "group":
            said.append(f"{one}, {long_day(day)}")
        elif source == "learning":
            said.append(f"Learning: {LearningKind(one).label.lower()}, {long_day(day)}")
    return said
