"""Has a chart what somebody works out by hand from the scores, and does its sentence say of when they are?"""

import dataclasses
import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client

from accounts.models import Person
from supervision.measures.charts import Names, overall
from supervision.measures.confidence import ConfidenceOverTime
from supervision.rules.confidence import Month
from supervision.sessions.models import ConfidenceDomain, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records, sign_off
from tests.people import NOW, TODAY, begin, content, lock, start

MONTHS = [Month(2026, month) for month in (7, 8, 9)]


@pytest.mark.parametrize(
    ("scores", "sentence"),
    [
        ([2.0, None, 3.0], "is now 3 out of 5 and has gone up by 1 since the first rating, 2 in July 2026."),
        (
            [2.0, 3.0, None],
            "was last 3 out of 5, in August 2026, and has gone up by 1 since the first rating, 2 in July 2026.",
        ),
        (
            [3.5, 3.5, None],
            "was last 3.5 out of 5, in August 2026, and has not moved since the first rating, 3.5 in July 2026.",
        ),
    ],
)
def test_a_score_of_an_earlier_month_is_said_with_its_month(scores: list[float | None], sentence: str) -> None:
    chart = overall(ConfidenceOverTime(MONTHS, [], scores), Names("You", "Your supervisor", ""))
    assert chart
    assert chart.sentence == f"The average over all areas {sentence}"


def months_ago(many: int, day: int) -> date:
    found = TODAY.replace(day=1)
    for _ in range(many):
        found = (found - timedelta(days=1)).replace(day=1)
    return found.replace(day=day)


def rated(
    led: SupervisionArrangement, on: date, scores: tuple[int | None, ...], worried: int = 1
) -> SupervisionSession:
    """With scores in the first areas, as many as are given."""
    record = start(led, held_on=on)
    areas = ConfidenceDomain.objects.filter(is_asked=True)
    said = dataclasses.replace(
        content(record, points=0),
        ratings={area.pk: score for area, score in zip(areas, scores, strict=False)},
        feelings={"worried": worried, "anxious": 2},
    )
    return records.send(supervision_session=record, content=said, by=record.writer, at=NOW)


def beside(record: SupervisionSession, score: int) -> None:
    first = ConfidenceDomain.objects.filter(is_asked=True)[:1]
    given: dict[int, int | None] = {area.pk: score for area in first}
    sign_off.rate_beside(supervision_session=record, ratings=given, feelings={}, by=record.supervisor, at=NOW)


def table(html: str, title: str) -> dict[str, list[str]]:
    """Of the chart with that title, what its table says of each month that is no gap."""
    rows = html.split(f'View as a table<span class="govuk-visually-hidden">: {title}<')[1].split("</table>")[0]
    found = re.findall(r'<th scope="row"[^>]*>([^<]+)</th>(.*?)</tr>', rows)
    said = {month: re.findall(r"<td[^>]*>([^<]*)<", cells) for month, cells in found}
    return {month: cells for month, cells in said.items() if cells[0] != "no score"}


def test_the_charts_of_a_person_and_of_a_team_have_what_is_worked_out_by_hand(
    arrangement: SupervisionArrangement, colleague: Person, signed_in: Callable[[Person], Client]
) -> None:
    """Nothing in between is put in place of a gap; a draft and a record that was struck are no part of it."""
    other = begin(colleague, arrangement.supervisor)
    first = rated(arrangement, months_ago(5, 3), (2, 3), worried=4)
    beside(first, 5)
    lock(first)
    rated(arrangement, months_ago(5, 17), (4, None), worried=5)
    rated(arrangement, months_ago(2, 5), (5, 4), worried=2)
    struck = rated(arrangement, months_ago(2, 9), (1, 1))
    records.strike(supervision_session=struck, reason="x", by=struck.practitioner, at=NOW)
    start(arrangement, held_on=months_ago(1, 2))
    rated(other, months_ago(5, 20), (1, 1))
    then, since = (f"{months_ago(ago, 1):%b %Y}" for ago in (5, 2))
    areas = [area.short_name for area in ConfidenceDomain.objects.filter(is_asked=True)]

    client = signed_in(arrangement.practitioner)
    page = client.get("/confidence/").content.decode()
    assert table(page, "How confidence has changed") == {then: ["3", "5"], since: ["4.5", "no score"]}
    assert table(page, areas[0]) == {then: ["3", "5"], since: ["5", "no score"]}
    assert table(page, areas[1]) == {then: ["3"], since: ["4"]}
    assert page.count("View as a table") == 4
    assert table(page, "How the work felt") == {then: ["4.5", "2"], since: ["2", "2"]}
    in_words = f"It went up: 3 in {months_ago(5, 1):%B %Y}, and 4.5 in {months_ago(2, 1):%B %Y}."
    assert in_words in client.get("/").content.decode()

    page = signed_in(arrangement.supervisor).get("/team/").content.decode()
    assert table(page, "Confidence of the team") == {then: ["2.2", "2"], since: ["4.5", "1"]}
    means = re.findall(r"<td>([\d.]+) <a [^>]*href=\"#heat-counted\">of (\d)", page.split("<tfoot>")[1])
    assert means == [("3", "2"), ("2.5", "2")]  # of the latest session of each
    assert page.count('id="heat-counted"') == 1
