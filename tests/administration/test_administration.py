"""Can an administrator keep people, roles, teams, arrangements and questions, and is wrong input told clearly?"""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from accounts.models import Invitation, Person, RoleGrant, Team
from supervision.outbox.models import OutgoingMail
from supervision.sessions.models import ReflectiveTemplate, SupervisionArrangement, SupervisionSession
from supervision.vocabulary import Role
from tests.people import TODAY, make_person, send, start

ROOM = ["people", "teams", "arrangements", "templates", "continuity", "policies", "closed_days"]


@pytest.fixture
def admin(administrator: Person, signed_in: Any) -> Client:
    client: Client = signed_in(administrator)
    return client


def to(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def day(name: str, when: Any) -> dict[str, str]:
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


def details(**given: str) -> dict[str, str]:
    return {"name": "New Starter", "email": "new.starter@example.org", "job_role": "", "team": "",
            "started_on_0": "", "started_on_1": "", "started_on_2": "", "hsb_training": ""} | given  # fmt: skip


def test_somebody_is_invited_and_given_a_role(admin: Client, team: Team) -> None:
    admin.post(to("invite"), details(team=str(team.pk)))
    invited = Person.objects.get(email="new.starter@example.org")
    assert Invitation.objects.filter(person=invited).count() == OutgoingMail.objects.count() == 1
    admin.post(to("grant_role", invited.pk), {"role": "manager", "scope": "team", "team": str(team.pk)})
    assert [str(grant) for grant in invited.role_grants.all()] == ["Manager: Harbour"]


def test_a_used_address_is_told_beside_the_field_and_nothing_is_lost(admin: Client, practitioner: Person) -> None:
    answer = admin.post(to("invite"), details(email=practitioner.email.upper()))
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"] == ["Somebody here already uses this e-mail address"]
    assert b'value="New Starter"' in answer.content


def test_a_managers_role_needs_a_reach(admin: Client, practitioner: Person) -> None:
    answer = admin.post(to("grant_role", practitioner.pk), {"role": "manager"})
    assert answer.context["form"].errors["scope"] == ["Choose how far the manager's role reaches"]


def test_the_last_administrator_keeps_the_role(admin: Client, administrator: Person) -> None:
    grant = administrator.role_grants.get()
    answer = admin.post(to("revoke_role", administrator.pk, grant.pk), follow=True)
    assert b"only administrator" in answer.content
    assert RoleGrant.objects.filter(pk=grant.pk).exists()


def test_a_closed_account_is_out_at_the_next_request(admin: Client, practitioner: Person, signed_in: Any) -> None:
    theirs = signed_in(practitioner)
    assert theirs.get("/").status_code == 200
    admin.post(to("close_account", practitioner.pk))
    assert theirs.get("/").status_code == 302
    admin.post(to("open_account", practitioner.pk))
    practitioner.refresh_from_db()
    assert practitioner.is_active


@pytest.mark.parametrize(
    ("kind", "parent"), [("agency", None), ("service", "agency"), ("team", "service"), ("job-role", None)]
)
def test_units_are_added_and_two_of_a_name_are_not(kind: str, parent: str | None, admin: Client, team: Team) -> None:
    above = {"agency": team.service.agency_id, "service": team.service_id}
    given = {"name": "Lighthouse", "bank_holidays": "scotland", **({"parent": str(above[parent])} if parent else {})}
    assert admin.post(to("add_unit", kind), given).status_code == 302
    again = admin.post(to("add_unit", kind), given)
    assert again.context["form"].errors["name"] == ["This name is used already. Choose another"]


def test_a_unit_is_renamed(admin: Client, team: Team) -> None:
    admin.post(to("rename_unit", "team", team.pk), {"name": "Quayside"})
    team.refresh_from_db()
    assert team.name == "Quayside"


def arrangement_of(practitioner: Person, supervisor: Person, **given: str) -> dict[str, str]:
    asked = {
        "practitioner": str(practitioner.pk),
        "supervisor": str(supervisor.pk),
        "kind": "lead",
    }
    return asked | day("starts_on", TODAY) | given


def test_an_overlap_says_who_and_offers_to_end_it(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    given = arrangement_of(arrangement.practitioner, next_supervisor)
    answer = admin.post(to("begin_arrangement"), given)
    assert answer.context["form"].errors["end_present"] == [
        "Priya Stone is the lead supervisor with no last day. Tick this to end that first"
    ]
    assert admin.post(to("begin_arrangement"), given | {"end_present": "on"}).status_code == 302
    arrangement.refresh_from_db()
    assert arrangement.ends_on == TODAY - timedelta(days=1)
    assert SupervisionArrangement.objects.current(TODAY).get().supervisor == next_supervisor


def test_nothing_is_ended_when_the_new_one_cannot_begin(
    admin: Client, arrangement: SupervisionArrangement, next_supervisor: Person
) -> None:
    given = arrangement_of(arrangement.practitioner, next_supervisor, **day("starts_on", arrangement.starts_on))
    assert admin.post(to("begin_arrangement"), given | {"end_present": "on"}).status_code == 422
    arrangement.refresh_from_db()
    assert arrangement.ends_on is None


def test_nobody_is_arranged_to_supervise_themselves(admin: Client, supervisor: Person) -> None:
    answer = admin.post(to("begin_arrangement"), arrangement_of(supervisor, supervisor))
    assert answer.context["form"].errors["supervisor"] == ["Choose somebody else: nobody supervises themselves"]


def questions(*rows: tuple[str, str, str], **given: str) -> dict[str, str]:
    posted = {"name": "Slow thinking", "summary": "For a hard week.", "is_offered": "on"}
    posted |= {"questions-TOTAL_FORMS": str(len(rows)), "questions-INITIAL_FORMS": "0"}
    for number, row in enumerate(rows):
        posted |= dict(zip((f"questions-{number}-{name}" for name in ("part", "label", "hint")), row, strict=True))
    return posted | given


def test_a_changed_set_of_questions_leaves_old_records_theirs(admin: Client, sent: SupervisionSession) -> None:
    template = sent.template_version.template  # type: ignore[union-attr]
    before = list(sent.template_version.questions.values_list("label", flat=True))  # type: ignore[union-attr]
    admin.post(to("edit_template", template.pk), questions(("cycle", "Only this?", ""), name=template.name))
    sent.refresh_from_db()
    assert list(sent.template_version.questions.values_list("label", flat=True)) == before  # type: ignore[union-attr]
    newest = template.versions.first()
    assert newest is not None
    assert (newest.number, [q.label for q in newest.questions.all()]) == (2, ["Only this?"])


def test_saving_the_same_questions_makes_no_version(admin: Client) -> None:
    admin.post(to("new_template"), questions(("cycle", "What?", "")))
    template = ReflectiveTemplate.objects.get(name="Slow thinking")
    admin.post(to("edit_template", template.pk), questions(("cycle", "What?", ""), summary="Another sentence."))
    assert template.versions.count() == 1


def test_a_set_without_a_cycle_is_refused_and_rows_come_and_go_without_javascript(admin: Client) -> None:
    answer = admin.post(to("new_template"), questions(("prompt", "Who else?", "")))
    assert answer.status_code == 422
    assert b"Add at least one question to the reflective cycle." in answer.content
    more = admin.post(to("new_template"), questions(("cycle", "What?", "")) | {"add_row": "questions"})
    assert more.context["rows"].total_form_count() == 2
    assert b'value="What?"' in more.content


def test_an_administrator_sees_nothing_that_was_written(admin: Client, arrangement: SupervisionArrangement) -> None:
    send(start(arrangement), text="CANARY")
    pages = [to(name) for name in ROOM] + [to("person", arrangement.practitioner_id)]
    for page in pages:
        assert b"CANARY" not in admin.get(page).content


@pytest.mark.parametrize("name", ROOM)
def test_queries_do_not_grow_with_rows(
    name: str, admin: Client, team: Team, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(30):
        make_person(f"Person {number}", Role.PRACTITIONER, Role.SUPERVISOR, team=team)
    with django_assert_max_num_queries(12):
        admin.get(to(name))
