"""Do the figures of a closed quarter stand, count everybody once, and say nothing of a few people to anybody?"""

import dataclasses
import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from accounts.models import Person, RoleGrant, Team
from supervision.quarters.models import ClosedQuarter, QuarterFigure
from supervision.quarters.services import close_due
from supervision.rules.quarters import Quarter
from supervision.sessions.models import SignatureRoute, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records
from supervision.vocabulary import ArrangementKind, Party, Role, Scope
from tests.people import NOW, begin, content, make_person, make_team, start

QUARTER = Quarter(date(2026, 4, 1))
CLOSES = datetime(2026, 7, 15, 9, tzinfo=UTC)


def rate(arrangement: SupervisionArrangement, score: int, on: date = date(2026, 5, 4)) -> SupervisionSession:
    record = start(arrangement, held_on=on)
    said = content(record, points=0)
    said = dataclasses.replace(said, ratings=dict.fromkeys(said.ratings, score))
    return records.send(supervision_session=record, content=said, by=record.writer, at=NOW)


def people_of(team: Team, count: int, supervisor: Person, score: int = 4) -> list[SupervisionArrangement]:
    """So many of them, each with a score for all areas."""
    led = [begin(make_person(f"{team} {n}", Role.PRACTITIONER, team=team), supervisor) for n in range(count)]
    for arrangement in led:
        rate(arrangement, score)
    return led


def figure(**group: Any) -> QuarterFigure:
    wanted: dict[str, Any] = {"agency": None, "service": None, "team": None} | group
    return QuarterFigure.objects.get(quarter=QUARTER.first_day, domain__position=1, **wanted)


@pytest.fixture
def outsider(db: None) -> Person:
    """Supervises, and stands in no figure themselves."""
    return make_person("Una Outside", Role.SUPERVISOR)


def test_everybody_counts_once_by_their_latest_score_in_the_quarter(team: Team, outsider: Person) -> None:
    first, second, *_ = people_of(team, 5, outsider)
    rate(first, 2, on=date(2026, 6, 30))
    rate(second, 2, on=date(2026, 6, 30))
    rate(first, 5, on=date(2026, 7, 1))
    close_due(at=CLOSES)
    assert (figure(team=team).raters, figure(team=team).confident) == (5, 3)


def test_a_quarter_closes_two_weeks_after_its_last_day_and_once(team: Team, outsider: Person) -> None:
    people_of(team, 5, outsider)
    assert close_due(at=CLOSES - timedelta(days=1)) == 0
    assert close_due(at=CLOSES) == 1
    assert close_due(at=CLOSES) == 0
    assert close_due(at=CLOSES + timedelta(days=184)) == 2
    assert [str(one) for one in ClosedQuarter.objects.all()][-1] == "April to June 2026"


def test_what_comes_later_changes_no_closed_quarter_and_counts_in_no_later_one(team: Team, outsider: Person) -> None:
    """Else the person who came later could be told from the two figures."""
    led = people_of(team, 5, outsider)
    close_due(at=CLOSES)
    before = list(QuarterFigure.objects.values_list())
    rate(led[0], 1, on=date(2026, 6, 1))
    people_of(team, 1, outsider)
    close_due(at=CLOSES + timedelta(days=92))
    kept = QuarterFigure.objects.filter(quarter=QUARTER.first_day)
    assert list(kept.values_list()) == before
    assert set(QuarterFigure.objects.exclude(quarter=QUARTER.first_day).values_list("raters", flat=True)) <= {None}


@pytest.mark.parametrize(
    "statement",
    ["UPDATE quarters_quarterfigure SET raters = 9", "DELETE FROM quarters_quarterfigure",
     "UPDATE quarters_closedquarter SET least = 9", "DELETE FROM quarters_closedquarter",
     "TRUNCATE quarters_quarterfigure"],
)  # fmt: skip
def test_the_database_refuses_to_change_a_closed_quarter(team: Team, outsider: Person, statement: str) -> None:
    people_of(team, 5, outsider)
    close_due(at=CLOSES)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_small_team_is_hidden_and_a_large_one_beside_it_is_not_told_apart(team: Team, outsider: Person) -> None:
    small = Team.objects.create(service=team.service, name="Small")
    people_of(team, 5, outsider)
    people_of(small, 2, outsider)
    close_due(at=CLOSES)
    assert figure().raters == 7
    assert figure(team=team).raters is None  # or the two others would follow
    assert figure(team=small).raters is None


def test_a_manager_who_supervises_part_of_a_team_is_not_told_of_the_few_others(team: Team, outsider: Person) -> None:
    theirs = make_person("Priya Part", Role.SUPERVISOR)
    people_of(team, 3, theirs)
    people_of(team, 4, outsider)
    close_due(at=CLOSES)
    assert figure(team=team).raters == 7
    assert {theirs.pk, outsider.pk} <= set(figure(team=team).kept_from)
    raters = set(Person.objects.filter(team=team).values_list("pk", flat=True))
    assert not raters & set(figure(team=team).kept_from)  # knowing one's own leaves six others


def test_who_handed_over_or_signs_for_a_supervisor_knows_scores_as_they_do(
    team: Team, outsider: Person, manager: Person
) -> None:
    earlier = make_person("Edith Earlier", Role.SUPERVISOR)
    signers = [make_person(name, Role.SUPERVISOR) for name in ("Sol Signer", "Next Signer")]  # the second one signs
    led = [*people_of(team, 3, make_person("Held Them", Role.SUPERVISOR)), *people_of(team, 4, outsider)]
    for arrangement in led[:3]:
        SupervisionArrangement.objects.filter(pk=arrangement.pk).update(ends_on=date(2026, 6, 1))
        passing = begin(arrangement.practitioner, earlier, starts_on=date(2026, 6, 2))
        SupervisionArrangement.objects.filter(pk=passing.pk).update(ends_on=date(2026, 6, 30))
        for record in SupervisionSession.objects.filter(arrangement=arrangement):
            for days, signer in enumerate(signers):
                SignatureRoute.objects.create(
                    supervision_session=record, party=Party.SUPERVISOR, person=signer,
                    in_place_of=record.supervisor, routed_by=manager, routed_at=CLOSES - timedelta(days=9 - days),
                )  # fmt: skip
    close_due(at=CLOSES)
    assert figure(team=team).raters == 7
    assert {earlier.pk, *(one.pk for one in signers)} <= set(figure(team=team).kept_from)


def test_nobody_who_came_or_went_can_be_told_from_two_quarters(team: Team, outsider: Person) -> None:
    """Six people, then a seventh, then the six again; who had led one of them a quarter before is told of no more."""
    earlier = make_person("Edith Earlier", Role.SUPERVISOR, Role.PRACTITIONER)
    led = people_of(team, 6, outsider)
    people_of(Team.objects.create(service=team.service, name="Other"), 5, outsider)
    for arrangement in led[:2]:
        passing = begin(arrangement.practitioner, earlier, kind=ArrangementKind.SPECIALIST)
        covered = {"kind": ArrangementKind.COVER, "covers": arrangement, "ends_on": date(2026, 6, 30)}
        SupervisionArrangement.objects.filter(pk=passing.pk).update(**covered)
    others = list(SupervisionArrangement.objects.filter(practitioner__team__name="Other", kind=ArrangementKind.LEAD))
    newcomer = begin(make_person("Nia New", Role.PRACTITIONER, team=team), outsider)
    for arrangement in [*led, newcomer, *others]:
        rate(arrangement, 4, on=date(2026, 8, 3))
    for arrangement in [*led, *others]:
        rate(arrangement, 4, on=date(2026, 11, 2))
    close_due(at=CLOSES + timedelta(days=184))
    areas = QuarterFigure.objects.filter(domain__position=1).order_by("quarter")
    said = {
        name: list(areas.filter(agency=None, service=None, team__name=name).values_list("raters", flat=True))
        for name in (None, team.name, "Other")
    }
    assert said == {None: [11, None, 11], team.name: [6, None, 6], "Other": [5, 5, 5]}
    kept = [set(one.kept_from) for one in areas.filter(team=team)]
    assert earlier.pk in kept[0] & kept[2]


def test_a_quarter_is_compared_with_every_one_that_can_still_be_read(team: Team, outsider: Person) -> None:
    """Six people rate, and more than a year before five of them did."""
    for arrangement in people_of(team, 6, outsider)[:5]:
        rate(arrangement, 4, on=date(2025, 2, 3))
    close_due(at=CLOSES)
    raters = QuarterFigure.objects.filter(domain__position=1, team=team).order_by("quarter_id").values_list("raters")
    assert [raters.first(), raters.last()] == [(5,), (None,)]


@pytest.mark.parametrize(("scores", "told"), [((5, 5), 5), ((5, 1), 5), ((1, 1), 1), ((1, 5), 1)])
def test_that_all_said_the_same_is_not_told_from_all_but_one(
    team: Team, outsider: Person, scores: tuple[int, int], told: int
) -> None:
    people_of(team, 5, outsider, score=scores[0])
    people_of(team, 1, outsider, score=scores[1])
    close_due(at=CLOSES)
    assert figure(team=team).confident == told


def test_what_a_team_was_not_told_to_have_said_does_not_follow_from_the_others(team: Team, outsider: Person) -> None:
    """All of one team and three of another are eight, and the whole is not told to be eight."""
    other = Team.objects.create(service=team.service, name="Other")
    people_of(team, 5, outsider)
    people_of(other, 3, outsider)
    for n in range(2):
        rate(begin(make_person(f"Unsure {n}", Role.PRACTITIONER, team=other), outsider), 2)
    close_due(at=CLOSES)
    told = {(one.confident, one.parts) for one in (figure(team=team), figure(team=other), figure())}
    assert told == {(4, 1), (3, 1), (7, 2)}


class TestThePage:
    def see(self, client: Client, **asked: str) -> str:
        answer = client.get("/managers/confidence/", asked)
        assert answer.status_code == 200
        return answer.content.decode()

    def test_a_manager_sees_shares_and_numbers_of_raters(
        self, team: Team, outsider: Person, manager: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        people_of(team, 4, outsider)
        people_of(team, 1, outsider, score=2)
        close_due(at=CLOSES)
        page = self.see(signed_in(manager), group=f"team-{team.pk}", quarter="2026-04-01")
        assert "<strong>80% or more</strong>" in page
        assert 'data-label="People who rated">5<' in page
        assert "about 36%" in page
        assert not any(f"Harbour {n}" in page for n in range(5))

    def test_the_charts_have_the_figures_of_each_quarter_and_gaps_where_one_is_hidden(
        self, team: Team, outsider: Person, manager: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        """Five people rate in two quarters, one of them in the quarter between."""
        led = people_of(team, 5, outsider)
        rate(led[0], 2, on=date(2026, 7, 6))
        for arrangement, score in zip(led, (2, 2, 3, 5, 5), strict=True):
            rate(arrangement, score, on=date(2026, 10, 5))
        close_due(at=CLOSES + timedelta(days=184))
        client, group = signed_in(manager), f"team-{team.pk}"
        page = self.see(client, group=group)
        charts = re.findall(r'<figure class="chart">.*?</figure>', page, re.S)
        assert len(charts) == QuarterFigure.objects.filter(team=team, quarter=QUARTER.first_day, raters=5).count() > 0
        for chart in charts:
            table = [re.findall(r"<td[^>]*>([^<]*)<", row) for row in chart.split("<tbody")[1].split("<tr")[1:]]
            assert table == [["80% or more", "5"], ["Hidden: too few people", "hidden"], ["40%", "5"]]
            assert "40% of 5 people said that they are confident" in chart
            assert "1 quarter is hidden" in chart
            assert 'class="chart-line' not in chart  # nothing is drawn over the gap
            assert chart.count('class="chart-marker') == 4  # two quarters, wide and narrow
        for quarter, share in (("2026-04-01", "80% or more"), ("2026-07-01", None), ("2026-10-01", "40%")):
            shown = self.see(client, group=group, quarter=quarter)
            assert set(re.findall(r"<strong>([^<]*%[^<]*)</strong>", shown)) == ({share} if share else set())

    def test_one_whom_a_figure_is_kept_from_reads_that_it_is_hidden(
        self, team: Team, outsider: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        theirs = make_person("Priya Part", Role.SUPERVISOR, Role.MANAGER)
        people_of(team, 3, theirs)
        people_of(team, 4, outsider)
        close_due(at=CLOSES)
        page = self.see(signed_in(theirs), group=f"team-{team.pk}")
        assert "Hidden: too few people" in page
        assert "% or more" not in page

    def test_a_quarter_is_hidden_from_who_comes_to_lead_somebody_in_it_after_its_close(
        self, team: Team, outsider: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        later = make_person("Lena Later", Role.SUPERVISOR, Role.MANAGER)
        led, *_ = people_of(team, 7, outsider)
        close_due(at=CLOSES)
        client = signed_in(later)
        assert "86% or more" in self.see(client)
        SupervisionArrangement.objects.filter(pk=led.pk).update(ends_on=CLOSES.date())
        begin(led.practitioner, later, starts_on=CLOSES.date() + timedelta(days=1))
        page = self.see(client)
        assert "Hidden: too few people" in page
        assert "% or more" not in page

    def test_a_team_manager_asks_for_their_own_team_alone(
        self, team: Team, outsider: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        one = make_person("Tess Team")
        RoleGrant.objects.create(person=one, role=Role.MANAGER, scope=Scope.TEAM, team=team)
        other = make_team("Lantern")
        people_of(team, 5, outsider)
        people_of(other, 5, outsider)
        close_due(at=CLOSES)
        client = signed_in(one)
        assert "Harbour" in self.see(client)
        assert "Lantern" not in self.see(client)
        for out_of_reach in ("organisation", f"team-{other.pk}", "team-x"):
            assert client.get("/managers/confidence/", {"group": out_of_reach}).status_code == 404
