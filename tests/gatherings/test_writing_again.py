"""Does what the facilitator wrote stay itself, when it is opened, changed and saved again?"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.sessions.models import ActionPoint, GroupFormat, SupervisionSession
from supervision.sessions.services import action_points, gathering_sign_off
from supervision.vocabulary import ProgressKind
from tests.gatherings.cast import fill, send, start
from tests.people import NOW, TODAY
from tests.support.whole_forms import whole_form

SignIn = Callable[[Person], Client]


def save(client: Client, record: SupervisionSession, **changed: Any) -> None:
    address = f"/groups/{record.pk}/action-points/"
    posted = whole_form(client.get(address).content.decode()) | changed
    answer = client.post(address, posted)
    assert answer.status_code == 302, answer.content.decode()


def test_what_was_noted_of_an_action_point_stays_with_it_when_another_is_taken_out(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    record = fill(start(supervisor, [practitioner]), came=[practitioner])
    client = signed_in(supervisor)
    due = (TODAY + timedelta(days=7)).isoformat()
    rows: dict[str, Any] = {"points-TOTAL_FORMS": 3}
    for number, what in enumerate(("First", "Second", "Third")):
        about = {"what": what, "owner": practitioner.pk, "due_on": due}
        rows |= {f"points-{number}-{name}": value for name, value in about.items()}
    save(client, record, **rows)
    send(record)
    second = ActionPoint.objects.get(position=1)
    action_points.follow_up(action_point=second, kind=ProgressKind.DONE, body="It was done.", by=practitioner, at=NOW)
    record.refresh_from_db()
    gathering_sign_off.take_back(supervision_session=record, by=supervisor, at=NOW)
    save(client, record, **{"points-0-DELETE": "on"})
    save(client, record)
    stored = {one.what: one for one in ActionPoint.objects.all()}
    assert list(stored) == ["Second", "Third"]
    assert stored["Second"].pk == second.pk
    assert stored["Second"].closed_at == NOW
    assert stored["Third"].closed_at is None
    assert not stored["Third"].progress.exists()


def test_action_points_and_who_came_are_shown_as_another_tab_saved_them(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    record = fill(start(supervisor, [practitioner]), came=[practitioner], owners=[practitioner], text="The first tab.")
    client, address = signed_in(supervisor), f"/groups/{record.pk}/action-points/"
    posted: dict[str, Any] = whole_form(client.get(address).content.decode())
    answer = client.post(address, posted | {"shown": "old", "points-0-why": "The second tab."})
    assert answer.status_code == 422
    assert dict(answer.context["form"].stored)["Why"] == "The first tab."
    assert "The first tab." in answer.content.decode()
    address = f"/groups/{record.pk}/attendance/"
    answer = client.post(address, {f"state_{practitioner.pk}": "apologies", "shown": "old"})
    assert dict(answer.context["form"].stored)[practitioner.name] == "Came"


def test_a_start_sent_again_after_back_with_something_else_is_not_dropped(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    client = signed_in(supervisor)
    page = client.get("/groups/start/")
    day = {"held_on_0": TODAY.day, "held_on_1": TODAY.month, "held_on_2": TODAY.year}
    key = str(page.context["form"]["start_key"].value())
    form = {"kind": "group", "group_format": GroupFormat.objects.filter(is_offered=True)[0].pk, "start_key": key}
    form |= day | {"question": "What helps?", "invited": [practitioner.pk]}
    first = client.post("/groups/start/", form)
    assert client.post("/groups/start/", form).url == first.url  # type: ignore[attr-defined]
    again = client.post("/groups/start/", form | {"question": "What hinders?"})
    assert again.status_code == 422
    assert "What hinders?" in again.content.decode()
    other = str(again.context["form"]["start_key"].value())
    assert client.post("/groups/start/", form | {"question": "What hinders?", "start_key": other}).status_code == 302
    assert SupervisionSession.every.filter(kind="group").count() == 2


def test_a_row_stands_for_a_point_of_this_record_or_for_a_new_one(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    """The id of another record's changes and makes nothing; that of a point taken out meanwhile is a new row."""
    of_another = fill(start(supervisor, [practitioner]), came=[practitioner], owners=[practitioner], text="Elsewhere.")
    record = fill(start(supervisor, [practitioner]), came=[practitioner], owners=[practitioner], text="Here.")
    client, address = signed_in(supervisor), f"/groups/{record.pk}/action-points/"
    posted: dict[str, Any] = whole_form(client.get(address).content.decode())
    foreign = {"points-0-id": str(of_another.action_points.all()[0].pk), "points-0-what": "Swapped"}
    answer = client.post(address, posted | foreign)
    assert answer.status_code == 422
    assert "This action point is not part of this record." in answer.content.decode()
    assert "Swapped" not in [one.what for one in ActionPoint.objects.all()]
    record.action_points.all().delete()
    answer = client.post(address, posted)
    assert answer.status_code == 422
    assert client.post(address, whole_form(answer.content.decode())).status_code == 302
    assert record.action_points.get().why == "Here."
