"""Can a year be read from one page: a low rating, a request, a joint visit, training, a higher rating?"""

import re
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from django.test import Client
from django.utils import timezone

from accounts.models import Person
from supervision.learning import services as learning
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.sessions.models import ConfidenceDomain, SupervisionArrangement
from supervision.sessions.services import records
from supervision.support import services as support
from supervision.support_vocabulary import SupportKind
from tests.people import TODAY, content, start

SignIn = Callable[[Person], Client]
BEGAN, ASKED, VISITED, TRAINED, ENDED = (TODAY - timedelta(days=days) for days in (340, 330, 310, 200, 2))


def at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))


def rate(arrangement: SupervisionArrangement, day: date, area: int, score: int) -> None:
    record = start(arrangement, held_on=day, at=at(day))
    other = ConfidenceDomain.objects.get(short_name="Technology").pk
    rated = replace(content(record), ratings={area: score, other: 3})
    records.send(supervision_session=record, content=rated, by=record.writer, at=at(day))


def live_a_year(arrangement: SupervisionArrangement, senior: Person, area: int) -> None:
    person = arrangement.practitioner
    rate(arrangement, BEGAN, area, 2)
    wanted = support.Wanted(SupportKind.JOINT_VISIT, False, senior, "Beside me, please.", [area])
    request = support.ask(wanted=wanted, key=uuid.uuid4(), by=person, at=at(ASKED))
    request = support.offer(request=request, could_be_at=at(VISITED), note="", by=senior, at=at(ASKED))
    request = support.accept(request=request, by=person, at=at(ASKED))
    support.finish(request=request, given=SupportKind.JOINT_VISIT, done_on=VISITED, by=person, at=at(VISITED))
    piece = Learning(LearningKind.TRAINING, TRAINED, "One day", "x", "x", "", "", [area])
    learning.add(learning=piece, key=uuid.uuid4(), by=person, at=at(TRAINED))
    rate(arrangement, ENDED, area, 4)


def told(html: str, area: int) -> tuple[str, list[str]]:
    """What the part of one area says in its sentence, and what happened, in order."""
    part = html.split(f'id="area-{area}"')[1].split("</section>")[0]
    sentence = re.findall(r"<figcaption[^>]*>(.*?)</figcaption>", part)[0]
    months = re.findall(r"<li>(.*?)</li>", part.split("What happened meanwhile")[1].split("</ol>")[0])
    return sentence, [event for month in months for event in month.split(": ", 1)[1].split(", ")]


def said(what: str, day: date) -> str:
    return f"{what} on {day.day} {day:%B}"


def test_a_years_story_is_read_from_one_page(
    arrangement: SupervisionArrangement, next_supervisor: Person, signed_in: SignIn
) -> None:
    area = ConfidenceDomain.objects.get(short_name="Direct work").pk
    live_a_year(arrangement, next_supervisor, area)
    sentence, happened = told(signed_in(arrangement.practitioner).get("/confidence/").content.decode(), area)
    assert "4 out of 5" in sentence
    assert f"has gone up by 2 since the first rating, 2 in {BEGAN:%B %Y}." in sentence
    visit = [said("Asked for support", ASKED), said("Joint visit", VISITED)]
    assert happened == [*visit, said("Training or a course", TRAINED)]
    page = signed_in(arrangement.supervisor).get(f"/team/{arrangement.practitioner_id}/confidence/").content.decode()
    assert told(page, area) == (sentence, visit)  # their log of learning is theirs alone
    other = ConfidenceDomain.objects.get(short_name="Technology").pk
    assert "What happened meanwhile" not in page.split(f'id="area-{other}"')[1].split("</section>")[0]
