"""Do cases hold what they should, and does the database refuse everything else?"""

import uuid
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, IntegrityError, connection, transaction

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case, CaseAccess, CaseNote, PathwayStep
from supervision.casenotes.queries import Supervised
from supervision.casenotes.services import access, cases, leading, notes
from supervision.casenotes.words import PathwayFor, PathwayStage
from supervision.policy import Denied
from tests.cases.cast import DETAILS, give, note
from tests.people import NOW, TODAY

REFUSED = {"23000", "42501"}  # by a trigger of ours, or for want of a right


def test_there_is_no_field_for_who_the_child_is() -> None:
    names = {field.name for field in Case._meta.get_fields()}
    assert not {
        name for name in names if any(word in name for word in ("name", "initial", "birth", "address", "school"))
    }


@pytest.mark.parametrize("reference", ["cr-2041", "CR2041", "CR-12", "CR-120508", "Jamie", "CR-2041 J", ""])
def test_a_reference_that_is_not_opaque_is_refused_by_the_database(reference: str, case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            reference=reference, age_band="10_to_12", since=TODAY, learning_disability="known", autism="known",
            assessment="complete", lead=case.lead, added_by=case.lead,
        )  # fmt: skip


@pytest.mark.parametrize("field", ["age_band", "learning_disability", "autism", "assessment"])
def test_only_known_words_are_stored(field: str, case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**{field: "other"})


def test_a_case_is_not_closed_before_it_began(case: Case) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(closed_on=case.since - timedelta(days=1))
    with pytest.raises(ValidationError):
        cases.close(case=case, closed_on=TODAY + timedelta(days=1), by=case.lead, at=NOW)


def test_a_reference_is_added_once_by_each_and_nobody_is_told_of_a_case_they_cannot_open(
    case: Case, colleague: Person, practitioner: Person
) -> None:
    given = {"reference": "CR-2041", "details": DETAILS, "at": NOW}
    with pytest.raises(ValidationError, match="open to you already"):
        cases.add(by=practitioner, **given)
    own = cases.add(by=colleague, **given)
    assert (own.lead, own.pk == case.pk, case.lead) == (colleague, False, practitioner)
    give(case, colleague)
    handed_on = leading.hand_on(case=case, to=colleague, on=TODAY, supervised=Supervised(), by=practitioner, at=NOW)
    assert handed_on.applied_at  # a second one under one reference: told apart by since when, and by who added it
    with pytest.raises(ValidationError, match="You added this case before"):
        cases.add(by=practitioner, **given)
    row = {name: getattr(own, name) for name in ("since", "age_band", "learning_disability", "autism", "assessment")}
    with pytest.raises(IntegrityError, match="case_added_once_by_each"), transaction.atomic():
        Case.objects.create(reference="CR-2041", lead=colleague, added_by=colleague, **row)
    with pytest.raises(Error, match="refused"), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(added_by=colleague)


def test_a_supervisor_who_is_no_practitioner_adds_no_case(next_supervisor: Person) -> None:
    with pytest.raises(Denied):
        cases.add(reference="CR-2042", details=DETAILS, by=next_supervisor, at=NOW)


def test_a_change_on_top_of_a_newer_one_is_refused(case: Case) -> None:
    cases.change(case=case, details=DETAILS, base_version=1, by=case.lead, at=NOW)
    with pytest.raises(ValidationError, match="changed in another tab"):
        cases.change(case=case, details=DETAILS, base_version=1, by=case.lead, at=NOW)


def test_a_form_posted_twice_is_one_note(case: Case) -> None:
    key = uuid.uuid4()
    assert note(case, case.lead, key=key).pk == note(case, case.lead, key=key).pk
    assert case.notes.count() == 1


def test_a_closed_case_takes_no_note_and_still_an_addendum(case: Case) -> None:
    written = note(case, case.lead)
    cases.close(case=case, closed_on=TODAY, by=case.lead, at=NOW)
    with pytest.raises(Denied, match="closed"):
        note(case, case.lead)
    notes.add_addendum(note=written, reason="x", body="x", key=uuid.uuid4(), by=case.lead, at=NOW)
    cases.reopen(case=case, by=case.lead, at=NOW)
    note(case, case.lead)


def test_a_note_of_tomorrow_is_refused(case: Case) -> None:
    with pytest.raises(ValidationError):
        note(case, case.lead, dated_on=TODAY + timedelta(days=1))


@pytest.mark.parametrize("who", ["lead_supervisor", "specialist", "expired", "taken", "former", "colleague"])
def test_whoever_does_not_work_with_the_child_writes_nothing(who: str, case: Case, people: dict[str, Person]) -> None:
    with pytest.raises(Denied):
        note(case, people[who])
    with pytest.raises(Denied):
        cases.change(case=case, details=DETAILS, base_version=1, by=people[who], at=NOW)


def test_access_is_given_by_the_lead_and_their_lead_supervisor_alone(case: Case, people: dict[str, Person]) -> None:
    led = Supervised(ids=frozenset({case.lead_id}), led=frozenset({case.lead_id}))
    give(case, people["colleague"], by=people["lead_supervisor"], supervised=led)
    with pytest.raises(ValidationError, match="somebody else"):  # nobody to themselves
        give(case, people["lead_supervisor"], by=people["lead_supervisor"], supervised=led)
    for who, supervised in (("given", Supervised()), ("specialist", Supervised(ids=led.ids))):
        with pytest.raises(Denied):
            give(case, people["former"], by=people[who], supervised=supervised)


def test_access_given_again_takes_the_place_of_what_stood(case: Case, colleague: Person) -> None:
    give(case, colleague)
    give(case, colleague, TODAY)
    assert [row.ends_on for row in case.access.filter(taken_at=None)] == [TODAY]


def test_every_write_is_on_the_trail_without_what_was_written(case: Case, colleague: Person) -> None:
    written = note(case, case.lead, "Canaryword")
    notes.add_addendum(note=written, reason="Canaryword", body="Canaryword", key=uuid.uuid4(), by=case.lead, at=NOW)
    row = give(case, colleague)
    access.take(access=row, supervised=Supervised(), by=case.lead, at=NOW)
    cases.change(case=case, details=DETAILS, base_version=1, by=case.lead, at=NOW)
    trail = list(AuditEvent.objects.filter(actor=case.lead).values_list("kind", "action"))
    kinds = {"case", "case_note", "case_note_addendum", "case_access"}
    assert kinds <= {kind for kind, _ in trail}
    assert len(trail) == 6
    assert "Canaryword" not in str(list(AuditEvent.objects.values()))


def test_text_is_sealed_in_its_row(case: Case) -> None:
    note(case, case.lead, "Canaryword")
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM casenotes_casenote")
        assert b"Canaryword" not in bytes(cursor.fetchone()[0])


ATTACKS = {
    "change a note": "UPDATE casenotes_casenote SET body = 'x'",
    "move the day": "UPDATE casenotes_casenote SET dated_on = dated_on - 1",
    "give a note to another case": "UPDATE casenotes_casenote SET case_id = gen_random_uuid()",
    "delete a note": "DELETE FROM casenotes_casenote",
    "change an addendum": "UPDATE casenotes_casenoteaddendum SET reason = 'x'",
    "delete an addendum": "DELETE FROM casenotes_casenoteaddendum",
    "change a step": "UPDATE casenotes_pathwaystep SET stage = 'answered'",
    "delete a step": "DELETE FROM casenotes_pathwaystep",
    "change the reference": "UPDATE casenotes_case SET reference = 'CR-9999'",
    "delete the case": "DELETE FROM casenotes_case",
    "lengthen access": "UPDATE casenotes_caseaccess SET ends_on = NULL, starts_on = starts_on - 9",
    "forget who had access": "DELETE FROM casenotes_caseaccess",
    "empty the notes": "TRUNCATE casenotes_casenote CASCADE",
    "switch the trigger off": "ALTER TABLE casenotes_casenote DISABLE TRIGGER ALL",
    "pretend to be a replica": "SET session_replication_role = replica",
    "seem to be the owner": "CREATE TEMP TABLE pg_class AS SELECT oid, current_user::regrole::oid AS relowner "
    "FROM pg_catalog.pg_class; SET LOCAL search_path = pg_temp, public, pg_catalog; "
    "UPDATE casenotes_casenote SET body = 'x'",
}


@pytest.fixture
def full(case: Case, colleague: Person) -> Case:
    written = note(case, case.lead)
    notes.add_addendum(note=written, reason="x", body="x", key=uuid.uuid4(), by=case.lead, at=NOW)
    notes.add_step(
        case=case, need=PathwayFor.AUTISM, stage=PathwayStage.WAITING, dated_on=TODAY, next_step="x",
        key=uuid.uuid4(), by=case.lead, at=NOW,
    )  # fmt: skip
    give(case, colleague, TODAY)
    return case


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_runtime_role_cannot(attack: str, full: Case) -> None:
    def stored() -> list[Any]:
        rows: list[Any] = []
        for model in (Case, CaseAccess, CaseNote, PathwayStep):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT * FROM {model._meta.db_table} ORDER BY id")
                rows += [[bytes(v) if isinstance(v, memoryview) else v for v in row] for row in cursor.fetchall()]
        return rows

    before = stored()
    with pytest.raises(Error) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(ATTACKS[attack])
    assert refused.value.__cause__ is not None
    assert refused.value.__cause__.pgcode in REFUSED  # type: ignore[attr-defined]
    assert stored() == before
