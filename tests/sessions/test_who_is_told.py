"""Does nobody get to read somebody's supervision unseen?"""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person, RoleGrant
from supervision.outbox.models import Notice
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import arrangements, covers, handovers
from supervision.vocabulary import ArrangementKind, NoticeKind, Role
from tests.people import NOW, TODAY

SignedIn = Callable[[Person], Client]


def told(kind: NoticeKind) -> set[int]:
    return set(Notice.objects.filter(kind=kind, settled_at=None).values_list("person", flat=True))


def name(practitioner: Person, supervisor: Person, by: Person, kind: ArrangementKind) -> SupervisionArrangement:
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=kind, starts_on=TODAY, by=by, at=NOW
    )


@pytest.mark.parametrize("kind", [ArrangementKind.LEAD, ArrangementKind.SPECIALIST])
def test_an_administrator_does_not_name_themselves_as_a_supervisor(
    kind: ArrangementKind, practitioner: Person, supervisor: Person, administrator: Person
) -> None:
    RoleGrant.objects.create(person=administrator, role=Role.SUPERVISOR)
    with pytest.raises(ValidationError, match="cannot name yourself"):
        name(practitioner, administrator, administrator, kind)
    assert name(practitioner, supervisor, administrator, kind).supervisor == supervisor


def test_an_administrator_does_not_name_themselves_as_cover_or_to_take_over(
    arrangement: SupervisionArrangement, administrator: Person
) -> None:
    RoleGrant.objects.create(person=administrator, role=Role.SUPERVISOR)
    asked = {"by": administrator, "at": NOW}
    with pytest.raises(ValidationError, match="cannot name yourself"):
        covers.begin(arrangements=[arrangement], cover=administrator, starts_on=TODAY, ends_on=TODAY, **asked)
    with pytest.raises(ValidationError, match="cannot name yourself"):
        handovers.plan(arrangements=[arrangement], to=administrator, on=TODAY + timedelta(days=1), **asked)


def test_both_people_hear_of_an_arrangement_and_where_it_leads(
    practitioner: Person, supervisor: Person, administrator: Person, signed_in: SignedIn
) -> None:
    name(practitioner, supervisor, administrator, ArrangementKind.LEAD)
    assert told(NoticeKind.ARRANGEMENT_BEGUN) == {practitioner.pk, supervisor.pk}
    assert "A supervisor was named for your supervision" in signed_in(practitioner).get("/notices/").content.decode()
    client = signed_in(supervisor)
    assert 'href="/team/"' in client.get("/notices/").content.decode()
    client.post("/notices/read/")  # it asks for nothing: whoever has read it is done with it
    assert told(NoticeKind.ARRANGEMENT_BEGUN) == {practitioner.pk}


def test_all_three_hear_of_a_cover_until_it_is_taken_back(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=9)
    cover = covers.begin(
        arrangements=[arrangement], cover=next_supervisor, starts_on=first, ends_on=last, by=administrator, at=NOW
    )[0]
    people = {arrangement.practitioner_id, arrangement.supervisor_id, next_supervisor.pk}
    assert told(NoticeKind.COVER_BEGUN) == people
    covers.end_now(cover=cover, by=administrator, at=NOW)
    assert told(NoticeKind.COVER_BEGUN) == set()


def test_a_handover_that_is_cancelled_is_no_longer_told(
    arrangement: SupervisionArrangement, next_supervisor: Person, administrator: Person
) -> None:
    asked = {"by": administrator, "at": NOW}
    planned = handovers.plan(arrangements=[arrangement], to=next_supervisor, on=TODAY + timedelta(days=3), **asked)
    assert next_supervisor.pk in told(NoticeKind.ARRANGEMENT_BEGUN)
    handovers.cancel(handover=planned[0], **asked)
    assert next_supervisor.pk not in told(NoticeKind.ARRANGEMENT_BEGUN)
