"""Does a group go on when its facilitator leaves, with what was written for all of it and nobody's own part?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.sessions.continuity_queries import records_after
from supervision.sessions.gathering_queries import standing_of
from supervision.sessions.leaving_queries import left_with_groups
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import continuity, gathering_sign_off, gatherings
from supervision.vocabulary import NoticeKind
from tests.gatherings import cast, clinic_cast
from tests.guests.test_guests import World
from tests.people import NOW, TODAY

SignIn = Callable[[Person], Client]
OWN = "What I keep to myself."


@pytest.fixture
def groups(supervisor: Person, practitioner: Person, colleague: Person) -> dict[str, SupervisionSession]:
    """One that is written, one that was taken back, and one that waits for answers."""
    made = {state: cast.start(supervisor, [practitioner, colleague]) for state in ("draft", "returned", "sent")}
    for state in ("returned", "sent"):
        cast.send(cast.fill(made[state], came=[practitioner, colleague]))
    gathering_sign_off.take_back(supervision_session=made["returned"], by=supervisor, at=NOW)
    for one, by in ((made["draft"], supervisor), (made["returned"], practitioner)):
        gatherings.save_note(supervision_session=one, body=OWN, base_version=0, by=by, at=NOW)
    return made


def leave(person: Person, successor: Person | None, by: Person) -> None:
    continuity.plan_departure(
        person=person, last_on=TODAY - timedelta(days=1), successor=successor, each={}, by=by, at=NOW
    )


def test_what_a_leaver_was_writing_passes_to_their_successor_and_nothing_private_does(
    groups: dict[str, SupervisionSession], supervisor: Person, practitioner: Person, colleague: Person,
    next_supervisor: Person, administrator: Person, signed_in: SignIn,
) -> None:  # fmt: skip
    with pytest.raises(ValidationError, match="Choose a successor"):
        leave(supervisor, None, administrator)
    fates = [one.what for one in records_after(supervisor, last_on=TODAY, successor=next_supervisor, each={})]
    assert sum("facilitates it and writes its record" in fate for fate in fates) == 2
    client, address = signed_in(supervisor), f"/groups/{groups['returned'].pk}/write/"
    for typed in ("Typed for all.", "Typed in another tab."):
        client.post(f"{address}keep/", {"control": "take_away", "draft_versions": "{}", "take_away": typed})
    leave(supervisor, next_supervisor, administrator)
    page = signed_in(next_supervisor).get(address).content.decode()
    assert ["Typed for all." in page, "Typed in another tab." in page, OWN in page] == [True, True, False]
    for state in ("draft", "returned"):
        record = groups[state]
        record.refresh_from_db()
        assert (record.supervisor, record.writer) == (next_supervisor, next_supervisor)
        words = f"{next_supervisor.name} facilitates it and writes its record in place of {supervisor.name}."
        assert words in [event.comment for event in record.events.all()]
        page = signed_in(next_supervisor).get(f"/groups/{record.pk}/note/").content.decode()
        assert OWN not in page
    told = Notice.objects.filter(kind=NoticeKind.GROUP_PASSED_ON, settled_at=None)
    assert [one.person for one in told] == [next_supervisor, next_supervisor]
    cast.send(cast.fill(groups["draft"], came=[practitioner, colleague]))
    assert told.all().count() == 1
    groups["sent"].refresh_from_db()
    assert groups["sent"].supervisor == supervisor  # it is signed, and those who came lock it
    for person in (practitioner, colleague):
        cast.confirm(groups["sent"], person)
    groups["sent"].refresh_from_db()
    assert groups["sent"].locked_at


def test_what_nobody_was_named_for_an_administrator_passes_on(
    groups: dict[str, SupervisionSession], supervisor: Person, next_supervisor: Person, administrator: Person,
    signed_in: SignIn,
) -> None:  # fmt: skip
    from accounts.services import deactivate

    deactivate(person=supervisor, by=administrator, at=NOW)
    continuity.settle_records(person=supervisor, by=administrator, at=NOW)
    assert [(one, one.groups_left) for one in left_with_groups()] == [(supervisor, 2)]  # type: ignore[attr-defined]
    client = signed_in(administrator)
    address = f"/administration/continuity/groups/{supervisor.pk}/"
    assert address in client.get("/administration/continuity/").content.decode()
    assert client.post(address, {"to": next_supervisor.pk}).status_code == 302
    assert not left_with_groups().exists()
    draft = groups["draft"]
    draft.refresh_from_db()
    with pytest.raises(Denied):
        gatherings.discard(supervision_session=draft, by=supervisor, at=NOW)
    assert standing_of(next_supervisor, draft, on=TODAY).relations


def test_the_guests_of_a_clinic_that_passed_on_still_read_what_they_were_given(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    world = World(arrangement)
    leave(world.facilitator, next_supervisor, administrator)
    page = world.enter().get("/guests/").content.decode()
    assert next_supervisor.name in page
    assert clinic_cast.REFERENCES[0] in page
