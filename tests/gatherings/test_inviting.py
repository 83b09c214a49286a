"""Does whoever is asked to a group or clinic hear of it, of another day, and that it will not be: each once?"""

import uuid
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.models import Person
from supervision.calendars.feed import drawn
from supervision.outbox.models import Notice, OutgoingMail
from supervision.outbox.sending import WAITED_FOR
from supervision.reminders.mailing import queue_notice_mail
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import clinics, gatherings, inviting
from supervision.times import long_day
from supervision.vocabulary import NoticeKind
from tests.gatherings import cast as group_cast
from tests.gatherings import clinic_cast as cast
from tests.people import NOW, TODAY
from tests.reminders.days import LONDON

DAY = TODAY + timedelta(days=7)
LATER = DAY + timedelta(days=3)


@pytest.fixture
def clinic(arrangement: SupervisionArrangement, colleague: Person) -> SupervisionSession:
    """The colleague is invited by name, the practitioner with their case, a guest by mail."""
    planned = clinics.plan(
        held_on=DAY, starts=time(13, 30), venue="The Quince Room", invited=[colleague], start_key=uuid.uuid4(),
        by=arrangement.supervisor, at=NOW,
    )  # fmt: skip
    slot = cast.slot(planned, cast.case_of(arrangement.practitioner, "CR-3001"))
    cast.guest(planned, [slot])
    return planned


def told(person: Person) -> list[tuple[str, date | None, bool]]:
    """What somebody was told, in its order, for which day, and whether it still stands."""
    found = Notice.objects.filter(person=person).order_by("pk")
    return [(one.kind, one.about_on, one.settled_at is None) for one in found]


def mailed_to_guest() -> list[tuple[str, str]]:
    return list(OutgoingMail.objects.filter(to="gwen@example.org").order_by("pk").values_list("kind", "body"))


def arrange(clinic: SupervisionSession, held_on: date, starts: time = time(13, 30)) -> None:
    inviting.arrange(
        supervision_session=clinic, held_on=held_on, starts=starts, venue="The Quince Room", by=clinic.supervisor,
        at=NOW + timedelta(minutes=held_on.day),
    )  # fmt: skip


def in_calendar(person: Person, *, days: int = 0) -> list[Any]:
    drawn_then = drawn(person, at=NOW + timedelta(days=days))
    assert not any(word in drawn_then for word in (b"Quince", b"CR-3001", b"clinic", b"VALARM", b"LOCATION"))
    assert b"METHOD:PUBLISH" in drawn_then
    return list(Calendar.from_ical(drawn_then).walk("VEVENT"))


def test_a_calendar_shows_when_it_is_follows_a_move_and_that_it_is_called_off(
    clinic: SupervisionSession, colleague: Person, next_supervisor: Person
) -> None:
    def seen() -> tuple[Any, ...]:
        [mine], [theirs] = (in_calendar(one) for one in (colleague, clinic.supervisor))
        assert mine == theirs
        assert (mine["UID"], mine["SUMMARY"]) == (f"{clinic.pk}@testserver", "Supervision")
        starts = mine.decoded("DTSTART")
        if mine["STATUS"] == "CONFIRMED":
            assert mine.decoded("DTEND") - starts == timedelta(minutes=30)  # of its one case
        return starts, mine["SEQUENCE"], mine["STATUS"]

    assert seen() == (datetime.combine(DAY, time(13, 30), tzinfo=LONDON), 1, "CONFIRMED")  # since it has its case
    arrange(clinic, LATER, time(9))
    assert seen() == (datetime.combine(LATER, time(9), tzinfo=LONDON), 2, "CONFIRMED")
    for minutes, sequence in ((None, 3), (30, 4), (30, 4)):  # as its record is written
        clinic.refresh_from_db()
        gatherings.write(
            supervision_session=clinic, held_on=DAY, minutes=minutes, place="", texts={},
            shown=gatherings.texts_mark(clinic), by=clinic.supervisor, at=NOW + timedelta(hours=1),
        )  # fmt: skip
        assert seen() == (datetime.combine(DAY, time(9), tzinfo=LONDON), sequence, "CONFIRMED")
    gatherings.discard(supervision_session=clinic, by=clinic.supervisor, at=NOW)
    assert seen() == (datetime.combine(DAY, time(9), tzinfo=LONDON), 5, "CANCELLED")
    assert not in_calendar(colleague, days=43)
    assert not in_calendar(next_supervisor)


def test_everybody_who_is_asked_hears_once_of_the_invitation_a_move_and_the_end(
    clinic: SupervisionSession, practitioner: Person, colleague: Person
) -> None:
    invited = (NoticeKind.GROUP_INVITED, DAY)
    assert told(colleague) == told(practitioner) == [(*invited, True)]
    inviting.invite(clinic, [colleague, practitioner], at=NOW)
    arrange(clinic, DAY)  # as it stands
    assert told(colleague) == [(*invited, True)]
    arrange(clinic, LATER)
    moved = (NoticeKind.GROUP_MOVED, LATER)
    assert told(colleague) == told(practitioner) == [(*invited, False), (*moved, True)]
    gatherings.discard(supervision_session=clinic, by=clinic.supervisor, at=NOW)
    off = (NoticeKind.GROUP_CALLED_OFF, LATER, True)
    assert told(colleague) == told(practitioner) == [(*invited, False), (*moved, False), off]
    assert not told(clinic.supervisor)
    kinds, bodies = zip(*sorted(mailed_to_guest(), key=lambda mail: "moved" not in mail[0]), strict=True)
    assert set(kinds) == {"guest_invitation", "guest_moved", "guest_called_off"} <= set(WAITED_FOR)
    assert all(words in bodies[0] for words in (long_day(LATER), "1:30pm", "The Quince Room"))
    queue_notice_mail(at=NOW + timedelta(days=1))
    mails = OutgoingMail.objects.filter(kind="notices", to=colleague.email).values_list("body", flat=True)
    assert "will not take place" in "".join(mails)
    assert "CR-3001" not in "".join([*mails, *bodies])


def test_an_invitation_to_a_guest_says_the_day_the_time_and_the_place(clinic: SupervisionSession) -> None:
    ((_, body),) = mailed_to_guest()
    assert all(words in body for words in ("to a case clinic", long_day(DAY), "1:30pm", "The Quince Room"))


def test_a_record_begun_afterwards_invites_nobody_and_one_moved_ahead_does(
    supervisor: Person, colleague: Person
) -> None:
    record = group_cast.start(supervisor, [colleague])
    assert not told(colleague)
    arrange(record, DAY)
    assert told(colleague) == [(NoticeKind.GROUP_INVITED, DAY, True)]


def test_somebody_who_is_taken_off_is_told_and_asked_again_when_they_are_back(
    clinic: SupervisionSession, colleague: Person
) -> None:
    def note(places: dict[int, None], others: list[Person]) -> None:
        shown = gatherings.places_mark(clinic)
        gatherings.note_attendance(
            supervision_session=clinic, places=places, presenter_id=None, others=others, shown=shown,
            by=clinic.supervisor, at=NOW,
        )  # fmt: skip

    note({colleague.pk: None}, [])
    note({}, [colleague])
    kinds = [kind for kind, _, stands in told(colleague) if stands]
    assert kinds == [NoticeKind.GROUP_LEFT_OUT, NoticeKind.GROUP_INVITED]


def test_a_notice_leads_to_the_group_while_it_is_open_to_them(
    clinic: SupervisionSession, colleague: Person, signed_in: Callable[[Person], Client]
) -> None:
    client = signed_in(colleague)
    page = client.get(reverse("notices:notices")).content.decode()
    assert f"You are invited to a case clinic on {long_day(DAY)}" in page
    shown = client.get(reverse("gatherings:show", args=[clinic.pk])).content.decode()
    assert "1:30pm. The Quince Room" in shown
