"""Does every page that shows what somebody wrote leave one row on the trail, however it was asked for?"""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.sessions.models import SupervisionAgreement, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import agenda, agreements, carrying
from supervision.vocabulary import AuditAction, Place
from tests.people import NOW, TODAY, send, start

SignedIn = Callable[[Person], Client]


def reads(person: Person, kind: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(actor=person, action=AuditAction.READ, kind=kind))


@pytest.fixture
def agreement(arrangement: SupervisionArrangement) -> SupervisionAgreement:
    return agreements.write(
        arrangement=arrangement, interval_days=28, minutes=60, place=Place.VIDEO, review_on=TODAY,
        confidentiality="x", disagreements="x", adjustments="x", by=arrangement.supervisor, at=NOW,
    )  # fmt: skip


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_page_to_sign_on_shows_the_record(method: str, sent: SupervisionSession, signed_in: SignedIn) -> None:
    answer = getattr(signed_in(sent.supervisor), method)(f"/records/{sent.pk}/sign/")
    assert b"We talked about the visit." in answer.content
    assert [row.object_id for row in reads(sent.supervisor, "record")] == [str(sent.pk)]


def test_the_form_for_the_next_agreement_shows_the_present_one(
    agreement: SupervisionAgreement, signed_in: SignedIn
) -> None:
    practitioner = agreement.arrangement.practitioner
    signed_in(practitioner).get(f"/records/with/{agreement.arrangement_id}/agreement/write/")
    assert [row.object_id for row in reads(practitioner, "agreement")] == [str(agreement.pk)]


def test_the_record_form_names_what_it_shows_beside(sent: SupervisionSession, signed_in: SignedIn) -> None:
    arrangement = sent.arrangement
    item = agenda.add(arrangement=arrangement, body="Leave", is_shared=True, by=sent.supervisor, at=NOW)
    record = start(arrangement)
    signed_in(record.writer).get(f"/records/{record.pk}/edit/")
    shown = {str(item.pk), *(str(point.pk) for point in sent.action_points.all())}
    assert [set(row.detail["ids"]) for row in reads(record.writer, "record")] == [shown]


def test_home_shows_how_confident_somebody_said_they_were(
    arrangement: SupervisionArrangement, signed_in: SignedIn
) -> None:
    send(start(arrangement), points=0)
    signed_in(arrangement.practitioner).get("/")
    assert len(reads(arrangement.practitioner, "home")) == 1


def test_a_form_that_is_kept_without_a_sign_in_is_a_change(draft: SupervisionSession) -> None:
    carrying.carry(person=draft.practitioner, path="/", fields={"minutes": ["60"]}, at=NOW)
    kept = AuditEvent.objects.filter(actor=draft.practitioner, action=AuditAction.CREATED, kind="carried_post")
    assert kept.count() == 1


def opened_by(person: Person, record: SupervisionSession, signed_in: SignedIn) -> list[str]:
    """Whom the page of a record says to this person, after it, that they have opened it."""
    page = signed_in(person).get(f"/records/{record.pk}/").content.decode()
    return re.findall("<li>([^<]+)<", page[page.index("Who has opened this") :].split("</ul>")[0])


def test_the_author_sees_who_opened_the_record_and_nobody_else(
    sent: SupervisionSession, next_supervisor: Person, signed_in: SignedIn
) -> None:
    author, supervisor = sent.writer, sent.supervisor
    assert opened_by(author, sent, signed_in) == [author.name]
    signed_in(supervisor).get(f"/records/{sent.pk}/")
    assert signed_in(next_supervisor).get(f"/records/{sent.pk}/").status_code == 404
    assert set(opened_by(author, sent, signed_in)) == {author.name, supervisor.name}
