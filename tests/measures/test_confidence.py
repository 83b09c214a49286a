"""Whose ratings does a page of confidence show, what stays a gap, and what happened meanwhile?"""

import dataclasses
import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.db.models import Q
from django.test import Client

from accounts.models import Person
from supervision.charts.models import LineChart
from supervision.gathering_vocabulary import AttendanceState
from supervision.learning import services as learning
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.measures.charts import story_of
from supervision.measures.confidence import LEARNING, confidence_of
from supervision.measures.markers import markers_for
from supervision.outbox.models import Notice
from supervision.reminders.ticking import tick
from supervision.rules.confidence import Month, baseline, dips_early
from supervision.sessions.models import Attendance, ConfidenceDomain, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records, sign_off
from supervision.support.queries import Marker
from supervision.vocabulary import RecordState, Role
from tests.gatherings import clinic_cast
from tests.people import NOW, TODAY, begin, content, lock, make_person, send, start
from tests.pulse import cast as pulse_cast
from tests.quarters import cast as quarter_cast

MANY_MONTHS = timedelta(days=100)


def rated(arrangement: SupervisionArrangement, held_on: date, beside: int | None = None) -> SupervisionSession:
    record = send(start(arrangement, held_on=held_on))
    if beside:
        scores: dict[int, int | None] = {area.pk: beside for area in ConfidenceDomain.objects.all()}
        sign_off.rate_beside(supervision_session=record, ratings=scores, feelings={}, by=record.supervisor, at=NOW)
    return lock(record)


def test_a_supervisors_ratings_stand_beside_and_are_no_part_of_a_persons_own(
    arrangement: SupervisionArrangement,
) -> None:
    rated(arrangement, TODAY - timedelta(days=1))
    alone = confidence_of(arrangement.practitioner, until=TODAY)
    rated(arrangement, TODAY - timedelta(days=2), beside=5)
    both = confidence_of(arrangement.practitioner, until=TODAY)
    assert (both.overall[-1], both.areas[0].values[-1]) == (alone.overall[-1], alone.areas[0].values[-1])
    assert set(alone.overall_beside) == {None}
    assert 5 in both.areas[0].beside


def test_a_month_without_a_session_is_a_gap_and_so_is_an_area_that_was_not_used(
    arrangement: SupervisionArrangement,
) -> None:
    for held_on in (TODAY - MANY_MONTHS, TODAY - timedelta(days=1)):
        rated(arrangement, held_on)
    found = confidence_of(arrangement.practitioner, until=TODAY)
    held = {Month.of(TODAY - MANY_MONTHS), Month.of(TODAY - timedelta(days=1))}
    assert {month for month, value in zip(found.months, found.overall, strict=True) if value is not None} == held
    not_used = found.areas[8]  # as `content` rates it
    assert set(not_used.values) == {None}
    assert not_used.baseline is None


@pytest.mark.parametrize(
    ("values", "first", "dips"),
    [
        ([None, 3.0, 2.0, 4.0], 3.0, True),
        ([3.0, None, 3.0, 4.0], 3.0, False),
        ([3.0, *[3.0] * 11, 2.0], 3.0, False),
        ([None, None], None, False),
    ],
)
def test_the_first_rating_is_the_baseline_and_only_an_early_dip_is_one(
    values: list[float | None], first: float | None, dips: bool
) -> None:
    assert (baseline(values), dips_early(values)) == (first, dips)


def learn(person: Person, areas: list[int]) -> None:
    piece = Learning(LearningKind.TRAINING, TODAY - timedelta(days=3), "Secret title", "x", "x", "x", "", areas)
    learning.add(learning=piece, key=uuid.uuid4(), by=person, at=NOW)


def test_learning_is_shown_to_its_owner_alone_without_its_words(locked: SupervisionSession) -> None:
    areas = [area.pk for area in ConfidenceDomain.objects.all()[:2]]
    learn(locked.practitioner, areas)
    reach = {"since": TODAY - MANY_MONTHS, "until": TODAY}
    own = markers_for(locked.practitioner, reader=locked.practitioner, **reach)
    assert own == [Marker(TODAY - timedelta(days=3), LearningKind.TRAINING.label, frozenset(areas))]
    assert markers_for(locked.practitioner, reader=locked.supervisor, **reach) == []


def test_a_clinic_is_shown_to_a_supervisor_only_if_they_know_of_it(
    locked: SupervisionSession, next_supervisor: Person
) -> None:
    reach = {"since": TODAY - MANY_MONTHS, "until": TODAY}
    person = locked.practitioner
    clinic = clinic_cast.plan(next_supervisor)
    SupervisionSession.every.filter(pk=clinic.pk).update(
        held_on=TODAY, state=RecordState.SENT, content_version=1, sent_at=NOW
    )
    Attendance.objects.create(supervision_session=clinic, person=person, state=AttendanceState.ATTENDED, minutes=60)
    known = {
        reader: [one.label for one in markers_for(person, reader=reader, **reach)]
        for reader in (person, next_supervisor, locked.supervisor)
    }
    assert known == {person: ["Case clinic"], next_supervisor: ["Case clinic"], locked.supervisor: []}


def test_what_happened_is_on_the_charts_of_the_areas_it_was_about(arrangement: SupervisionArrangement) -> None:
    for held_on in (TODAY - MANY_MONTHS, TODAY - timedelta(days=1)):
        rated(arrangement, held_on)
    person = arrangement.practitioner
    learn(person, [ConfidenceDomain.objects.all()[0].pk])
    story = story_of(person, reader=person, until=TODAY)
    flagged = [bool(chart and chart.has_flags) for _, chart in story.areas]
    assert flagged == [True, *[False] * 9]
    assert story.overall is not None
    assert story.overall.has_flags
    sentences = [chart.sentence for _, chart in story.areas if isinstance(chart, LineChart)]
    assert not any(LEARNING in sentence for sentence in sentences)


def test_the_figure_of_2017_stands_where_one_was_published_and_says_what_it_is(
    arrangement: SupervisionArrangement, manager: Person, signed_in: Callable[[Person], Client]
) -> None:
    for held_on in (TODAY - MANY_MONTHS, TODAY - timedelta(days=1)):
        rated(arrangement, held_on)
    quarter_cast.closed(1)
    pulse = pulse_cast.put(manager)
    own = signed_in(arrangement.practitioner).get("/confidence/").content.decode()
    client = signed_in(manager)
    tables = [client.get(page).content.decode() for page in ("/managers/confidence/", f"/pulse/{pulse.pk}/")]
    areas = list(ConfidenceDomain.objects.all())
    assert 0 < len([area for area in areas if area.published_percent]) < len(areas)
    for area in areas:
        section = unescape(own.split(f'id="area-{area.pk}"')[1].split("</section>")[0])
        said = f"For comparison: {area.published_percent}% said they were confident. {area.published_note}"
        assert ("For comparison" in section) == (said in section) == bool(area.published_percent), area
        assert not area.published_percent or re.search("survey of 594 professionals .*Approximate", said), area
        for page in tables:
            cell = next(row for row in page.split("<tr") if area.question in unescape(row)).split("England, 2017")[1]
            told = f">about {area.published_percent}%<" if area.published_percent else ">none published<"
            assert told in cell, area
    for page in tables:  # what the figures are is said where the link leads
        assert 'href="#meaning"' in page
        meaning = page.split('id="meaning"')[1]
        assert "a survey of 594 professionals (Workforce perspectives on harmful sexual behaviour" in meaning
        assert "The comparison is approximate" in meaning


def test_an_early_dip_is_explained_as_learning_and_tells_nobody(arrangement: SupervisionArrangement, signed_in) -> None:  # type: ignore[no-untyped-def]
    supervisor = arrangement.supervisor
    other = begin(make_person("Rosa Rises", Role.PRACTITIONER, team=supervisor.team), supervisor)
    Notice.objects.all().delete()  # of what was set up
    for of, scores in ((other, (3, 4)), (arrangement, (3, 2))):
        for held_on, score in zip((TODAY - MANY_MONTHS, TODAY - timedelta(days=1)), scores, strict=True):
            record = start(of, held_on=held_on)
            said = content(record)
            said = dataclasses.replace(said, ratings=dict.fromkeys(said.ratings, score))
            lock(records.send(supervision_session=record, content=said, by=record.writer, at=NOW))
    tick(at=NOW)
    told = []
    for person in (other.practitioner, arrangement.practitioner):
        story = story_of(person, reader=person, until=TODAY)
        charts = [story.overall, *(chart for _, chart in story.areas)]
        notices = Notice.objects.filter(Q(person=person) | Q(about_person=person))
        told.append(
            (sorted(notices.values_list("kind", flat=True)), {LEARNING in one.sentence for one in charts if one})
        )
    (after_a_rise, risen), (after_a_dip, dipped) = told
    assert after_a_dip == after_a_rise != []
    assert (risen, dipped) == ({False}, {True})
    small = [signed_in(one.practitioner).get("/").content.decode() for one in (other, arrangement)]
    assert ["It went down: 3 in" in page for page in small] == [LEARNING in page for page in small] == [False, True]
    assert "It went up: 3 in" in small[0]
    page = signed_in(arrangement.supervisor).get("/team/").content.decode()
    for section in ("heat", "trend"):
        assert LEARNING in page.split(f'id="{section}"')[1].split("</section>")[0]


def test_only_who_leads_or_covers_is_told_how_confidence_changed(locked: SupervisionSession, signed_in) -> None:  # type: ignore[no-untyped-def]
    stranger = make_person("Somebody Else", Role.SUPERVISOR)
    address = f"/team/{locked.practitioner_id}/confidence/"
    assert signed_in(locked.supervisor).get(address).status_code == 200
    assert signed_in(stranger).get(address).status_code == 404
