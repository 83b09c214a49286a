"""Is the other person told that a record waits for them, for as long as it does?"""

import pytest

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.sessions.models import SignatureRoute, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records
from supervision.vocabulary import ArrangementKind, NoticeKind
from tests.people import NOW, TODAY, make_person, send, sign

pytestmark = pytest.mark.django_db


def open_notices() -> set[tuple[str, str]]:
    found = Notice.objects.filter(settled_at=None).select_related("person")
    return {(notice.person.first_name, notice.kind) for notice in found}


WANTED, RETURNED = NoticeKind.SIGNATURE_WANTED, NoticeKind.RECORD_RETURNED


def test_sending_asks_the_other_person_to_sign_and_mails_it(sent: SupervisionSession) -> None:
    assert open_notices() == {("Priya", WANTED)}
    notice = Notice.objects.get()
    assert (notice.about_id, notice.about_person, notice.mail_after) == (str(sent.pk), sent.practitioner, NOW)


def test_signing_ends_ones_own_notice_and_not_the_others(sent: SupervisionSession) -> None:
    sign(sent, sent.practitioner)
    assert open_notices() == {("Priya", WANTED)}
    sign(sent, sent.supervisor)
    assert open_notices() == set()


def test_returning_asks_the_writer_for_changes_until_it_is_sent_again(sent: SupervisionSession) -> None:
    records.return_for_changes(supervision_session=sent, text="x", by=sent.supervisor, at=NOW)
    assert open_notices() == {("Amara", RETURNED)}
    send(SupervisionSession.objects.get(pk=sent.pk))
    assert open_notices() == {("Priya", WANTED)}


def test_taking_back_and_striking_leave_nothing_to_sign(sent: SupervisionSession) -> None:
    records.take_back(supervision_session=sent, by=sent.practitioner, at=NOW)
    assert open_notices() == set()
    again = send(SupervisionSession.objects.get(pk=sent.pk))
    records.strike(supervision_session=again, reason="x", by=sent.practitioner, at=NOW)
    assert open_notices() == set()


def test_whoever_covers_is_asked_too_and_either_of_them_ends_it(draft: SupervisionSession) -> None:
    cover = make_person("Cora Cover")
    SupervisionArrangement.objects.create(
        practitioner=draft.practitioner, supervisor=cover, kind=ArrangementKind.COVER, covers=draft.arrangement,
        starts_on=TODAY, ends_on=TODAY, next_due_on=TODAY, remind_on=TODAY,
    )  # fmt: skip
    record = send(draft)
    assert open_notices() == {("Priya", WANTED), ("Cora", WANTED)}
    sign(record, cover)
    assert open_notices() == set()


def test_whoever_was_named_to_sign_is_asked_in_place_of_the_supervisor(
    draft: SupervisionSession, next_supervisor: Person
) -> None:
    SignatureRoute.objects.create(
        supervision_session=draft, party="supervisor", person=next_supervisor, in_place_of=draft.supervisor,
        routed_by=draft.supervisor, routed_at=NOW,
    )  # fmt: skip
    send(draft)
    assert open_notices() == {("Imran", WANTED)}
