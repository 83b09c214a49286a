"""Does somebody who is refused keep the words they had typed?"""

from collections.abc import Callable

from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import records
from tests.people import NOW, PASSWORD, lock


def test_a_statement_that_came_too_late_is_shown_for_its_writer_to_copy(
    sent: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    records.take_back(supervision_session=sent, by=sent.practitioner, at=NOW)
    posted = {"response": "do_not_agree", "statement": "Workload is missing.", "password": PASSWORD}
    answer = signed_in(sent.supervisor).post(f"/records/{sent.pk}/sign/", posted)
    assert answer.status_code == 403
    assert b"Workload is missing." in answer.content
    assert PASSWORD not in answer.content.decode()


def test_words_for_a_record_that_was_locked_meanwhile_are_shown_too(
    sent: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    lock(sent)
    answer = signed_in(sent.practitioner).post(f"/records/{sent.pk}/edit/", {"private_note": "To <myself>: rest."})
    assert answer.status_code == 403
    assert b"To &lt;myself&gt;: rest." in answer.content


def test_somebody_who_typed_nothing_is_told_the_reason_alone(
    sent: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(sent.practitioner).get(f"/records/{sent.pk}/edit/")
    assert b"has not been saved" not in answer.content
