"""Do the two see, before they meet, what changed since the last time, and only what each of them may read?"""

import re
import uuid
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState
from supervision.learning import services as learning
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.sessions.models import (
    ActionPoint,
    AgendaItem,
    Attendance,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import action_points, arrangements, covers
from supervision.vocabulary import ArrangementKind, ProgressKind, RecordState, Role
from tests.gatherings import cast as gathering_cast
from tests.gatherings import clinic_cast
from tests.people import NOW, TODAY, begin, make_person, send, start
from tests.support_requests.cast import asked

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def met(arrangement: SupervisionArrangement) -> SupervisionArrangement:
    """They met twice, with other ratings; since then all kinds of things came about."""
    p = arrangement.practitioner
    first = send(start(arrangement, held_on=TODAY - 40 * DAY), text="First")
    last = send(start(arrangement, held_on=TODAY - 10 * DAY), points=0)
    last.ratings.filter(domain__position=3).update(score=2)  # 4 before
    point = first.action_points.all()[0]
    action_points.follow_up(action_point=point, kind=ProgressKind.DONE, body="x", by=p, at=NOW)
    asked(p, make_person("Sue Senior", Role.SUPERVISOR), steps=3)
    elsewhere = make_person("Fay Facilitator", Role.SUPERVISOR)
    gathering_cast.send(gathering_cast.fill(gathering_cast.start(elsewhere, [p]), came=[p]))
    piece = Learning(LearningKind.TRAINING, TODAY, "A title of mine", "x", "x", "x", "x", [])
    learning.add(learning=piece, key=uuid.uuid4(), by=p, at=NOW)
    arrangement.refresh_from_db()
    return arrangement


def suggested(person: Person, arrangement: SupervisionArrangement) -> dict[str, str]:
    """What is suggested to them, with the key that puts it on the agenda."""
    client = Client()
    client.force_login(person)
    page = client.get(f"/records/with/{arrangement.pk}/agenda/").content.decode()
    pairs = re.findall(r'<span>([^<]*)</span>\s*<form[^>]*take-up.*?name="suggestion" value="(\w+)"', page, re.S)
    return {unescape(words).split(":")[0]: key for words, key in pairs}


def test_each_sees_what_they_may_read(met: SupervisionArrangement) -> None:
    both = {"Direct work", "Done", f"To be done by {_long(26)}, and still open", "Support, joint visit"}
    own = suggested(met.practitioner, met).keys() - both
    assert len(own) == 2
    assert any(words.startswith("Learning") for words in own)
    assert suggested(met.supervisor, met).keys() == both
    assert "A title of mine" not in str(own)


def test_a_clinic_is_suggested_to_a_supervisor_who_led_it_or_was_there(met: SupervisionArrangement) -> None:
    both, elsewhere = (met.practitioner, met.supervisor), make_person("Cleo Clinic", Role.SUPERVISOR)
    for days_ago, facilitator, came in ((3, met.supervisor, both[:1]), (2, elsewhere, both), (1, elsewhere, both[:1])):
        clinic = clinic_cast.plan(facilitator)
        held = {"held_on": TODAY - days_ago * DAY, "state": RecordState.SENT, "content_version": 1, "sent_at": NOW}
        SupervisionSession.every.filter(pk=clinic.pk).update(**held)
        Attendance.objects.bulk_create(
            Attendance(supervision_session=clinic, person=person, state=AttendanceState.ATTENDED, minutes=60)
            for person in came
        )
    clinics = [
        {words for words in suggested(person, met) if words.startswith("Case clinic")} for person in (*both, elsewhere)
    ]
    of_both = {f"Case clinic, {_long(3)}", f"Case clinic, {_long(2)}"}
    assert clinics == [of_both | {f"Case clinic, {_long(1)}"}, of_both, set()]


def _long(days_ago: int) -> str:
    from supervision.times import long_day

    return long_day(TODAY - days_ago * DAY)


def test_what_is_no_longer_needed_is_not_said_to_be_done(met: SupervisionArrangement) -> None:
    point = ActionPoint.objects.get(practitioner=met.practitioner, closed_at__isnull=False)
    for minute, kind in enumerate((ProgressKind.REOPENED, ProgressKind.NO_LONGER_NEEDED), 1):
        at = NOW + timedelta(minutes=minute)
        action_points.follow_up(action_point=point, kind=kind, body="y", by=met.practitioner, at=at)
    said = suggested(met.supervisor, met).keys()
    assert "No longer needed" in said
    assert "Done" not in said


def test_a_cover_sees_what_the_lead_does_and_an_earlier_supervisor_nothing(met: SupervisionArrangement) -> None:
    cover = make_person("Cora Cover", Role.SUPERVISOR)
    covers.begin(arrangements=[met], cover=cover, starts_on=TODAY, ends_on=TODAY, by=met.supervisor, at=NOW)
    assert suggested(cover, met).keys() == suggested(met.supervisor, met).keys() != set()
    arrangements.end(arrangement=met, ends_on=TODAY - DAY, by=met.supervisor, at=NOW)
    assert suggested(met.supervisor, met) == {}


def test_a_specialist_sees_nothing_of_the_leads_sessions(met: SupervisionArrangement) -> None:
    beside = begin(
        met.practitioner, make_person("Una Special", Role.SUPERVISOR), kind=ArrangementKind.SPECIALIST
    )  # fmt: skip
    assert suggested(beside.supervisor, beside) == {}
    assert not {"Direct work", "Done", "Support, joint visit"} & suggested(met.practitioner, beside).keys()


def test_one_press_puts_it_on_the_agenda_once_for_both(met: SupervisionArrangement) -> None:
    key = suggested(met.supervisor, met)["Direct work"]
    client = Client()
    client.force_login(met.supervisor)
    for _ in range(2):
        client.post(f"/records/with/{met.pk}/agenda/take-up/", {"suggestion": key})
    item = AgendaItem.objects.get()
    assert (item.body, item.is_shared) == ("Direct work: 4 before, 2 now", True)
    assert "Direct work" not in suggested(met.practitioner, met)


def test_a_suggestion_of_the_others_cannot_be_taken_up(met: SupervisionArrangement) -> None:
    own = suggested(met.practitioner, met)
    [key] = [key for words, key in own.items() if words.startswith("Learning")]
    client = Client()
    client.force_login(met.supervisor)
    client.post(f"/records/with/{met.pk}/agenda/take-up/", {"suggestion": key})
    assert not AgendaItem.objects.exists()
