"""Who hears of days away, and how many can somebody take out of the count?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.sessions.models import IntervalPause, SupervisionArrangement
from supervision.sessions.services import pauses
from supervision.vocabulary import ArrangementKind, NoticeKind, PauseReason
from tests.people import NOW, TODAY, begin

SignedIn = Callable[[Person], Client]


def told(kind: NoticeKind) -> set[int]:
    return set(Notice.objects.filter(kind=kind, settled_at=None).values_list("person", flat=True))


def away(person: Person, by: Person, first: int, last: int) -> IntervalPause:
    days = {"starts_on": TODAY + timedelta(days=first), "ends_on": TODAY + timedelta(days=last)}
    return pauses.pause(person=person, reason=PauseReason.LEAVE, by=by, at=NOW, **days)


def test_the_lead_supervisor_hears_of_days_away_that_somebody_records_themselves(
    arrangement: SupervisionArrangement, next_supervisor: Person, signed_in: SignedIn
) -> None:
    practitioner, supervisor = arrangement.practitioner, arrangement.supervisor
    begin(practitioner, next_supervisor, kind=ArrangementKind.SPECIALIST)
    away(practitioner, supervisor, 30, 31)
    assert told(NoticeKind.DAYS_AWAY) == set()
    own = away(practitioner, practitioner, 0, 3)
    assert told(NoticeKind.DAYS_AWAY) == {supervisor.pk}
    page = signed_in(supervisor).get("/notices/").content.decode()
    assert "Amara Quill recorded days away, from" in page
    assert f'href="/records/away/{practitioner.pk}/"' in page
    pauses.move_end(pause=own, ends_on=TODAY + timedelta(days=9), by=practitioner, at=NOW)
    assert Notice.objects.filter(kind=NoticeKind.DAYS_AWAY).count() == 2
    pauses.take_out(pause=own, by=practitioner, at=NOW)
    assert told(NoticeKind.DAYS_AWAY) == set()


@pytest.mark.parametrize("first", [-367, 367])
def test_days_away_begin_within_twelve_months_of_today(first: int, practitioner: Person) -> None:
    with pytest.raises(ValidationError, match="not more than 12 months from today"):
        away(practitioner, practitioner, first, first)


def test_somebody_takes_out_twelve_months_at_most_and_others_more_for_them(
    arrangement: SupervisionArrangement,
) -> None:
    practitioner, supervisor = arrangement.practitioner, arrangement.supervisor
    with pytest.raises(ValidationError, match="Enter a last day within 12 months"):
        away(practitioner, practitioner, 0, 367)
    longer = away(practitioner, supervisor, 0, 367)
    with pytest.raises(ValidationError, match="Enter a last day within 12 months"):
        pauses.move_end(pause=longer, ends_on=TODAY + timedelta(days=400), by=practitioner, at=NOW)
    with pytest.raises(ValidationError, match="Enter a last day within three years"):
        away(practitioner, supervisor, 1, 1100)
