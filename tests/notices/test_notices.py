"""What does somebody find behind the bell, and can they say what is mailed?"""

from collections.abc import Callable
from datetime import UTC, datetime, time

import pytest
from django.test import Client

from accounts.models import Person
from supervision.outbox.models import Notice, OutgoingMail
from supervision.outbox.notices import notify, settle
from supervision.reminders.mailing import STOP, queue_notice_mail
from supervision.reminders.models import NoticePreference
from supervision.sessions.models import SupervisionSession
from supervision.vocabulary import Delivery, NoticeKind
from tests.people import NOW, TODAY, make_person, sign

pytestmark = pytest.mark.django_db
SignedIn = Callable[[Person], Client]


def tell(person: Person, about: Person, kind: NoticeKind = NoticeKind.SESSION_DUE, **given: object) -> Notice:
    key = f"{kind} {Notice.objects.count()}"
    words: dict[str, object] = {"about_id": "1", "about_on": TODAY, "at": NOW}
    notify(person_id=person.pk, about_person_id=about.pk, kind=kind, key=key, **words | given)  # type: ignore[arg-type]
    return Notice.objects.get(key=key)


def page_of(client: Client, address: str = "/notices/") -> str:
    return client.get(address).content.decode()


def test_the_bell_counts_what_is_new(practitioner: Person, supervisor: Person, signed_in: SignedIn) -> None:
    client = signed_in(supervisor)
    assert "not read" not in page_of(client)
    for _ in range(2):
        tell(supervisor, practitioner)
    assert '2<span class="govuk-visually-hidden"> not read' in page_of(client, "/team/")


def test_a_notice_says_whose_it_is_and_leads_there(
    practitioner: Person, supervisor: Person, signed_in: SignedIn
) -> None:
    tell(supervisor, practitioner)
    tell(practitioner, practitioner)
    page = page_of(signed_in(supervisor))
    assert "Amara Quill’s supervision is due on" in page
    assert f'href="/team/{practitioner.pk}/"' in page
    page = page_of(signed_in(practitioner))
    assert "Your supervision is due on" in page
    assert 'href="/"' in page


def test_an_unsigned_record_is_opened_by_who_is_to_sign_it(sent: SupervisionSession, signed_in: SignedIn) -> None:
    tell(sent.supervisor, sent.practitioner, NoticeKind.RECORD_UNSIGNED, about_id=sent.pk)
    assert f'href="/records/{sent.pk}/"' in page_of(signed_in(sent.supervisor))
    sign(sent, sent.supervisor)  # what is left is the practitioner's to do
    page = page_of(signed_in(sent.supervisor))
    assert f'href="/team/{sent.practitioner_id}/"' in page
    assert f'href="/records/{sent.pk}/"' not in page


@pytest.mark.parametrize("kind", NoticeKind)
def test_every_kind_can_be_said_with_and_without_a_day(
    kind: NoticeKind, practitioner: Person, supervisor: Person, signed_in: SignedIn
) -> None:
    import uuid

    for day in (TODAY, None):
        for is_escalation in (False, True):
            about_id = str(uuid.uuid4())
            tell(supervisor, practitioner, kind, about_on=day, about_id=about_id, is_escalation=is_escalation)
    assert signed_in(supervisor).get("/notices/").status_code == 200


def test_one_is_marked_as_read_and_then_all(practitioner: Person, signed_in: SignedIn) -> None:
    first = tell(practitioner, practitioner)
    for _ in range(2):
        tell(practitioner, practitioner)
    client = signed_in(practitioner)
    client.post(f"/notices/{first.pk}/read/")
    assert Notice.objects.filter(read_at=None).count() == 2
    client.post("/notices/read/")
    assert not Notice.objects.filter(read_at=None).exists()


def test_a_settled_notice_is_shown_as_done_and_not_counted(practitioner: Person, signed_in: SignedIn) -> None:
    tell(practitioner, practitioner)
    settle(kinds=NoticeKind.SESSION_DUE, about_id="1", at=NOW)
    page = page_of(signed_in(practitioner))
    assert "not read" not in page
    assert "Settled" in page


def test_somebody_with_no_notices_is_told_what_will_come(practitioner: Person, signed_in: SignedIn) -> None:
    assert "No notices" in page_of(signed_in(practitioner))


def choice(**given: str) -> dict[str, str]:
    return {"delivery": "daily", "daily_at": "09:15", "quiet_from": "18:00", "quiet_until": "08:00", **given}


def test_a_choice_is_kept(practitioner: Person, signed_in: SignedIn) -> None:
    assert signed_in(practitioner).post("/notices/mail/", choice()).status_code == 302
    wishes = NoticePreference.objects.get(person=practitioner)
    assert (wishes.delivery, wishes.daily_at, wishes.quiet_until) == (Delivery.DAILY, time(9, 15), time(8))


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"daily_at": "07:00"}, "Enter a time outside your quiet hours"),
        ({"daily_at": "nine"}, "Enter a time such as 08:00"),
        ({"delivery": ""}, "Choose when notices come by mail"),
    ],
)
def test_a_choice_that_cannot_be_kept_is_explained(
    wrong: dict[str, str], words: str, practitioner: Person, signed_in: SignedIn
) -> None:
    answer = signed_in(practitioner).post("/notices/mail/", choice(**wrong))
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert 'value="18:00"' in answer.content.decode()
    assert not NoticePreference.objects.exists()


def test_mail_that_waited_for_another_time_is_weighed_anew(practitioner: Person, signed_in: SignedIn) -> None:
    morning = datetime(2026, 6, 15, 9, tzinfo=UTC)
    NoticePreference.objects.create(person=practitioner, delivery=Delivery.DAILY, daily_at=time(8))
    tell(practitioner, practitioner, at=morning, mail_after=morning)
    assert queue_notice_mail(at=morning) == 0
    Notice.objects.update(mail_after=datetime(2100, 1, 1, tzinfo=UTC))
    signed_in(practitioner).post("/notices/mail/", choice(delivery="at_once"))
    noon = datetime(2100, 1, 1, 12, tzinfo=UTC)
    assert queue_notice_mail(at=noon) == 1


def test_one_click_stops_mail_without_signing_in(practitioner: Person) -> None:
    strict = Client(enforce_csrf_checks=True)
    address = f"/notices/stop/{STOP.sign(str(practitioner.pk))}/"
    assert "Stop reminders by mail?" in page_of(strict, address)
    assert not NoticePreference.objects.exists()
    answer = strict.post(address, "List-Unsubscribe=One-Click", content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 200
    assert NoticePreference.objects.get(person=practitioner).delivery == Delivery.NEVER


@pytest.mark.parametrize("token", ["x", "7:forged", "one:two"])
def test_a_link_that_was_never_sent_stops_nothing(token: str, practitioner: Person) -> None:
    assert Client().post(f"/notices/stop/{token}/").status_code == 404
    assert not NoticePreference.objects.exists()


def test_no_mail_of_a_notice_names_anybody_else(practitioner: Person, supervisor: Person) -> None:
    make_person("Somebody Else")
    noon = datetime(2026, 6, 15, 12, tzinfo=UTC)
    for kind in NoticeKind:
        tell(supervisor, practitioner, kind, mail_after=noon, at=noon)
        tell(supervisor, practitioner, kind, mail_after=noon, at=noon, is_escalation=True)
    assert queue_notice_mail(at=noon) == 2
    for mail in OutgoingMail.objects.all():
        for word in (*practitioner.name.split(), "Stone", "Harbour"):
            assert word not in mail.subject + mail.body
