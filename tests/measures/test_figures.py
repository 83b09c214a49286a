"""Is each number what somebody works out by hand from a small team's diary?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest

from accounts.models import Person, RoleGrant, Team
from supervision.measures.all_figures import FIGURES, formula, share
from supervision.measures.counting import count_all
from supervision.measures.figures import Days
from supervision.measures.reach import Reach, ground_of
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import action_points, agreements, pauses, records
from supervision.vocabulary import NotHeldBy, NotHeldReason, PauseReason, Place, ProgressKind, Role, Scope
from supervision.vocabulary import SignatureResponse as Response
from tests.gatherings import cast as gathering_cast
from tests.gatherings import clinic_cast
from tests.people import NOW, TODAY, add_case, begin, lock, make_person, make_team, send, sign, start
from tests.support_requests import cast as support_cast

YEAR = Days(since=TODAY - timedelta(days=365), on=TODAY)


def days_ago(days: int) -> Any:
    return TODAY - timedelta(days=days)


class Diary:
    """Four weeks between sessions, and no days of grace."""

    def __init__(self, team: Team) -> None:
        self.team = team
        self.supervisor = make_person("Priya Stone", Role.SUPERVISOR, team=team)
        self.ann = self.led("Ann", 200)
        self.held(self.ann, 172, points=2)  # on the day
        _, second = self.ann.supervision_sessions.get().action_points.order_by("position")
        lock(self.ann.supervision_sessions.get())
        self.held(self.ann, 130, points=1)  # was due 144 days ago
        self.held(self.ann, 100, points=0)  # was due 102 days ago; the three points were carried
        self.close(second)
        self.led("Bea", 30)  # overdue since 2 days ago
        self.led("Cy", 40)  # since 12 days ago
        self.dee = self.led("Dee", 20)
        self.signed_in_time()
        self.eve = self.led("Eve", 60)
        self.others()

    def led(self, name: str, since: int) -> SupervisionArrangement:
        person = make_person(name, Role.PRACTITIONER, team=self.team)
        return begin(person, self.supervisor, starts_on=days_ago(since))

    def held(self, led: SupervisionArrangement, days: int, **given: Any) -> SupervisionSession:
        led.refresh_from_db()
        return send(start(led, held_on=days_ago(days), at=NOW - timedelta(days=days)), **given)

    def close(self, point: Any) -> None:
        action_points.follow_up(action_point=point, kind=ProgressKind.DONE, body="x", by=point.owner, at=NOW)

    def signed_in_time(self) -> None:
        """Held two weeks ago and begun yesterday; its point is due today. The supervisor does not agree."""
        begun = start(self.dee, held_on=days_ago(14), at=NOW - timedelta(days=1))
        sent = send(begun, points=1, cases=[add_case(self.dee.practitioner)])
        sign(sent, self.dee.practitioner)
        sign(sent, self.supervisor, Response.DO_NOT_AGREE, "I saw it differently.")
        self.close(sent.action_points.get())
        agreement = agreements.write(
            arrangement=self.dee, interval_days=28, minutes=60, place=Place.VIDEO, review_on=TODAY,
            confidentiality="x", disagreements="x", adjustments="x", by=self.supervisor, at=NOW,
        )  # fmt: skip
        agreements.sign(agreement=agreement, by=self.dee.practitioner, at=NOW)

    def others(self) -> None:
        pauses.pause(
            person=self.eve.practitioner, starts_on=days_ago(3), ends_on=days_ago(-3), reason=PauseReason.SICKNESS,
            by=self.supervisor, at=NOW,
        )  # fmt: skip
        records.record_not_held(
            arrangement=self.dee, kind_id="one_to_one", planned_on=days_ago(3), not_held_by=NotHeldBy.SUPERVISOR,
            reason=NotHeldReason.LEAVE, explanation="", start_key=uuid.uuid4(), by=self.supervisor, at=NOW,
        )  # fmt: skip
        struck = self.held(self.dee, 19, points=3)
        records.strike(supervision_session=struck, reason="x", by=self.dee.practitioner, at=NOW)
        for steps in (0, 1):
            support_cast.asked(self.dee.practitioner, self.supervisor, steps=steps)
        two = [self.ann.practitioner, self.dee.practitioner]
        gathering_cast.send(gathering_cast.fill(gathering_cast.start(self.supervisor, two), came=two))
        for number, has_guest in enumerate((True, False)):
            clinic = clinic_cast.plan(self.supervisor, two)
            slot = clinic_cast.slot(clinic, clinic_cast.case_of(two[0], clinic_cast.REFERENCES[number]))
            invited = [clinic_cast.guest(clinic, [slot])] if has_guest else []
            clinic_cast.hold(clinic, two)
            clinic_cast.write_outcome(slot, two, invited)
            gathering_cast.send(clinic)


BY_HAND = {
    "unsigned": 2, "sign-late": 2,  # Ann's second and third
    "held": 4, "not-held": 1, "short-notice": 0, "not-held-supervisor-leave": 1,
    "were-due": 4, "in-interval": 3, "held-on_time": 2, "held-within_grace": 1, "held-later": 1,
    "to-have-signed": 4, "signed-in-time": 1,  # Ann's first was signed months later
    "not-agreed": 1, "written-late": 4,
    "supervised": 5, "away": 1, "here": 4, "up-to-date": 1, "overdue": 3, "past-grace": 2,
    "overdue-1-to-7": 1, "overdue-8-to-28": 1, "overdue-more-than-28": 1,
    "agreed": 1, "agreement-missing": 4,
    "late-points": 2, "carried-points": 1, "aged-points": 2,
    "points-due": 4, "points-on-time": 1,
    "support-waiting": 1, "not-placed": 1, "groups": 1, "clinics": 2, "clinics-with-agencies": 1,
}  # fmt: skip


@pytest.fixture
def team_manager(team: Team) -> Person:
    person = make_person("Tess Wren", team=make_team("Offices"))
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.TEAM, team=team)
    return person


def test_every_number_of_a_team_is_what_is_worked_out_by_hand(team: Team, team_manager: Person) -> None:
    Diary(team)
    elsewhere = begin(make_person("Flo", team=make_team("Elsewhere")), make_person("Gil", Role.SUPERVISOR))
    lock(send(start(elsewhere)))
    ground = ground_of(Reach(team_manager), YEAR)
    counted = count_all({name: ground.rows(figure) for name, figure in FIGURES.items()}, reader=team_manager)
    assert {name: number for name, number in counted.items() if number or name in BY_HAND} == BY_HAND
    assert share("in-interval", counted) == "50%"  # 3 of 4 that were due and 2 who are overdue past their days of grace
    assert share("signed-in-time", counted) == "25%"
    assert share("clinics-with-agencies", counted) == "50%"
    assert share("held", counted) == ""


def test_a_formula_says_what_is_divided_by_what() -> None:
    assert formula("in-interval") == (
        "Held in their interval ÷ (Held when one was due + Overdue past the days of grace) × 100"
    )
    assert formula("held") == "The number of sessions"
    assert {one for figure in FIGURES.values() for one in figure.out_of} <= FIGURES.keys()
