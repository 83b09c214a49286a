"""Is what was said of a case part of what is signed, and nothing less than the rest of the record?"""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.policy import Denied
from supervision.sessions.content import as_locked, as_sent, hash_of, says
from supervision.sessions.models import CaseDiscussion, SupervisionSession
from supervision.sessions.services import records, sign_off
from tests.people import NOW, add_case, content, discussed, lock, send, sign, start


def send_cases(record: SupervisionSession, *cases: Case, by: Person | None = None) -> SupervisionSession:
    whole = content(record, cases=cases)
    return records.send(supervision_session=record, content=whole, by=by or record.writer, at=NOW)


def test_a_discussion_is_kept_sealed_with_its_choices(sent_with_case: SupervisionSession, case: Case) -> None:
    row = sent_with_case.discussions.get()
    assert (row.case, row.continuum, row.tool, row.position) == (case, "problematic", "orange", 0)
    assert row.decision == "CR-2041: We talked about the visit."


def test_what_is_signed_holds_the_cases_and_the_case_of_an_action_point(
    sent_with_case: SupervisionSession, case: Case
) -> None:
    said = as_sent(sent_with_case)
    [row] = said["cases"]
    assert row[1:4] == [str(case.pk), "problematic", "orange"]
    assert row[4:] == ["CR-2041: We talked about the visit."] * 6
    assert all(point[-1] == str(case.pk) for point in said["action_points"])


def test_a_record_without_cases_is_hashed_as_it_always_was(locked: SupervisionSession) -> None:
    assert "cases" not in as_locked(locked)
    assert all(len(point) == 6 for point in as_sent(locked)["action_points"])
    assert sign_off.is_intact(locked)


@pytest.mark.parametrize(
    "change",
    [{"decision": "Another."}, {"why": ""}, {"continuum": "normal"}, {"tool": ""}, {"child_voice": "No."},
     {"analysed": "x"}, {"child_needs": "x"}, {"others_safety": "x"}],
    ids=lambda change: next(iter(change)),
)  # fmt: skip
def test_any_other_word_of_a_discussion_is_not_what_was_sent(
    change: dict[str, str], sent_with_case: SupervisionSession, case: Case
) -> None:
    same = content(sent_with_case, cases=[case])
    assert says(sent_with_case, same)
    assert not says(sent_with_case, replace(same, cases=[replace(same.cases[0], **change)]))
    assert not says(sent_with_case, replace(same, cases=[]))


def test_the_lock_is_over_the_discussion(sent_with_case: SupervisionSession) -> None:
    locked = lock(sent_with_case)
    assert sign_off.is_intact(locked)
    said = as_locked(locked)
    assert hash_of(said) == locked.content_hash
    assert hash_of({name: value for name, value in said.items() if name != "cases"}) != locked.content_hash


def test_sending_again_keeps_the_ids_and_drops_what_was_taken_out(
    draft: SupervisionSession, practitioner: Person
) -> None:
    first, second = add_case(practitioner, "CR-2041"), add_case(practitioner, "CR-2042")
    record = send_cases(draft, first, second)
    before = {row.case_id: row.pk for row in record.discussions.all()}
    records.take_back(supervision_session=record, by=practitioner, at=NOW)
    record = send_cases(record, first)
    assert {row.case_id: row.pk for row in record.discussions.all()} == {first.pk: before[first.pk]}


def test_a_case_is_discussed_once_in_a_record(sent_with_case: SupervisionSession, case: Case) -> None:
    with pytest.raises(IntegrityError, match="case_discussed_once_a_session"), transaction.atomic():
        CaseDiscussion.objects.create(supervision_session=sent_with_case, case=case, position=1)


@pytest.mark.parametrize(
    ("field", "name"), [("continuum", "discussion_continuum_known"), ("tool", "discussion_tool_known")]
)
def test_the_database_takes_only_known_words(field: str, name: str, sent_with_case: SupervisionSession) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        sent_with_case.discussions.update(**{field: "other"})


def test_a_case_that_the_writer_cannot_open_is_refused(draft: SupervisionSession, colleague: Person) -> None:
    theirs = add_case(colleague, "CR-2050")
    with pytest.raises(Denied, match="cannot be named"):
        send_cases(draft, theirs)
    pointed = content(draft, cases=[theirs])
    with pytest.raises(Denied, match="cannot be named"):
        records.send(supervision_session=draft, content=replace(pointed, cases=[]), by=draft.writer, at=NOW)
    assert not CaseDiscussion.objects.exists()


def test_a_supervisor_who_writes_may_name_the_cases_of_the_practitioner(
    draft: SupervisionSession, case: Case, supervisor: Person
) -> None:
    record = send_cases(start(draft.arrangement, by=supervisor), case, by=supervisor)
    assert record.discussions.get().case == case


def test_a_case_that_was_passed_on_meanwhile_stays_in_the_record_that_names_it(
    sent_with_case: SupervisionSession, case: Case, colleague: Person
) -> None:
    records.take_back(supervision_session=sent_with_case, by=sent_with_case.writer, at=NOW)
    Case.objects.filter(pk=case.pk).update(lead=colleague)
    record = send_cases(sent_with_case, case)
    assert record.discussions.get().case == case
    with pytest.raises(Denied):
        send_cases(start(record.arrangement), case)


def test_a_changed_discussion_is_not_signed_by_the_second(sent_with_case: SupervisionSession) -> None:
    sign(sent_with_case, sent_with_case.practitioner)
    sent_with_case.discussions.update(continuum="violent")
    with pytest.raises(sign_off.Changed):
        sign(sent_with_case, sent_with_case.supervisor)


def test_an_old_record_and_a_new_one_with_a_case_verify_alike(
    draft: SupervisionSession, case: Case, locked: SupervisionSession
) -> None:
    other = lock(send(start(draft.arrangement, held_on=draft.held_on - timedelta(days=30)), cases=[case]))
    assert sign_off.is_intact(locked)
    assert sign_off.is_intact(other)
    assert discussed(other, case).id == other.discussions.get().pk
