"""Is what was on the agenda still to be found once the record is sent?"""

import io
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from pypdf import PdfReader

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import agenda, arrangements, notes, records
from tests.people import NOW, TODAY, begin, lock, send, start

SignIn = Callable[[Person], Client]
SHARED, PRIVATE = "How the visit went", "My own worry about it"


@pytest.fixture
def record(arrangement: SupervisionArrangement) -> SupervisionSession:
    for body, is_shared in ((SHARED, True), (PRIVATE, False)):
        agenda.add(arrangement=arrangement, body=body, is_shared=is_shared, by=arrangement.practitioner, at=NOW)
    return send(start(arrangement))


def sees(client: Client, address: str) -> list[str]:
    html = client.get(address).content.decode()
    return [text for text in (SHARED, PRIVATE) if text in html]


def test_the_record_shows_the_agenda_and_a_private_item_to_its_writer_alone(
    record: SupervisionSession, signed_in: SignIn
) -> None:
    for page in (f"/records/{record.pk}/", f"/records/{record.pk}/sign/"):
        assert sees(signed_in(record.practitioner), page) == [SHARED, PRIVATE]
        assert sees(signed_in(record.supervisor), page) == [SHARED]


def test_a_later_supervisor_reads_what_was_shared(
    record: SupervisionSession, next_supervisor: Person, signed_in: SignIn
) -> None:
    lock(record)
    arrangements.end(arrangement=record.arrangement, ends_on=TODAY - timedelta(days=1), by=record.supervisor, at=NOW)
    begin(record.practitioner, next_supervisor, starts_on=TODAY)
    assert sees(signed_in(next_supervisor), f"/records/{record.pk}/") == [SHARED]


def test_a_record_taken_back_shows_its_agenda_beside_the_form(record: SupervisionSession, signed_in: SignIn) -> None:
    records.take_back(supervision_session=record, by=record.writer, at=NOW)
    assert sees(signed_in(record.writer), f"/records/{record.pk}/edit/") == [SHARED, PRIVATE]


def test_the_paper_has_the_shared_items_only(record: SupervisionSession, signed_in: SignIn) -> None:
    made = signed_in(record.practitioner).get(f"/records/{record.pk}/record.pdf").content
    text = " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(made)).pages).split())
    assert SHARED in text
    assert PRIVATE not in text


def test_a_note_handed_back_by_a_discard_is_found_in_the_record_that_took_it_up(
    draft: SupervisionSession, signed_in: SignIn
) -> None:
    supervisor = draft.supervisor
    notes.save(supervision_session=draft, body=PRIVATE, base_version=0, by=supervisor, at=NOW)
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    assert sees(signed_in(supervisor), f"/records/with/{draft.arrangement_id}/agenda/") == [PRIVATE]
    record = send(start(draft.arrangement))
    assert sees(signed_in(supervisor), f"/records/{record.pk}/") == [PRIVATE]
    assert sees(signed_in(record.practitioner), f"/records/{record.pk}/") == []
