"""Does every page ask the database at most twelve things, however many rows there are? The audit row is one of them."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.casenotes.services import agencies, cases, notes
from supervision.casenotes.words import PathwayFor, PathwayStage
from supervision.learning import plan_services
from supervision.learning import services as learning
from supervision.learning.models import LearningEntry, PlannedLearning
from supervision.learning.plan_services import Plan
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.outbox.notices import notify
from supervision.outbox.services import queue_mail
from supervision.sessions.models import (
    Attendance,
    ClosedDay,
    ConfidenceDomain,
    PlannedSession,
    RecordOpening,
    SupervisionArrangement,
)
from supervision.sessions.services import agenda, agreements, continuity, drafts, openings, pauses, planning, sign_off
from supervision.vocabulary import NotHeldBy, NotHeldReason, NoticeKind, PauseReason, Place, Role
from tests.cases import cast
from tests.cases.cast import DETAILS
from tests.gatherings import cast as gathering_cast
from tests.gatherings import clinic_cast
from tests.people import NOW, TODAY, begin, lock, make_person, make_team, send, start
from tests.pulse import cast as pulse_cast
from tests.quarters import cast as quarter_cast
from tests.reports import cast as reports
from tests.support_requests import cast as support_cast

MOST = 12
CHOSEN = f"first_on={TODAY - timedelta(days=90)}&last_on={TODAY}&outcomes=held&columns=day&format=csv"  # of a report
# What signing in costs on every page is counted too; a savepoint is not a question.
NOT_ASKED = ("SAVEPOINT", "RELEASE SAVEPOINT")

PAGES: dict[str, tuple[str, Callable[["World"], str]]] = {
    "home": ("practitioner", lambda world: "/"),
    "sessions": ("practitioner", lambda world: "/sessions/"),
    "action points": ("practitioner", lambda world: "/action-points/"),
    "confidence": ("practitioner", lambda world: "/confidence/"),
    "looking back": ("practitioner", lambda world: "/confidence/looking-back/"),
    "agenda": ("practitioner", lambda world: f"/records/with/{world.arrangement.pk}/agenda/"),
    "agreement": ("practitioner", lambda world: f"/records/with/{world.arrangement.pk}/agreement/"),
    "start": ("practitioner", lambda world: f"/records/start/{world.arrangement.pk}/"),
    "book": ("practitioner", lambda world: f"/records/with/{world.arrangement.pk}/book/"),
    "planned": ("practitioner", lambda world: f"/records/planned/{world.planned.pk}/"),
    "move planned": ("supervisor", lambda world: f"/records/planned/{world.planned.pk}/move/"),
    "cancel planned": ("supervisor", lambda world: f"/records/planned/{world.planned.pk}/cancel/"),
    "cancel the rest": ("supervisor", lambda world: f"/records/planned/{world.planned.pk}/cancel-the-rest/"),
    "locked": ("practitioner", lambda world: f"/records/{world.locked.pk}/"),
    "not held": ("supervisor", lambda world: f"/records/{world.not_held.pk}/"),
    "calendar address": ("practitioner", lambda world: "/calendar/"),
    "write": ("practitioner", lambda world: f"/records/{world.draft.pk}/edit/"),
    "note": ("practitioner", lambda world: f"/records/{world.sent.pk}/note/"),
    "action point": ("practitioner", lambda world: f"/records/action-points/{world.point}/"),
    "write agreement": ("practitioner", lambda world: f"/records/with/{world.arrangement.pk}/agreement/write/"),
    "days away": ("practitioner", lambda world: f"/records/away/{world.arrangement.practitioner_id}/"),
    "cases": ("supervisor", lambda world: "/cases/"),
    "case": ("practitioner", lambda world: f"/cases/{world.case.pk}/"),
    "case as a supervisor": ("supervisor", lambda world: f"/cases/{world.case.pk}/"),
    "case access": ("practitioner", lambda world: f"/cases/{world.case.pk}/access/"),
    "case note": ("practitioner", lambda world: f"/cases/{world.case.pk}/notes/add/"),
    "case addendum": ("practitioner", lambda world: f"/cases/{world.case.pk}/notes/{world.case_note}/addendum/"),
    "change case": ("practitioner", lambda world: f"/cases/{world.case.pk}/change/"),
    "not yet placed": ("supervisor", lambda world: "/cases/not-yet-placed/"),
    "hand-off": ("practitioner", lambda world: f"/cases/{world.case.pk}/discussions/{world.discussion}/"),
    "groups": ("practitioner", lambda world: "/groups/"),
    "start group": ("supervisor", lambda world: "/groups/start/"),
    "group, came": ("practitioner", lambda world: f"/groups/{world.group.pk}/"),
    "group, facilitated": ("supervisor", lambda world: f"/groups/{world.group.pk}/"),
    "confirm group": ("practitioner", lambda world: f"/groups/{world.group.pk}/confirm/"),
    "group note": ("practitioner", lambda world: f"/groups/{world.group.pk}/note/"),
    "group being written": ("supervisor", lambda world: f"/groups/{world.new_group.pk}/"),
    "write group": ("supervisor", lambda world: f"/groups/{world.new_group.pk}/write/"),
    "group attendance": ("supervisor", lambda world: f"/groups/{world.new_group.pk}/attendance/"),
    "group action points": ("supervisor", lambda world: f"/groups/{world.new_group.pk}/action-points/"),
    "send group": ("supervisor", lambda world: f"/groups/{world.new_group.pk}/send/"),
    "support": ("supervisor", lambda world: "/support/"),
    "ask for support": ("practitioner", lambda world: f"/support/ask/?record={world.locked.pk}"),
    "ask for support with a case": ("practitioner", lambda world: f"/support/ask/?case={world.case.pk}"),
    "request for support": ("practitioner", lambda world: f"/support/{world.asked.pk}/"),
    "request for support, asked of": ("supervisor", lambda world: f"/support/{world.asked.pk}/"),
    "offer support": ("supervisor", lambda world: f"/support/{world.asked.pk}/offer/"),
    "pass on a request": ("supervisor", lambda world: f"/support/{world.asked.pk}/pass-on/"),
    "learning": ("practitioner", lambda world: "/learning/"),
    "team learning": ("supervisor", lambda world: "/learning/team/"),
    "plan learning": ("supervisor", lambda world: "/learning/team/plan/"),
    "change planned learning": ("supervisor", lambda world: f"/learning/team/{world.to_learn.pk}/"),
    "one piece of learning": ("practitioner", lambda world: f"/learning/{world.learnt.pk}/"),
    "learning for the regulator": ("practitioner", lambda world: "/learning/for-the-regulator/"),
    "resources": ("practitioner", lambda world: "/learning/resources/"),
    "add case": ("practitioner", lambda world: "/cases/add/"),
    "close case": ("practitioner", lambda world: f"/cases/{world.case.pk}/close/"),
    "hand on case": ("practitioner", lambda world: f"/cases/{world.case.pk}/lead/"),
    "case step": ("practitioner", lambda world: f"/cases/{world.case.pk}/pathway/add/"),
    "clinic": ("supervisor", lambda world: f"/groups/{world.clinic.pk}/"),
    "clinic case": ("supervisor", lambda world: f"/groups/{world.clinic.pk}/cases/add/"),
    "clinic pack": ("supervisor", lambda world: f"/groups/{world.clinic.pk}/cases/{world.slot.pk}/pack/"),
    "clinic excerpt": (
        "practitioner",
        lambda world: f"/groups/{world.clinic.pk}/cases/{world.slot.pk}/pack/discussions/{world.discussion}/",
    ),
    "locked as its supervisor": ("supervisor", lambda world: f"/records/{world.locked.pk}/"),
    "notes after": ("supervisor", lambda world: f"/cases/notes-after/{world.discussion}/"),
    "clinic outcome": ("supervisor", lambda world: f"/groups/{world.clinic.pk}/cases/{world.slot.pk}/outcome/"),
    "clinic held": ("supervisor", lambda world: f"/groups/{world.held.pk}/"),
    "clinic guest": ("supervisor", lambda world: f"/groups/{world.clinic.pk}/guests/invite/"),
    "team": ("supervisor", lambda world: "/team/"),
    "waiting": ("supervisor", lambda world: "/team/waiting-for-signature/"),
    "aged action points": ("supervisor", lambda world: "/team/action-points/"),
    "held in a year": ("supervisor", lambda world: "/team/rows/held/"),
    "team as a file": ("supervisor", lambda world: "/team/export/"),
    "person": ("supervisor", lambda world: f"/team/{world.arrangement.practitioner_id}/"),
    "confidence of a person": ("supervisor", lambda world: f"/team/{world.arrangement.practitioner_id}/confidence/"),
    "notices": ("supervisor", lambda world: "/notices/"),
    "mail": ("supervisor", lambda world: "/notices/mail/"),
    "record": ("supervisor", lambda world: f"/records/{world.sent.pk}/"),
    "sign": ("supervisor", lambda world: f"/records/{world.sent.pk}/sign/"),
    "rate": ("supervisor", lambda world: f"/records/{world.sent.pk}/ratings/"),
    "organisation": ("manager", lambda world: "/managers/"),
    "held in the organisation": ("manager", lambda world: "/managers/rows/held/"),
    "escalations": ("manager", lambda world: "/managers/escalations/"),
    "pulses": ("manager", lambda world: "/pulse/"),
    "start a pulse": ("manager", lambda world: "/pulse/start/"),
    "answer a pulse": ("manager", lambda world: pulse_cast.link(world.open_pulse)),
    "results of a pulse": ("manager", lambda world: f"/pulse/{world.pulse.pk}/"),
    "confidence by area": ("manager", lambda world: "/managers/confidence/"),
    "audit reports": ("manager", lambda world: "/reports/"),
    "make a report": ("manager", lambda world: f"/reports/new/?{CHOSEN}"),
    "people and roles": ("manager", lambda world: "/managers/people/"),
    "break-glass": ("manager", lambda world: "/managers/break-glass/"),
    "request to open": ("manager", lambda world: f"/managers/break-glass/{world.opening.pk}/"),
    "opened record": ("manager", lambda world: f"/records/{world.locked.pk}/opened/"),
    "access log": ("manager", lambda world: "/managers/access/"),
    "people": ("administrator", lambda world: "/administration/people/"),
    "one person": ("administrator", lambda world: f"/administration/people/{world.arrangement.practitioner_id}/"),
    "teams": ("administrator", lambda world: "/administration/teams/"),
    "partner agencies": ("administrator", lambda world: "/administration/teams/partners/"),
    "arrangements": ("administrator", lambda world: "/administration/arrangements/"),
    "continuity": ("administrator", lambda world: "/administration/continuity/"),
    "leave": ("administrator", lambda world: f"/administration/continuity/departure/{world.leaving.pk}/"),
    "templates": ("administrator", lambda world: "/administration/templates/"),
    "policies": ("administrator", lambda world: "/administration/policies/"),
    "policies over time": ("administrator", lambda world: "/administration/policies/over-time/"),
    "closed days": ("administrator", lambda world: "/administration/closed-days/"),
    "steps": ("administrator", lambda world: "/administration/reminders/"),
    "status": ("administrator", lambda world: "/administration/status/"),
    "mails": ("administrator", lambda world: "/administration/status/mail/waiting/"),
}


class World:
    """One practitioner's supervision, which can be made larger."""

    def __init__(self, arrangement: SupervisionArrangement) -> None:
        self.arrangement = arrangement
        self.administrator, self.manager = make_person("Nell", Role.ADMINISTRATOR), make_person("Mia", Role.MANAGER)
        pulse_cast.put(self.manager, days_ago=60)
        self.pulse = pulse_cast.put(self.manager)
        self.open_pulse = pulse_cast.put(self.manager, days_ago=1, is_closed=False)
        self.leaving, self.covering = arrangement.practitioner, make_person("Val", Role.SUPERVISOR)
        self.escalate(begin(make_person("Hal", Role.PRACTITIONER), self.covering))
        self.escalate(arrangement)
        self.case = cases.add(reference="CR-2041", details=DETAILS, by=arrangement.practitioner, at=NOW)
        self.learnt, self.to_learn = self.learn(0), self.plan_learning(0)
        for ago in (1, 2):
            quarter_cast.closed(ago)
        self.case_note = cast.note(self.case, arrangement.practitioner).pk
        self.asked = support_cast.asked(arrangement.practitioner, arrangement.supervisor)
        self.draft = start(arrangement)
        self.sent = send(start(arrangement), points=1, cases=[self.case])
        point = self.sent.action_points.first()
        assert point is not None
        self.point = point.pk
        agreement = agreements.write(
            arrangement=arrangement, interval_days=28, minutes=60, place=Place.VIDEO, review_on=TODAY,
            confidentiality="x", disagreements="x", adjustments="x", by=arrangement.supervisor, at=NOW,
        )  # fmt: skip
        agreements.sign(agreement=agreement, by=arrangement.practitioner, at=NOW)
        self.locked = lock(send(start(arrangement), points=1, cases=[self.case]))
        self.discussion = self.locked.discussions.get().pk
        self.opening = self.open_record(0)
        sign_off.add_addendum(
            supervision_session=self.locked, reason="x", body="x", by=arrangement.practitioner, at=NOW
        )
        first, second = self.book(arrangement, 1, times=2)
        self.planned = second
        self.not_held = planning.cancel(
            planned=first, not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.LEAVE, explanation="x",
            by=arrangement.supervisor, at=NOW,
        )  # fmt: skip
        two = [arrangement.practitioner, make_person("Third")]
        self.group, self.new_group = (
            gathering_cast.fill(gathering_cast.start(arrangement.supervisor, two), came=two) for _ in range(2)
        )
        gathering_cast.send(self.group)
        self.clinic = clinic_cast.plan(arrangement.supervisor)
        self.slot = clinic_cast.slot(self.clinic, self.case)
        clinic_cast.guest(self.clinic, [self.slot])
        self.held = clinic_cast.plan(arrangement.supervisor)
        self.look_at(self.case)
        self.report = reports.make(reports.ask(self.manager))
        drafts.save(
            supervision_session=self.draft, answers={"minutes": ["60"], "cases-0-analysed": ["x"]}, versions={},
            by=self.draft.writer, at=NOW,
        )  # fmt: skip

    def book(self, arrangement: SupervisionArrangement, days: int, times: int) -> list[PlannedSession]:
        return planning.book_series(
            arrangement=arrangement, slot=planning.Slot(NOW + timedelta(days=days), 15, Place.VIDEO),
            kind_id="one_to_one", every_weeks=1, times=times, booking_key=uuid.uuid4(),
            by=arrangement.practitioner, at=NOW,
        )  # fmt: skip

    def learn(self, number: int) -> LearningEntry:
        areas = ConfidenceDomain.objects.values_list("pk", flat=True)[: number % 4]
        piece = Learning(LearningKind.READING, TODAY, f"Piece {number}", "x", "x", "x", "x", areas)
        return learning.add(learning=piece, key=uuid.uuid4(), by=self.arrangement.practitioner, at=NOW)

    def open_record(self, number: int) -> RecordOpening:
        return openings.ask(
            supervision_session=self.locked, reason=f"Reason {number} " + "x" * 30, is_at_risk=True, key=uuid.uuid4(),
            by=self.manager, at=timezone.now(),
        )  # fmt: skip

    def plan_learning(self, number: int) -> PlannedLearning:
        area = ConfidenceDomain.objects.all()[number % 3]
        plan = Plan(area, f"Plan {number}", self.arrangement.practitioner, TODAY)
        return plan_services.plan(plan=plan, key=uuid.uuid4(), by=self.arrangement.supervisor, at=NOW)

    def grow(self) -> None:
        self.open_pulse.closed_at = NOW
        self.open_pulse.save()
        for number in range(1, 4):
            reports.make(reports.ask(self.manager))
            self.pulse = pulse_cast.put(self.manager, days_ago=30 - number, teams=2 + 3 * number)
            quarter_cast.closed(2 + number)
        self.open_pulse = pulse_cast.put(self.manager, days_ago=1, teams=9, is_closed=False)
        team = self.arrangement.practitioner.team
        for number in range(12):
            held_on = TODAY - timedelta(days=20 + 28 * number)
            pauses.pause(
                person=self.arrangement.practitioner, starts_on=held_on, ends_on=held_on + timedelta(days=3),
                reason=PauseReason.LEAVE, by=self.arrangement.supervisor, at=NOW,
            )  # fmt: skip
            lock(send(start(self.arrangement, held_on=held_on), points=3, cases=[self.case]))
            agenda.add(
                arrangement=self.arrangement, body=f"Item {number}", is_shared=True,
                by=self.arrangement.practitioner, at=NOW,
            )  # fmt: skip
            other = begin(make_person(f"P{number}", Role.PRACTITIONER, team=team), self.arrangement.supervisor)
            send(start(other), points=2)
            self.book(other, 30 + 14 * number, times=2)
            self.grow_cases(number)
            self.grow_groups(number)
            self.learn(number)
            self.plan_learning(number)
            self.open_record(number)
            for _ in range(2):
                support_cast.asked(self.arrangement.practitioner, self.arrangement.supervisor, steps=number % 4)
            support_cast.again(self.asked)
            self.grow_administration(number)
        self.book(self.arrangement, 101, times=12)

    def look_at(self, case: Case) -> None:
        """Another case in the clinic that was held, with a guest and what came of it."""
        slot = clinic_cast.slot(self.held, case)
        guest = clinic_cast.guest(self.held, [slot], f"{case.reference} Guest")
        clinic_cast.hold(self.held, [self.arrangement.practitioner])
        clinic_cast.write_outcome(slot, [self.arrangement.practitioner], [guest])

    def grow_groups(self, number: int) -> None:
        """Another group, and another person in those that are there."""
        other = make_person(f"Other {number}", Role.PRACTITIONER, team=self.arrangement.practitioner.team)
        made = gathering_cast.start(self.arrangement.supervisor, [self.arrangement.practitioner, other])
        gathering_cast.send(gathering_cast.fill(made, came=[self.arrangement.practitioner, other]))
        case = clinic_cast.case_of(self.arrangement.practitioner, f"CR-{4000 + number}")
        clinic_cast.guest(self.clinic, [clinic_cast.slot(self.clinic, case)], f"G{number} Guest")
        self.look_at(case)
        for group in (self.group, self.new_group):
            Attendance.objects.create(supervision_session=group, person=other, state="attended", minutes=60)

    def grow_administration(self, number: int) -> None:
        """Of people whom nobody of the other pages supervises."""
        by, at = self.administrator, NOW
        supervisor = make_person(f"S{number}", Role.SUPERVISOR, team=make_team(f"T{number}"))
        led = begin(make_person(f"H{number}", Role.PRACTITIONER), self.covering)
        later = TODAY + timedelta(days=9)
        continuity.plan_handover(arrangements=[led], to=supervisor, on=later, by=by, at=at)
        leaver = make_person(f"L{number}", Role.PRACTITIONER)
        continuity.plan_departure(person=leaver, last_on=later, successor=None, each={}, by=by, at=at)
        covered = begin(make_person(f"C{number}", Role.PRACTITIONER), supervisor)
        continuity.set_cover(arrangements=[covered], cover=self.covering, starts_on=TODAY, ends_on=later, by=by, at=at)
        agencies.add(name=f"Agency {number}", by=by, at=at)
        ClosedDay.objects.create(day=TODAY.replace(day=1 + number), name="Ours")
        queue_mail(to="x@example.org", subject="x", body="x", kind="x", key=f"x{number}", at=at)
        self.escalate(covered)

    def escalate(self, led: SupervisionArrangement) -> None:
        notify(
            person_id=self.manager.pk, about_person_id=led.practitioner_id, is_escalation=True, at=NOW,
            key=f"{led.pk}:x:x:1:x", kind=NoticeKind.SESSION_DUE, about_id=led.pk, about_on=TODAY,
        )  # fmt: skip

    def grow_cases(self, number: int) -> None:
        by = self.arrangement.practitioner
        other = cases.add(reference=f"CR-{3000 + number}", details=DETAILS, by=by, at=NOW)
        for case in (self.case, other):
            said = self.locked.discussions.get() if case == self.case else None
            written = cast.note(case, by, discussion=said)
            notes.add_addendum(note=written, reason="x", body="x", key=uuid.uuid4(), by=by, at=NOW)
        notes.add_step(
            case=self.case, need=PathwayFor.AUTISM, stage=PathwayStage.WAITING, dated_on=TODAY, next_step="x",
            key=uuid.uuid4(), by=by, at=NOW,
        )  # fmt: skip
        cast.give(self.case, make_person(f"Given {number}"))


@pytest.fixture
def world(arrangement: SupervisionArrangement) -> World:
    return World(arrangement)


def asked(person: Person, address: str) -> list[str]:
    client = Client()
    client.force_login(person)
    client.get(address)  # the first look stores when the session began
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured if not query["sql"].startswith(NOT_ASKED)]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_asks_little_and_no_more_when_there_is_more(page: str, world: World) -> None:
    who, address = PAGES[page]
    person = getattr(world, who, None) or getattr(world.arrangement, who)
    few = asked(person, address(world))
    world.grow()
    many = asked(person, address(world))
    listed = "\n".join(query[:200] for query in many)
    assert len(many) <= MOST, f"{len(many)} queries:\n{listed}"
    assert len(many) <= len(few) + 1, f"{len(few)} queries became {len(many)}:\n{listed}"


def test_saving_a_pause_in_typing_asks_little(world: World) -> None:
    client = Client()
    client.force_login(world.arrangement.practitioner)
    address = f"/records/{world.draft.pk}/autosave/"
    posted = {"control": "minutes", "minutes": "61", "draft_versions": '{"minutes": 1}'}
    client.post(address, posted)
    with CaptureQueriesContext(connection) as captured:
        answer = client.post(address, posted | {"minutes": "62", "draft_versions": '{"minutes": 2}'})
    assert answer.status_code == 200
    assert len([query for query in captured if not query["sql"].startswith(NOT_ASKED)]) <= MOST
