"""Can a manager read a signed record only as break-glass allows, and does everybody hear of it who should?"""

import uuid
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import Person, RoleGrant, Team
from supervision.audit.models import AuditEvent
from supervision.opening_vocabulary import OpeningDecision, OpeningFinding
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.sessions.models import RecordOpening, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import openings
from supervision.vocabulary import AuditAction, NoticeKind, Role, Scope
from tests.people import PASSWORD, lock, make_person, send, start

WHY = "A complaint is looked into, and both of them are away."
PAGE = "/managers/break-glass/"
K = NoticeKind


@pytest.fixture
def record(arrangement: SupervisionArrangement) -> SupervisionSession:
    return lock(send(start(arrangement), text="Words between the two."))


@pytest.fixture
def second(team: Team) -> Person:
    person = make_person("Sam Heron")
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.SERVICE, service=team.service)
    return person


def ask(record: SupervisionSession, by: Person, **given: Any) -> RecordOpening:
    known = {"reason": WHY, "is_at_risk": False, "key": uuid.uuid4(), "at": timezone.now()}
    return openings.ask(supervision_session=record, by=by, **known | given)


def agreed(record: SupervisionSession, by: Person, second: Person, **given: Any) -> RecordOpening:
    at = given.pop("at", timezone.now())
    return openings.decide(
        opening=ask(record, by, at=at), decision=OpeningDecision.AGREED, by=second, at=at + timedelta(minutes=1)
    )


def kinds_told(person: Person) -> list[str]:
    return list(Notice.objects.filter(person=person, settled_at=None).order_by("pk").values_list("kind", flat=True))


def test_a_manager_asks_another_agrees_and_for_an_hour_it_is_read(
    record: SupervisionSession,
    manager: Person,
    manager_elsewhere: Person,
    second: Person,
    practitioner: Person,
    supervisor: Person,
    signed_in: Any,
) -> None:
    Notice.objects.all().delete()
    reader, other = signed_in(manager), signed_in(second)
    page = f"/records/{record.pk}/opened/"
    assert reader.get(page).status_code == 403
    form = {"reason": WHY, "at_risk": "no", "password": "wrong", "key": str(uuid.uuid4())}
    refused = reader.post(f"{PAGE}ask/{record.pk}/", form)
    assert refused.status_code == 422
    assert WHY in refused.content.decode()
    asked = reader.post(f"{PAGE}ask/{record.pk}/", form | {"password": PASSWORD})
    opening = RecordOpening.objects.get()
    assert asked["Location"] == f"{PAGE}{opening.pk}/"
    assert kinds_told(second) == [K.OPENING_ASKED]
    assert reader.get(page).status_code == 403

    assert WHY in other.get(f"{PAGE}{opening.pk}/").content.decode()
    assert other.post(f"{PAGE}{opening.pk}/decide/", {}).status_code == 422
    other.post(f"{PAGE}{opening.pk}/decide/", {"decision": "agreed"})
    assert (kinds_told(second), kinds_told(manager)) == ([], [K.OPENING_DECIDED])
    assert kinds_told(practitioner) == kinds_told(supervisor) == []

    opened = reader.post(f"{PAGE}{opening.pk}/open/", follow=True)
    text = opened.content.decode()
    assert "Words between the two." in text
    assert "it is open to you until" in text.lower()
    assert "Confidence</h2>" not in text
    assert kinds_told(practitioner) == kinds_told(supervisor) == [K.RECORD_OPENED]
    assert AuditEvent.objects.filter(actor=manager, action=AuditAction.READ, kind="record").count() == 1
    assert other.get(page).status_code == 403
    assert "1</td>" in other.get(PAGE).content.decode()  # read once, as the list of the month says
    last = {"month": f"{timezone.localdate().replace(day=1) - timedelta(days=1):%Y-%m}"}
    lists = [other.get(PAGE), other.get(PAGE, last), signed_in(manager_elsewhere).get(PAGE)]
    assert [list(one.context["page"].object_list) for one in lists] == [[opening], [], []]
    assert WHY not in signed_in(practitioner).get(f"/records/{record.pk}/").content.decode()


def test_the_hour_ends_by_itself(record: SupervisionSession, manager: Person, second: Person, signed_in: Any) -> None:
    long_ago = timezone.now() - timedelta(minutes=61)
    openings.open_now(opening=agreed(record, manager, second, at=long_ago), by=manager, at=long_ago)
    page = signed_in(manager).get(f"/records/{record.pk}/opened/")
    assert page.status_code == 403
    assert "The hour is over" in page.content.decode()


def test_where_a_child_may_be_at_risk_it_opens_at_once_and_is_reviewed(
    record: SupervisionSession, manager: Person, second: Person, practitioner: Person, signed_in: Any
) -> None:
    opening = ask(record, manager, is_at_risk=True)
    assert signed_in(manager).get(f"/records/{record.pk}/opened/").status_code == 200
    assert K.RECORD_OPENED in kinds_told(practitioner)
    assert kinds_told(second) == [K.OPENING_TO_REVIEW]
    with pytest.raises(Denied, match="Another manager"):
        openings.review(opening=opening, finding=OpeningFinding.RIGHT, by=manager, at=timezone.now())
    signed_in(second).post(f"{PAGE}{opening.pk}/review/", {"finding": "not_right"})
    opening.refresh_from_db()
    assert (opening.finding, opening.reviewed_by, kinds_told(second)) == ("not_right", second, [])


def test_it_is_reviewed_by_the_second_working_day(record: SupervisionSession, manager: Person) -> None:
    thursday = datetime(2035, 1, 18, 12, tzinfo=UTC)
    assert ask(record, manager, is_at_risk=True, at=thursday).review_on == date(2035, 1, 22)


def test_it_is_opened_only_within_a_day_of_being_agreed(
    record: SupervisionSession, manager: Person, second: Person
) -> None:
    refused = openings.decide(
        opening=ask(record, manager), decision=OpeningDecision.REFUSED, by=second, at=timezone.now()
    )
    late = agreed(record, manager, second)
    for opening, hours in ((refused, 0), (late, 25)):
        with pytest.raises(Denied):
            openings.open_now(opening=opening, by=manager, at=timezone.now() + timedelta(hours=hours))


def test_only_a_manager_for_whom_a_signed_record_is_closed_asks(
    arrangement: SupervisionArrangement, record: SupervisionSession, manager: Person, manager_elsewhere: Person,
    supervisor: Person, practitioner: Person,
) -> None:  # fmt: skip
    RoleGrant.objects.create(person=supervisor, role=Role.MANAGER, scope=Scope.ORGANISATION)
    for person, of in ((supervisor, record), (practitioner, record), (manager_elsewhere, record)):
        with pytest.raises(Denied):
            ask(of, person)
    with pytest.raises(Denied, match="Only a signed record"):
        ask(send(start(arrangement)), manager)
    with pytest.raises(ValidationError):
        ask(record, manager, reason="Just because" + " " * 30)


def test_nobody_who_was_in_the_session_decides(record: SupervisionSession, manager: Person, supervisor: Person) -> None:
    RoleGrant.objects.create(person=supervisor, role=Role.MANAGER, scope=Scope.ORGANISATION)
    opening, supervisor = ask(record, manager), Person.objects.get(pk=supervisor.pk)
    assert K.OPENING_ASKED not in kinds_told(supervisor)
    with pytest.raises(Denied, match="You were in this session"):
        openings.decide(opening=opening, decision=OpeningDecision.AGREED, by=supervisor, at=timezone.now())


def test_the_same_form_twice_is_one_request(record: SupervisionSession, manager: Person) -> None:
    key = uuid.uuid4()
    assert ask(record, manager, key=key) == ask(record, manager, key=key)


AGREE = "decision = 'agreed', decided_at = now()"
ATTACKS = {
    "open what nobody agreed to": "opened_at = now(), closes_at = now() + interval '1 hour'",
    "agree to one's own": f"{AGREE}, decided_by_id = asked_by_id",
    "keep it open for a day": f"{AGREE}, decided_by_id = {{second}}, opened_at = now(), "
    "closes_at = now() + interval '1 day'",
    "give it to somebody else": "asked_by_id = {second}",
    "say later that a child was at risk": "is_at_risk = true, review_on = now()",
}


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_database_refuses(record: SupervisionSession, manager: Person, second: Person, attack: str) -> None:
    opening = ask(record, manager)
    statement = (
        f"UPDATE supervision_sessions_recordopening SET {ATTACKS[attack].format(second=second.pk)} WHERE id = %s"
    )
    assert refused(statement, opening.pk) == "23"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE supervision_sessions_recordopening SET decision = 'refused' WHERE id = %s",
        "UPDATE supervision_sessions_recordopening SET closes_at = closes_at + interval '1 day', "
        "opened_at = opened_at + interval '1 day' WHERE id = %s",
        "UPDATE supervision_sessions_recordopeningreason SET opening_id = opening_id, id = gen_random_uuid() "
        "WHERE opening_id = %s",
        "DELETE FROM supervision_sessions_recordopeningreason WHERE opening_id = %s",
    ],
)
def test_what_was_said_stands(record: SupervisionSession, manager: Person, second: Person, statement: str) -> None:
    opening = openings.open_now(opening=agreed(record, manager, second), by=manager, at=timezone.now())
    assert refused(statement, opening.pk) == "23"


def refused(statement: str, key: object) -> str | None:
    """The class of the error, or nothing when the database let it pass."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [key])
    except DatabaseError as error:
        return str(error.__cause__.pgcode)[:2]  # type: ignore[union-attr]
    return None
