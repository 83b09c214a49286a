"""Which notices become a mail, when, together with what, and what does it say?"""

from datetime import datetime, timedelta

import pytest
from django.core.signing import BadSignature

from accounts.models import Person
from supervision.outbox.models import Notice, OutgoingMail
from supervision.outbox.notices import mark_read, notify, settle
from supervision.outbox.sending import send_waiting
from supervision.outbox.services import queue_mail
from supervision.reminders.mailing import STOP, person_of, queue_notice_mail
from supervision.reminders.models import Acknowledgement, NoticePreference
from supervision.reminders.services import stop_mail
from supervision.reminders.sweep import sweep
from supervision.sessions.models import SupervisionArrangement
from supervision.vocabulary import Delivery, NoticeKind
from tests.reminders.days import DUE, on, pause

pytestmark = pytest.mark.django_db
Managers = tuple[Person, Person]


def mails_to(person: Person) -> list[OutgoingMail]:
    return list(OutgoingMail.objects.filter(to=person.email).order_by("created_at"))


def test_each_is_mailed_once_however_often_the_clock_strikes(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    assert [queue_notice_mail(at=on(0, hour)) for hour in (10, 11, 12)] == [2, 0, 0]
    assert set(Notice.objects.values_list("mailed_at", flat=True)) == {on(0)}


def test_a_mail_says_what_and_which_day_and_nothing_more(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    queue_notice_mail(at=on(0))
    mail = mails_to(due.supervisor)[0]
    assert "Supervision is due: 1, on 15 June 2026" in mail.body
    assert "http://testserver/notices/" in mail.body
    for person in (due.practitioner, due.supervisor):
        assert person.name not in mail.body + mail.subject
    assert due.practitioner.first_name not in mail.body + mail.subject


def test_several_of_one_person_go_in_one_mail(due: SupervisionArrangement) -> None:
    for number in range(3):
        notify(
            person_id=due.supervisor_id, kind=NoticeKind.SIGNATURE_WANTED, key=str(number), about_id=number,
            about_on=DUE + timedelta(days=number), at=on(0), mail_after=on(0),
        )  # fmt: skip
    sweep(at=on(0))
    assert queue_notice_mail(at=on(0)) == 2
    (mail,) = mails_to(due.supervisor)
    assert "A record was sent for your signature: 3, the earliest on 15 June 2026" in mail.body
    assert "Supervision is due: 1" in mail.body


def test_quiet_hours_are_kept(due: SupervisionArrangement) -> None:
    sweep(at=on(0, 21))
    assert queue_notice_mail(at=on(0, 21)) == 0
    assert queue_notice_mail(at=on(1, 7, 29)) == 0
    assert queue_notice_mail(at=on(1, 7, 30)) == 2


def test_a_daily_mail_comes_once_a_day_with_everything(due: SupervisionArrangement) -> None:
    NoticePreference.objects.create(person=due.supervisor, delivery=Delivery.DAILY, daily_at="08:00")
    due.refresh_from_db()
    sweep(at=on(0, 9))
    queue_notice_mail(at=on(0, 9))
    notify(
        person_id=due.supervisor_id, kind=NoticeKind.SESSION_BOOKED, key="x", about_id="x", at=on(0, 12),
        mail_after=on(0, 12),
    )  # fmt: skip
    queue_notice_mail(at=on(0, 12))
    assert mails_to(due.supervisor) == []
    queue_notice_mail(at=on(1, 8))
    (mail,) = mails_to(due.supervisor)
    assert "A session was booked: 1" in mail.body
    assert "Supervision is due: 1" in mail.body


def test_who_wants_no_mail_has_the_notice_alone_and_an_escalation_all_the_same(
    due: SupervisionArrangement, managers: Managers
) -> None:
    for person in (due.practitioner, managers[0]):
        NoticePreference.objects.create(person=person, delivery=Delivery.NEVER)
    sweep(at=on(14))
    queue_notice_mail(at=on(14))
    assert mails_to(due.practitioner) == []
    (mail,) = mails_to(managers[0])
    assert (mail.kind, mail.unsubscribe) == ("escalations", "")
    assert "cannot be switched off" in mail.body


def test_whoever_goes_away_is_mailed_when_they_are_back(due: SupervisionArrangement) -> None:
    sweep(at=on(0, 21))
    pause(due.supervisor, DUE + timedelta(days=1), DUE + timedelta(days=5))
    queue_notice_mail(at=on(1))
    assert mails_to(due.supervisor) == []
    queue_notice_mail(at=on(6))
    assert len(mails_to(due.supervisor)) == 1


def test_what_is_settled_before_its_time_is_not_mailed(due: SupervisionArrangement) -> None:
    sweep(at=on(0, 21))
    settle(kinds=NoticeKind.SESSION_DUE, about_id=due.pk, at=on(0, 22))
    assert queue_notice_mail(at=on(1, 10)) == 0


def waiting(at: datetime, *people: Person) -> list[OutgoingMail]:
    """A mail to each, about one thing each; the mail server takes none of them yet."""
    for person in people:
        notify(
            person_id=person.pk, kind=NoticeKind.SESSION_BOOKED, key=f"{person.pk}", about_id=person.pk, at=at,
            mail_after=at,
        )  # fmt: skip
    assert queue_notice_mail(at=at) == len(people)
    return [mails_to(person)[0] for person in people]


def test_mail_that_waits_is_dropped_when_nothing_is_left_to_tell(
    due: SupervisionArrangement, colleague: Person, administrator: Person, manager: Person
) -> None:
    people = [due.practitioner, due.supervisor, colleague, administrator, manager]
    waiting(on(0), *people)
    code = queue_mail(to=manager.email, subject="x", body="x", kind="guest_code", key="x", at=on(0))
    settle(kinds=NoticeKind.SESSION_BOOKED, about_id=people[0].pk, at=on(0))
    mark_read(person_id=people[1].pk, at=on(0))
    Person.objects.filter(pk__in=[colleague.pk, manager.pk]).update(is_active=False)
    assert send_waiting(at=on(0, 11)) == 2
    left = OutgoingMail.objects.values_list("to", "kind", "state")
    assert set(left) == {(administrator.email, "notices", "sent"), (manager.email, code.kind, "sent")}
    assert Notice.objects.filter(kind=NoticeKind.SESSION_BOOKED).count() == len(people)  # in the app all stay


def test_mail_to_somebody_who_went_away_waits_until_the_morning_they_are_back(due: SupervisionArrangement) -> None:
    [mail, of_other] = waiting(on(0), due.supervisor, due.practitioner)
    away = pause(due.supervisor, DUE, DUE + timedelta(days=9))
    assert send_waiting(at=on(0, 11)) == 1
    mail.refresh_from_db()
    of_other.refresh_from_db()
    assert (mail.state, mail.not_before, of_other.state) == ("waiting", on(1, 7, 30), "sent")
    assert send_waiting(at=on(1, 8)) == 0
    type(away).objects.update(ends_on=DUE + timedelta(days=1))  # back earlier than was said
    assert send_waiting(at=on(2, 7)) == 0
    assert send_waiting(at=on(2, 7, 30)) == 1
    mail.refresh_from_db()
    assert mail.state == "sent"


def test_mail_that_waited_for_its_server_keeps_to_what_is_wished_and_true_by_then(
    due: SupervisionArrangement, managers: Managers, colleague: Person
) -> None:
    sweep(at=on(14))
    for key in "ab":
        notify(
            person_id=colleague.pk, kind=NoticeKind.SESSION_BOOKED, key=key, about_id=key, at=on(14), mail_after=on(14)
        )
    NoticePreference.objects.create(person=due.practitioner, quiet_from="00:00", quiet_until="00:00")
    assert queue_notice_mail(at=on(14, 18, 50)) == 4  # to Tom it is an escalation
    OutgoingMail.objects.update(attempts=1)  # the server was down
    assert send_waiting(at=on(14, 23)) == 1
    assert mails_to(due.practitioner)[0].state == "sent"
    assert set(OutgoingMail.objects.filter(state="waiting").values_list("not_before", flat=True)) == {on(15, 7, 30)}
    stop_mail(person_id=due.supervisor_id, at=on(15))
    settle(kinds=NoticeKind.SESSION_BOOKED, about_id="a", at=on(15))
    told = Notice.objects.get(person=managers[0])
    Acknowledgement.objects.create(
        matter=told.kind, about_id=told.about_id, about_on=told.about_on, by=managers[1], at=on(15),
        until=on(20).date(), reason="Somebody is found for it",
    )  # fmt: skip
    assert send_waiting(at=on(15)) == 0
    assert set(OutgoingMail.objects.values_list("to", flat=True)) == {due.practitioner.email}
    assert queue_notice_mail(at=on(15, 11)) == 1
    (anew,) = mails_to(colleague)
    assert "A session was booked: 1" in anew.body
    assert send_waiting(at=on(15, 11)) == 1


def test_nothing_is_mailed_that_is_not_to_be_mailed(due: SupervisionArrangement) -> None:
    notify(person_id=due.supervisor_id, kind=NoticeKind.SESSION_BOOKED, key="x", about_id="x", at=on(0))
    assert queue_notice_mail(at=on(0)) == 0


def test_the_link_in_a_mail_stops_it_for_its_person_alone(due: SupervisionArrangement) -> None:
    sweep(at=on(0))
    queue_notice_mail(at=on(0))
    token = mails_to(due.supervisor)[0].unsubscribe.rstrip("/").rpartition("/")[2]
    assert person_of(token) == due.supervisor_id
    with pytest.raises(BadSignature):
        person_of(STOP.sign(str(due.supervisor_id)).replace(str(due.supervisor_id), str(due.practitioner_id), 1))


def test_a_daily_mail_that_is_late_takes_what_is_new_along(due: SupervisionArrangement) -> None:
    NoticePreference.objects.create(person=due.practitioner, delivery=Delivery.DAILY)
    sweep(at=on(-7))
    assert queue_notice_mail(at=on(-7)) == 1  # the supervisor's; theirs would go the next morning
    sweep(at=on(0))
    assert queue_notice_mail(at=on(0)) == 2
    assert queue_notice_mail(at=on(1)) == 0
    assert Notice.objects.filter(person=due.practitioner, mailed_at=on(0)).count() == 2
