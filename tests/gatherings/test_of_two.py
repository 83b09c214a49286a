"""Does a group leave the supervision of two people alone? Due dates, reminders and pages do not know it."""

from datetime import timedelta

from django.test import Client

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.reminders.settling import settle_done
from supervision.reminders.sweep import sweep
from supervision.sessions import queries
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services.arrangements import refresh_all_due
from supervision.vocabulary import NoticeKind
from tests.gatherings.cast import confirm, fill, send, start
from tests.people import NOW, TODAY, begin, make_person
from tests.people import send as send_pair
from tests.people import start as start_pair

LATER = NOW + timedelta(days=90)


def _group(arrangement: SupervisionArrangement) -> SupervisionSession:
    people = [arrangement.practitioner, make_person("Third Person")]
    made = start(arrangement.supervisor, people)
    return fill(made, came=people, owners=[arrangement.practitioner])


def test_facilitating_a_group_moves_no_due_date(arrangement: SupervisionArrangement) -> None:
    over = begin(arrangement.supervisor, make_person("Upper Lead"))
    before = [(one.pk, one.next_due_on, one.remind_on) for one in (arrangement, over)]
    group = send(_group(arrangement))
    confirm(group, arrangement.practitioner)
    refresh_all_due()
    for pk, due, remind in before:
        now = SupervisionArrangement.objects.get(pk=pk)
        assert (now.next_due_on, now.remind_on) == (due, remind)


def test_a_group_that_waits_for_answers_raises_no_notice_about_two_people(arrangement: SupervisionArrangement) -> None:
    group = send(_group(arrangement))
    sweep(at=LATER)
    about = Notice.objects.filter(about_id=str(group.pk)).values_list("kind", flat=True)
    assert set(about) == {NoticeKind.CONFIRMATION_WANTED}
    settle_done(at=LATER)
    assert Notice.objects.filter(about_id=str(group.pk), settled_at=None).count() == 2


def test_an_action_point_from_a_group_is_its_owners_to_be_reminded_of(arrangement: SupervisionArrangement) -> None:
    group = send(_group(arrangement))
    point = group.action_points.get()
    sweep(at=LATER)
    told = Notice.objects.filter(about_id=str(point.pk), is_escalation=False)
    assert {notice.person_id for notice in told} == {arrangement.practitioner_id}


def test_what_was_agreed_in_a_group_is_not_carried_into_a_record_of_two(arrangement: SupervisionArrangement) -> None:
    send(_group(arrangement))
    record = send_pair(start_pair(arrangement), points=0)
    assert not record.carried.exists()


def test_the_queries_of_two_do_not_know_a_group(arrangement: SupervisionArrangement, manager: Person) -> None:
    group = send(_group(arrangement))
    for person in (arrangement.practitioner, arrangement.supervisor, manager):
        assert group not in queries.visible_to(person, on=TODAY)
        assert group not in queries.waiting_for_signature(person, on=TODAY)
    assert not SupervisionSession.objects.filter(pk=group.pk).exists()


def test_the_pages_of_two_do_not_open_a_group_nor_the_other_way_round(arrangement: SupervisionArrangement) -> None:
    group, record = send(_group(arrangement)), send_pair(start_pair(arrangement))
    client = Client()
    client.force_login(arrangement.supervisor)
    assert client.get(f"/records/{group.pk}/").status_code == 404
    assert client.get(f"/groups/{record.pk}/").status_code == 404
    assert client.get(f"/groups/{group.pk}/").status_code == 200


def test_nobody_chooses_a_group_as_the_kind_of_a_session_of_two(arrangement: SupervisionArrangement) -> None:
    client = Client()
    client.force_login(arrangement.practitioner)
    page = client.get(f"/records/start/{arrangement.pk}/").content.decode()
    assert "One-to-one" in page
    assert "Group supervision" not in page
