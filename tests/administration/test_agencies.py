"""Can an administrator keep the partner agencies, and does no case lose one?"""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case, PartnerAgency
from supervision.casenotes.services import agencies, cases
from supervision.policy import Denied
from tests.cases.cast import DETAILS
from tests.people import NOW

PAGE = "/administration/teams/partners/"


@pytest.fixture
def admin(administrator: Person, signed_in: Any) -> Client:
    client: Client = signed_in(administrator)
    return client


@pytest.fixture
def housing(db: None) -> PartnerAgency:
    return PartnerAgency.objects.get(name="Housing")


@pytest.fixture
def case(practitioner: Person, housing: PartnerAgency) -> Case:
    case = cases.add(reference="CR-2041", details=DETAILS, by=practitioner, at=NOW)
    case.agencies.add(housing)
    return case


def test_one_is_added_and_offered_for_a_new_case(admin: Client, practitioner: Person, signed_in: Any) -> None:
    assert admin.post(f"{PAGE}add/", {"name": "Night shelter"}).status_code == 302
    assert b"Night shelter" in admin.get(PAGE).content
    assert b"Night shelter" in signed_in(practitioner).get("/cases/add/").content


def test_the_same_name_in_other_letters_is_said_to_be_taken(admin: Client, housing: PartnerAgency) -> None:
    for page in ("add/", f"{PartnerAgency.objects.get(name='Police').pk}/rename/"):
        refused = admin.post(f"{PAGE}{page}", {"name": "HOUSING"})
        assert refused.status_code == 422
        assert b"There is an agency of this name already" in refused.content


def test_a_new_name_shows_in_the_cases_that_name_it(
    admin: Client, housing: PartnerAgency, case: Case, signed_in: Any
) -> None:
    assert admin.post(f"{PAGE}{housing.pk}/rename/", {"name": "Homes and tenancies"}).status_code == 302
    assert b"Homes and tenancies" in signed_in(case.lead).get(f"/cases/{case.pk}/").content
    admin.post(f"{PAGE}{housing.pk}/rename/", {"name": "HOMES and tenancies"})
    assert PartnerAgency.objects.filter(name="HOMES and tenancies").exists()


def test_a_retired_one_is_offered_no_more_and_stays_where_it_is_named(
    admin: Client, housing: PartnerAgency, case: Case, signed_in: Any
) -> None:
    assert b"no further case" in admin.get(f"{PAGE}{housing.pk}/retire/").content
    admin.post(f"{PAGE}{housing.pk}/retire/")
    lead = signed_in(case.lead)
    assert b"Housing" not in lead.get("/cases/add/").content
    assert b"Housing" in lead.get(f"/cases/{case.pk}/change/").content
    assert b"Housing" in lead.get(f"/cases/{case.pk}/").content
    assert admin.get(f"{PAGE}{housing.pk}/retire/").status_code == 404
    admin.post(f"{PAGE}{housing.pk}/offer-again/")
    assert b"Housing" in lead.get("/cases/add/").content


def test_the_page_says_in_how_many_cases_and_not_in_which(admin: Client, case: Case) -> None:
    page = admin.get(PAGE).content.decode()
    assert '<td class="govuk-table__cell" data-label="Cases that name it">1</td>' in page
    assert "CR-2041" not in page


def test_each_change_is_on_the_trail_once(administrator: Person, housing: PartnerAgency) -> None:
    given = {"by": administrator, "at": NOW}
    added = agencies.add(name="Night shelter", **given)
    agencies.rename(agency=added, name="Shelter", **given)
    for _ in range(2):
        agencies.retire(agency=added, **given)
        agencies.offer_again(agency=housing, **given)
    trail = AuditEvent.objects.filter(kind="partner_agency").order_by("pk").values_list("action", "detail__what")
    assert list(trail) == [("created", None), ("changed", "name"), ("changed", "is_retired")]


@pytest.mark.parametrize("act", [agencies.retire, agencies.offer_again])
def test_nobody_else_changes_one(act: Any, practitioner: Person, housing: PartnerAgency) -> None:
    with pytest.raises(Denied):
        act(agency=housing, by=practitioner, at=NOW)
    with pytest.raises(Denied):
        agencies.add(name="Night shelter", by=practitioner, at=NOW)


def test_a_name_that_is_taken_changes_nothing(administrator: Person, housing: PartnerAgency) -> None:
    with pytest.raises(ValidationError):
        agencies.rename(agency=housing, name="police", by=administrator, at=NOW)
    housing.refresh_from_db()
    assert housing.name == "Housing"


@pytest.mark.parametrize(
    "attack", ["DELETE FROM casenotes_partneragency", "UPDATE casenotes_partneragency SET id = -id"]
)
def test_the_database_keeps_each_of_them(attack: str, case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
