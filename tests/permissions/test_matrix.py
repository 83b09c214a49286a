"""Does everybody get what the table says, at every address, by every method, in every state of a record?"""

import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.casenotes.services import cases
from supervision.dip_vocabulary import SecondReviews
from supervision.dips.models import Criterion
from supervision.learning import plan_services
from supervision.learning import services as learning
from supervision.learning.models import Resource
from supervision.learning.plan_services import Plan
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.outbox.notices import notify
from supervision.outbox.services import queue_mail
from supervision.reminders.mailing import STOP
from supervision.reminders.models import ReminderStep
from supervision.sessions.models import (
    AgendaItem,
    ClinicSlot,
    ClosedDay,
    ConfidenceDomain,
    FrequencyPolicy,
    GroupFormat,
    GuestInvitation,
    ReflectiveTemplate,
    SignatureRoute,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import (
    agenda,
    agreements,
    arrangements,
    continuity,
    covers,
    drafts,
    gathering_sign_off,
    gatherings,
    openings,
    pauses,
    planning,
    records,
)
from supervision.sessions.services import guests as guest_services
from supervision.support.models import SupportRequest
from supervision.vocabulary import (
    ArrangementKind,
    NotHeldBy,
    NotHeldReason,
    NoticeKind,
    Party,
    PauseReason,
    Place,
    Role,
)
from tests.cases import cast
from tests.cases.cast import DETAILS
from tests.dips import cast as dip_cast
from tests.gatherings import cast as gathering_cast
from tests.gatherings import clinic_cast
from tests.people import NOW, TODAY, begin, lock, make_person, make_team, send, start
from tests.permissions import table
from tests.pulse import cast as pulse_cast
from tests.reports.cast import ask, make, save
from tests.support_requests import cast as support_cast

PEOPLE = table.PEOPLE.split()
METHODS = ("get", "post")
SECOND = timedelta(seconds=1)  # after what was done at NOW: which step was the last one counts


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[str]:
    """The name of every address; one without a name fails."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            within = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from routes(pattern.url_patterns, within)
        else:
            assert isinstance(pattern, URLPattern)
            assert pattern.name, f"{pattern} has no name"
            yield f"{prefix}{pattern.name}"


@dataclass
class World:
    people: dict[str, Person]
    records: dict[str, SupervisionSession]
    arguments: dict[str, dict[str, Any]]
    groups: dict[str, SupervisionSession]
    support: dict[str, SupportRequest]
    slots: dict[str, ClinicSlot]
    guests: dict[str, Client]

    def __post_init__(self) -> None:
        """Everybody signs in once; the leaver's account is closed after that, with the session still there."""
        self.clients = {letter: Client() for letter in PEOPLE}
        for letter, person in self.people.items():
            self.clients[letter].force_login(person)
        self.clients |= self.guests
        self.cookies = {who: client.cookies.output() for who, client in self.clients.items()}
        Person.objects.filter(pk=self.people["L"].pk).update(is_active=False)

    def client(self, who: str) -> Client:
        """Somebody by their letter, or a guest: in as at the beginning, whatever the last answer did to the cookies."""
        client = self.clients[who]
        client.cookies = SimpleCookie(self.cookies[who].replace("Set-Cookie: ", ""))
        return client


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[World]:
    """One for all cells, because it takes longer to make than to ask: each cell takes back what it changed."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_world()
        transaction.set_rollback(True)


def make_world() -> World:
    """The practitioner had one lead supervisor until yesterday, S, and has another since today, N, whom V covers."""
    team = make_team()
    people = {
        "P": make_person("Pat", Role.PRACTITIONER, team=team),
        "S": make_person("Sam", Role.PRACTITIONER, Role.SUPERVISOR, team=team),
        "N": make_person("Nic", Role.SUPERVISOR, team=team),
        "V": make_person("Val", Role.SUPERVISOR, team=team),
        "R": make_person("Rae", Role.SUPERVISOR, team=team),
        "Q": make_person("Quy", Role.SUPERVISOR, team=team),
        "C": make_person("Col", Role.PRACTITIONER, team=team),
        "M": make_person("Mia", Role.MANAGER),
        "E": make_person("Eve"),
        "A": make_person("Ada", Role.ADMINISTRATOR),
        "L": make_person("Lee", Role.PRACTITIONER, Role.SUPERVISOR, Role.ADMINISTRATOR, team=team),
    }
    people["E"].role_grants.create(role=Role.MANAGER, scope="team", team=make_team("Elsewhere"))
    arrangement = begin(people["P"], people["S"])
    agreement = agreements.write(
        arrangement=arrangement, interval_days=28, minutes=60, place=Place.VIDEO, by=people["S"], at=NOW,
        review_on=TODAY, confidentiality="x", disagreements="x", adjustments="x",
    )  # fmt: skip
    found = {
        "old": lock(send(start(arrangement, held_on=TODAY - timedelta(days=500)))),
        "locked": lock(send(start(arrangement))),
        "sent": send(start(arrangement)),
        "draft": start(arrangement),
        "returned": send(start(arrangement)),
        "struck": lock(send(start(arrangement))),
        "withdrawn": send(start(arrangement)),
        "discarded": start(arrangement),
        "not_held": records.record_not_held(
            arrangement=arrangement, kind_id="one_to_one", planned_on=TODAY, not_held_by=NotHeldBy.SUPERVISOR,
            reason=NotHeldReason.LEAVE, explanation="", start_key=uuid.uuid4(), by=people["P"], at=NOW,
        ),
    }  # fmt: skip
    records.return_for_changes(supervision_session=found["returned"], text="x", by=people["S"], at=NOW + SECOND)
    for state in ("struck", "withdrawn"):
        records.strike(supervision_session=found[state], reason="x", by=people["P"], at=NOW + SECOND)
    records.discard(supervision_session=found["discarded"], by=people["P"], at=NOW)
    assert set(found) == set(table.STATES)
    found["routed"] = send(start(arrangement))
    SignatureRoute.objects.create(
        supervision_session=found["routed"], party=Party.SUPERVISOR, person=people["R"], in_place_of=people["S"],
        routed_by=people["A"], routed_at=NOW,
    )  # fmt: skip
    item = agenda.add(arrangement=arrangement, body="x", is_shared=True, by=people["P"], at=NOW)
    AgendaItem.objects.filter(pk=item.pk).update(taken_up_in=None)
    planned = planning.book_series(
        arrangement=arrangement, slot=planning.Slot(NOW + timedelta(days=3), 60, Place.VIDEO), kind_id="one_to_one",
        every_weeks=1, times=2, booking_key=uuid.uuid4(), by=people["P"], at=NOW,
    )[0]  # fmt: skip
    drafts.keep_beside(found["draft"], "minutes", ["60"], NOW)
    arrangements.end(arrangement=arrangement, ends_on=TODAY - timedelta(days=1), by=people["S"], at=NOW)
    lead = begin(people["P"], people["N"], starts_on=TODAY)
    covers.begin(arrangements=[lead], cover=people["V"], starts_on=TODAY, ends_on=TODAY, by=people["A"], at=NOW)
    found |= {
        "covered_locked": lock(send(start(lead, held_on=TODAY))),
        "covered_sent": send(start(lead, held_on=TODAY)),
        "covered_draft": start(lead, held_on=TODAY),
        "beside": lock(send(start(begin(people["P"], people["Q"], kind=ArrangementKind.SPECIALIST)))),
    }
    away = pauses.pause(
        person=people["P"], starts_on=TODAY + timedelta(days=3), ends_on=TODAY + timedelta(days=9),
        reason=PauseReason.LEAVE, by=people["P"], at=NOW,
    )  # fmt: skip
    of_arrangement = {"arrangement_id": arrangement.pk}
    point = found["sent"].action_points.first()
    assert point is not None
    assert agreement.pk
    arguments: dict[str, dict[str, Any]] = {
        "records:action_point": {"action_point_id": point.pk},
        "records:remove_agenda_item": {**of_arrangement, "item_id": item.pk},
        "records:pauses": {"person_id": people["P"].pk},
        "records:change_pause": {"person_id": people["P"].pk, "pause_id": away.pk},
        "supervisors:person": {"person_id": people["P"].pk},
        "supervisors:confidence": {"person_id": people["P"].pk},
        "supervisors:rows": {"figure": "late-points"},
        "managers:rows": {"figure": "late-points"},
        "account_invitation": {"secret": "nothing"},
        "account_reset_password_from_key": {"uidb36": "1", "key": "nothing-set"},
    }
    for name in ("planned", "move_planned", "cancel_planned", "cancel_rest"):
        arguments[f"records:{name}"] = {"planned_id": planned.pk}
    for name in ("book", "start", "not_held", "agenda", "take_up", "agreement", "write_agreement", "sign_agreement"):
        arguments[f"records:{name}"] = of_arrangement
    arguments |= pulse_arguments(people) | opening_arguments(people, found["locked"])
    arguments |= dip_arguments(people, found["locked"])
    arguments |= administration_arguments(people, arrangement.pk) | notice_arguments(people, arrangement.pk)
    arguments |= continuity_arguments(people) | case_arguments(people, lead)
    arguments |= learning_arguments(people)
    arguments |= clinic_arguments(people, lead)
    return World(
        people, found, arguments, groups_in_every_state(people), support_in_every_state(people), *locked_clinic(people)
    )


def support_in_every_state(people: dict[str, Person]) -> dict[str, SupportRequest]:
    """P asked S, or the specialists, one of whom is Q."""
    Person.objects.filter(pk=people["Q"].pk).update(hsb_training="AIM3, 2025")
    steps = {"offered": 1, "accepted": 2, "done": 3}
    return {
        state: support_cast.asked(people["P"], None if state == "pool" else people["S"], steps=steps.get(state, 0))
        for state in table.SUPPORT_STATES
    }


def groups_in_every_state(people: dict[str, Person]) -> dict[str, SupervisionSession]:
    """S facilitated each, P presented and C came, N sent apologies."""

    def group() -> SupervisionSession:
        made = gathering_cast.start(people["S"], [people["P"], people["C"], people["N"]])
        return gathering_cast.fill(made, came=[people["P"], people["C"]])

    found = {state: group() for state in table.GROUP_STATES}
    for state in ("sent", "overdue", "returned", "locked", "struck"):
        found[state] = gathering_cast.send(found[state])
    SupervisionSession.every.filter(pk=found["overdue"].pk).update(sign_by=TODAY - timedelta(days=1))
    gathering_sign_off.take_back(supervision_session=found["returned"], by=people["S"], at=NOW)
    for state in ("locked", "struck"):
        for letter in ("P", "C"):
            gathering_cast.confirm(found[state], people[letter])
    gathering_sign_off.strike(supervision_session=found["struck"], reason="x", by=people["S"], at=NOW)
    gatherings.discard(supervision_session=found["discarded"], by=people["S"], at=NOW)
    return found


def clinic_arguments(people: dict[str, Person], led: SupervisionArrangement) -> dict[str, dict[str, Any]]:
    """S plans a clinic with a case that P leads and S was given access to, and has invited a guest to it."""
    case = clinic_cast.case_of(people["P"], "CR-3001")
    discussion = lock(send(start(led, held_on=TODAY), cases=[case])).discussions.get()
    cast.give(case, people["S"])
    clinic = clinic_cast.plan(people["S"])
    slot = clinic_cast.slot(clinic, case)
    of_slot = {"gathering_id": clinic.pk, "slot_id": slot.pk}
    of_guest = {"gathering_id": clinic.pk, "guest_id": clinic_cast.guest(clinic, [slot]).pk}
    return {
        "gatherings:add_slot": {"gathering_id": clinic.pk},
        "gatherings:ask_guests": {"gathering_id": clinic.pk},
        "gatherings:invite_guest": {"gathering_id": clinic.pk},
        "gatherings:remove_slot": of_slot,
        "gatherings:outcome": of_slot,
        "gatherings:keep_outcome": of_slot,
        "gatherings:case_extract": of_slot,
        "gatherings:agency_extract": {"gathering_id": clinic.pk, "agency_id": slot.agencies.all()[0].pk},
        "gatherings:pack": of_slot,
        "gatherings:excerpt": {**of_slot, "discussion_id": discussion.pk},
        "gatherings:take_from_pack": {**of_slot, "extract_id": slot.pack.all()[0].pk},
        "gatherings:send_guest_again": of_guest,
        "gatherings:revoke_guest": of_guest,
        "guests:case": {"slot_id": slot.pk},
        "guests:enter": {"secret": "nothing"},
        "guests:code": {"secret": "nothing"},
    }


def locked_clinic(people: dict[str, Person]) -> tuple[dict[str, ClinicSlot], dict[str, Client]]:
    """Of two cases, with guests who all came in; of some, the access has ended since."""
    clinic, there = clinic_cast.plan(people["S"]), {"first": people["P"], "second": people["C"]}
    slots = {}
    for number, (name, lead) in enumerate(there.items(), 5):
        case = clinic_cast.case_of(lead, f"CR-300{number}")
        cast.give(case, people["S"])
        slots[name] = clinic_cast.slot(clinic, case)
    invited = {
        name: clinic_cast.guest(clinic, [slots.get(name, slots["first"])], f"{name} guest")
        for name in table.GUESTS.split()
    }
    guests = {name: clinic_cast.enter(one) for name, one in invited.items()}
    clinic_cast.hold(clinic, list(there.values()))
    for name, lead in there.items():
        there_too = [one for guest, one in invited.items() if slots.get(guest, slots["first"]) == slots[name]]
        clinic_cast.write_outcome(slots[name], [lead], there_too)
    GuestInvitation.objects.filter(pk=invited["expired"].pk).update(
        invited_at=NOW - timedelta(days=2), expires_at=NOW - SECOND
    )
    gathering_cast.send(clinic)
    for person in there.values():
        clinic.refresh_from_db()
        gathering_cast.confirm(clinic, person)
    now: dict[str, Any] = {"by": people["S"], "at": NOW}
    guest_services.revoke(guest=invited["revoked"], **now)
    guest_services.send_again(guest=invited["sent_again"], **now)
    return slots, guests


def opening_arguments(people: dict[str, Person], record: SupervisionSession) -> dict[str, dict[str, Any]]:
    """M has a record of P open, as a child may be at risk."""
    opening = openings.ask(
        supervision_session=record, reason="x" * 30, is_at_risk=True, key=uuid.uuid4(), by=people["M"],
        at=timezone.now(),
    )  # fmt: skip
    names = ["opening", "decide_opening", "review_opening", "open_record"]
    of = {f"managers:{name}": {"opening_id": opening.pk} for name in names}
    return of | {"managers:ask_to_open": {"record_id": record.pk}}


def dip_arguments(people: dict[str, Person], record: SupervisionSession) -> dict[str, dict[str, Any]]:
    """M drew a record of P and S, which R and E review."""
    sampled = dip_cast.drawn_with(
        record, people["M"], [people["R"], people["E"]], second=SecondReviews.ALL, at=timezone.now()
    )  # fmt: skip
    of_sample = {f"dips:{name}": {"sample_id": sampled.sample_id} for name in ("sample", "draw_again", "close")}
    names = ("dips:found", "dips:review", "records:sampled")
    return of_sample | {name: {"sampled_id": sampled.pk} for name in names}


def pulse_arguments(people: dict[str, Person]) -> dict[str, dict[str, Any]]:
    """One that is closed."""
    pulse = pulse_cast.put(people["M"])
    return {f"pulse:{name}": {"pulse_id": pulse.pk} for name in ("results", "remind")}


def notice_arguments(people: dict[str, Person], arrangement_id: int) -> dict[str, dict[str, Any]]:
    """A notice of the practitioner's, and one of theirs that has come up to the manager."""
    about = {"kind": NoticeKind.SESSION_DUE, "about_id": arrangement_id, "about_on": TODAY, "at": NOW}
    for key, letter in (("own", "P"), ("up", "M")):
        notify(
            person_id=people[letter].pk, about_person_id=people["P"].pk, key=f"{key}:x:x:1:x",
            is_escalation=letter == "M", **about,
        )  # fmt: skip
    mail = queue_mail(to="x@example.org", subject="x", body="x", kind="x", key="x", at=NOW)
    return {
        "administration:add_step": {"matter": "session_due"},
        "administration:change_step": {"step_id": ReminderStep.objects.all()[0].pk},
        "administration:remove_step": {"step_id": ReminderStep.objects.all()[0].pk},
        "administration:mails": {"state": "failed"},
        "administration:resend_mail": {"mail_id": mail.pk},
        "notices:read": {"notice_id": people["P"].notices.get(key="own:x:x:1:x").pk},
        "notices:stop": {"token": STOP.sign(str(people["P"].pk))},
        **report_arguments(people["M"]),
        "managers:acknowledge": {
            "matter": "session_due", "about_id": arrangement_id, "about_on": TODAY.isoformat(),
        },
    }  # fmt: skip


def continuity_arguments(people: dict[str, Person]) -> dict[str, dict[str, Any]]:
    """A cover, a handover that is ahead and a departure that is planned; none is P's, but the cover."""
    later = {"by": people["A"], "at": NOW}
    led = begin(people["C"], people["S"])
    handover = continuity.plan_handover(
        arrangements=[led], to=people["N"], on=TODAY + timedelta(days=9), **later
    )[0]  # fmt: skip
    departure = continuity.plan_departure(
        person=people["E"], last_on=TODAY + timedelta(days=9), successor=None, each={}, **later
    )
    of = {
        "set_cover": {"person_id": people["S"].pk},
        "hand_over": {"person_id": people["S"].pk},
        "leave": {"person_id": people["S"].pk},
        "end_cover": {"arrangement_id": people["V"].supervising.get().pk},
        "cancel_handover": {"handover_id": handover.pk},
        "cancel_departure": {"departure_id": departure.pk},
    }
    return {f"administration:{name}": arguments for name, arguments in of.items()}


def case_arguments(people: dict[str, Person], led: SupervisionArrangement) -> dict[str, dict[str, Any]]:
    """A case that P leads, discussed and with a note, and with access for somebody who is in no column."""
    case = cases.add(reference="CR-2041", details=DETAILS, by=people["P"], at=NOW)
    discussion = lock(send(start(led, held_on=TODAY), cases=[case])).discussions.get()
    written = cast.note(case, people["P"])
    given = cast.give(case, make_person("Ann"))
    cases.add(reference="CR-2050", details=DETAILS, by=people["L"], at=NOW)  # who has left since
    of = {
        **{name: {"case_id": case.pk} for name in ("case", "change", "close", "reopen", "access")},
        **{name: {"case_id": case.pk} for name in ("add_note", "add_step", "hand_on", "keep_lead")},
        "add_addendum": {"case_id": case.pk, "note_id": written.pk},
        **{name: {"case_id": case.pk, "discussion_id": discussion.pk} for name in ("place", "take_back")},
        "notes_after": {"discussion_id": discussion.pk},
        "take_access": {"case_id": case.pk, "access_id": given.pk},
    }  # fmt: skip
    group = gathering_cast.start(people["S"], [])
    SupervisionSession.every.filter(pk=group.pk).update(supervisor=people["L"], writer=people["L"])
    left = {f"administration:pass_{name}": {"person_id": people["L"].pk} for name in ("cases", "groups")}
    return {f"cases:{name}": arguments for name, arguments in of.items()} | left


def report_arguments(manager: Person) -> dict[str, dict[str, Any]]:
    run, saved = make(ask(manager)), save(manager)
    of_run = {f"reports:{name}": {"run_id": run.pk} for name in ("show", "progress", "download", "cancel")}
    return {"reports:forget": {"saved_id": saved.pk}, **of_run}


def learning_arguments(people: dict[str, Person]) -> dict[str, dict[str, Any]]:
    """A piece of learning of P's, what N plans for their team, and a resource."""
    piece = Learning(LearningKind.READING, TODAY, "x", "", "x", "", "", [])
    entry = learning.add(learning=piece, key=uuid.uuid4(), by=people["P"], at=NOW)
    plan = Plan(ConfidenceDomain.objects.all()[0], "x", people["N"], TODAY)
    planned = plan_services.plan(plan=plan, key=uuid.uuid4(), by=people["N"], at=NOW)
    return {
        **{f"learning:{name}": {"plan_id": planned.pk} for name in ("end", "change_plan")},
        **{f"learning:{name}": {"entry_id": entry.pk} for name in ("change", "remove")},
        "learning:change_resource": {"resource_id": Resource.objects.all()[0].pk},
    }


def administration_arguments(people: dict[str, Person], arrangement_id: int) -> dict[str, dict[str, Any]]:
    person = {"person_id": people["C"].pk}
    role = people["C"].role_grants.get()
    template = ReflectiveTemplate.objects.all()[0]
    policy = FrequencyPolicy.objects.get()
    closed_day = ClosedDay.objects.create(day=TODAY, name="Ours")
    criterion = {"criterion_id": Criterion.objects.all()[0].pk}
    agency = {"agency_id": PartnerAgency.objects.all()[0].pk}
    of = {
        **dict.fromkeys(("rename_agency", "retire_agency", "offer_agency"), agency),
        "person": person,
        "change_person": person,
        "grant_role": person,
        "revoke_role": {**person, "grant_id": role.pk},
        "invite_again": person,
        "sign_out_person": person,
        "close_account": person,
        "open_account": person,
        "add_unit": {"kind": "team"},
        "rename_unit": {"kind": "team", "unit_id": people["C"].team_id},
        "end_arrangement": {"arrangement_id": arrangement_id},
        "template": {"template_id": template.pk},
        "edit_template": {"template_id": template.pk},
        "edit_group_format": {"format_id": GroupFormat.objects.all()[0].pk},
        "edit_policy": {"policy_id": policy.pk},
        "retire_policy": {"policy_id": policy.pk},
        **dict.fromkeys(("change_criterion", "retire_criterion"), criterion),
        "remove_closed_day": {"closed_day_id": closed_day.pk},
    }
    return {f"administration:{name}": arguments for name, arguments in of.items()}


def outcome(response: HttpResponseBase) -> str:
    """One letter of the table."""
    location = response.headers.get("Location", "")
    if response.status_code == 302 and location.startswith(reverse("account_login")):
        return "l"
    letters = {200: "o", 302: "o", 422: "o", 409: "o", 401: "a", 403: "x", 404: "-", 405: "m", 400: "g"}
    return letters.get(response.status_code, str(response.status_code))


def differences(world: World, method: str, route: str, arguments: dict[str, Any], expected: str) -> list[str]:
    wrong = []
    for letter, wanted in zip(PEOPLE, expected.split(), strict=True):
        with transaction.atomic():
            client = world.client(letter)
            got = outcome(getattr(client, method)(reverse(route, kwargs=arguments)))
            transaction.set_rollback(True)
        if got != wanted and not (route == "account_login" and got == "l"):
            wrong.append(f"{method} {route} {letter}: expected {wanted}, got {got}")
    return wrong


def kept_in(route: str) -> dict[str, uuid.UUID]:
    return {"kept_id": uuid.UUID(int=7)} if route.endswith(":forget_kept") else {}


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", sorted(table.RECORD_GET))
def test_pages_of_a_record_answer_as_the_table_says(route: str, method: str, world: World) -> None:
    expected = (table.RECORD_GET if method == "get" else table.RECORD_POST)[route]
    wrong = []
    for state, row in expected.items():
        arguments = {"record_id": world.records[state].pk, **kept_in(route)}
        wrong += [f"{state}: {line}" for line in differences(world, method, route, arguments, row)]
    assert wrong == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", sorted(table.GROUP_GET))
def test_pages_of_a_group_answer_as_the_table_says(route: str, method: str, world: World) -> None:
    expected = (table.GROUP_GET if method == "get" else table.GROUP_POST)[route]
    wrong = []
    for state, row in expected.items():
        arguments = {"gathering_id": world.groups[state].pk, **kept_in(route)}
        wrong += [f"{state}: {line}" for line in differences(world, method, route, arguments, row)]
    assert wrong == []


def test_being_there_for_one_case_of_a_clinic_does_not_open_anothers(world: World) -> None:
    wrong = []
    for (route, method), expected in table.CLINIC_SLOTS.items():
        for name, row in expected.items():
            slot = world.slots[name]
            arguments = {"gathering_id": slot.supervision_session_id, "slot_id": slot.pk}
            wrong += [f"{name}: {line}" for line in differences(world, method, route, arguments, row)]
    assert wrong == []


def test_a_guest_opens_their_own_case_and_nothing_once_access_has_ended(world: World) -> None:
    rows = [(f"/guests/case/{world.slots[name].pk}/", row) for name, row in table.GUEST_CASES.items()]
    rows += [(reverse(route), row) for route, row in table.GUEST_PAGES.items()]
    for address, row in rows:
        answers = []
        for name in table.GUESTS.split():
            with transaction.atomic():  # a refusal ends the session: each address is asked for with it still there
                answers.append(outcome(world.client(name).get(address)))
                transaction.set_rollback(True)
        assert answers == row.split(), address


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", sorted(table.SUPPORT_GET))
def test_pages_of_a_request_for_support_answer_as_the_table_says(route: str, method: str, world: World) -> None:
    expected = (table.SUPPORT_GET if method == "get" else table.SUPPORT_POST)[route]
    wrong = []
    for state, row in expected.items():
        arguments = {"support_id": world.support[state].pk}
        wrong += [f"{state}: {line}" for line in differences(world, method, route, arguments, row)]
    assert wrong == []


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("route", sorted(table.GET))
def test_other_pages_answer_as_the_table_says(route: str, method: str, world: World) -> None:
    expected = (table.GET if method == "get" else table.POST)[route]
    assert differences(world, method, route, world.arguments.get(route, {}), expected) == []


def test_no_address_is_missing_from_the_table_and_none_is_in_it_that_is_gone() -> None:
    by_state = set(table.RECORD_GET) | set(table.GROUP_GET) | set(table.SUPPORT_GET)
    assert set(table.GET) | by_state == set(routes())
    assert set(table.SUPPORT_POST) == set(table.SUPPORT_GET)
    assert set(table.GROUP_POST) == set(table.GROUP_GET)
    assert set(table.POST) == set(table.GET)
    assert set(table.RECORD_POST) == set(table.RECORD_GET)


@pytest.mark.parametrize("route", sorted(table.RECORD_GET))
def test_what_is_not_visible_looks_exactly_like_what_never_was(route: str, world: World) -> None:
    client = world.client("C")
    client.cookies["csrftoken"] = "x" * 32
    pages = []
    for record_id in (world.records["locked"].pk, world.records["discarded"].pk, uuid.uuid4()):
        response = client.post(reverse(route, kwargs={"record_id": record_id, **kept_in(route)}), {})
        pages.append((response.status_code, _without_token(response.content), sorted(response.headers)))
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("route", sorted(table.GROUP_GET))
def test_a_group_of_others_looks_exactly_like_one_that_never_was(route: str, world: World) -> None:
    client = world.client("V")
    client.cookies["csrftoken"] = "x" * 32
    pages = []
    for gathering_id in (world.groups["locked"].pk, world.records["locked"].pk, uuid.uuid4()):
        response = client.post(reverse(route, kwargs={"gathering_id": gathering_id, **kept_in(route)}), {})
        pages.append((response.status_code, _without_token(response.content), sorted(response.headers)))
    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("route", sorted(table.SUPPORT_GET))
def test_a_request_of_others_looks_exactly_like_one_that_never_was(route: str, world: World) -> None:
    client = world.client("C")
    client.cookies["csrftoken"] = "x" * 32
    pages = []
    for support_id in (world.support["open"].pk, uuid.uuid4()):
        response = client.post(reverse(route, kwargs={"support_id": support_id}), {})
        pages.append((response.status_code, _without_token(response.content), sorted(response.headers)))
    assert pages[0] == pages[1]


def _without_token(content: bytes) -> bytes:
    """Without what differs from one request to the next: tokens, and how many seconds a sign-in still lasts."""
    changing = rb'name="(csrfmiddlewaretoken|carry_token)" value="[^"]+"|data-session-seconds="[0-9]+"'
    return re.sub(changing, b"", content)


@pytest.mark.parametrize("route", sorted(name for name in table.GET if name.startswith("cases:")))
def test_a_case_of_others_looks_exactly_like_one_that_never_was(route: str, world: World) -> None:
    client = world.client("C")
    client.cookies["csrftoken"] = "x" * 32
    arguments = world.arguments.get(route, {})
    named = "case_id" if "case_id" in arguments else "discussion_id"
    pages = []
    for given in (arguments, {**arguments, named: uuid.uuid4()} if arguments else {}):
        address = reverse(route, kwargs=given)
        reads = named == "discussion_id" and bool(arguments)
        response = client.get(address) if reads else client.post(address, {"reference": "CR-2041", "text": ""})
        pages.append((response.status_code, _without_token(response.content), sorted(response.headers)))
    assert pages[0] == pages[1]
