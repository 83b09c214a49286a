"""Is every word that was typed kept, whoever saves when?"""

import threading
from datetime import timedelta

import pytest
from django.db import connection

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.policy import Denied
from supervision.sessions.models import DraftAnswer, KeptText, SupervisionArrangement, SupervisionSession
from supervision.sessions.queries import agenda_for
from supervision.sessions.services import drafts, notes, records
from supervision.vocabulary import AuditAction, Role
from tests.people import NOW, begin, make_person, make_team, send, start


def save(record: SupervisionSession, text: str, version: int, control: str = "minutes") -> drafts.Saved:
    return drafts.save(
        supervision_session=record, answers={control: [text]}, versions={control: version}, by=record.writer, at=NOW
    )


def stored(record: SupervisionSession) -> dict[str, str]:
    return {row.control: row.values for row in DraftAnswer.objects.filter(supervision_session=record)}


def test_a_save_answers_with_the_version_that_the_next_one_needs(draft: SupervisionSession) -> None:
    first = save(draft, "60", 0)
    assert first.versions == {"minutes": 1}
    assert save(draft, "65", 1).versions == {"minutes": 2}


def test_the_older_tab_is_told_and_both_texts_stay(draft: SupervisionSession) -> None:
    save(draft, "from the first tab", 0)
    late = save(draft, "from the second tab", 0)
    assert late.conflicts == {"minutes": ["from the first tab"]}
    assert stored(draft) == {"minutes": '["from the first tab"]'}
    assert [kept.values for kept in KeptText.objects.all()] == ['["from the second tab"]']


def test_two_tabs_in_different_boxes_do_not_meet(draft: SupervisionSession) -> None:
    save(draft, "60", 0)
    assert not save(draft, "A student", 0, control="others_present").conflicts


def test_the_same_text_again_is_no_conflict(draft: SupervisionSession) -> None:
    save(draft, "60", 0)
    assert not save(draft, "60", 0).conflicts


def test_only_its_writer_changes_a_draft(draft: SupervisionSession) -> None:
    with pytest.raises(Denied):
        drafts.save(supervision_session=draft, answers={"minutes": ["1"]}, versions={}, by=draft.supervisor, at=NOW)


def test_a_sent_record_takes_no_more_typing(sent: SupervisionSession) -> None:
    with pytest.raises(Denied):
        save(sent, "60", 0)


def test_ten_minutes_of_typing_leave_one_row_on_the_trail(draft: SupervisionSession) -> None:
    for seconds in range(0, 540, 60):
        drafts.save(
            supervision_session=draft, answers={"minutes": [str(seconds)]}, versions={"minutes": seconds // 60},
            by=draft.writer, at=NOW + timedelta(seconds=seconds),
        )  # fmt: skip
    assert AuditEvent.objects.filter(action=AuditAction.EDITED).count() == 1


def test_discarding_deletes_the_words(draft: SupervisionSession) -> None:
    save(draft, "60", 0)
    notes.save(supervision_session=draft, body="Mine.", base_version=0, by=draft.writer, at=NOW)
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    assert not stored(draft)
    assert not draft.private_notes.exists()


def test_discarding_leaves_the_other_person_their_note(draft: SupervisionSession) -> None:
    notes.save(supervision_session=draft, body="Ask about leave.", base_version=0, by=draft.supervisor, at=NOW)
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    seen = {
        person: [item.body for item in agenda_for(person, draft.arrangement)]
        for person in (draft.supervisor, draft.practitioner)
    }
    assert seen == {draft.supervisor: ["Ask about leave."], draft.practitioner: []}


def test_a_private_note_stays_editable_after_the_lock(locked: SupervisionSession) -> None:
    version = notes.save(supervision_session=locked, body="A", base_version=0, by=locked.practitioner, at=NOW)
    assert notes.save(supervision_session=locked, body="B", base_version=version, by=locked.practitioner, at=NOW) == 2


def test_twenty_writers_at_once_lose_nothing(own_database: str) -> None:
    record = start(_arrangement())
    lost: list[str] = []
    threads = [threading.Thread(target=_write, args=(record, number, lost)) for number in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert lost == []
    kept = [kept.values for kept in KeptText.objects.all()] + [stored(record)["others_present"]]
    assert sorted(kept) == sorted(f'["text of {number}"]' for number in range(20))
    assert {f"actions-{number}-what" for number in range(20)} <= set(stored(record))


def _write(record: SupervisionSession, number: int, lost: list[str]) -> None:
    try:
        save(record, f"text of {number}", 0, control="others_present")
        save(record, f"row of {number}", 0, control=f"actions-{number}-what")
    except Exception as error:
        lost.append(repr(error))
    finally:
        connection.close()


def test_ten_identical_posts_at_once_make_one_record(own_database: str) -> None:
    arrangement = _arrangement()
    threads = [threading.Thread(target=_start, args=(arrangement,)) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert SupervisionSession.objects.count() == 1


def _start(arrangement: SupervisionArrangement) -> None:
    try:
        start(arrangement, start_key="00000000-0000-4000-8000-00000000000a")
    finally:
        connection.close()


def _arrangement() -> SupervisionArrangement:
    team = make_team()
    practitioner: Person = make_person("Amara Quill", Role.PRACTITIONER, team=team)
    return begin(practitioner, make_person("Priya Stone", Role.SUPERVISOR, team=team))


def test_a_second_sending_does_not_need_the_draft_to_be_typed_again(draft: SupervisionSession) -> None:
    save(draft, "60", 0)
    send(draft)
    records.take_back(supervision_session=draft, by=draft.writer, at=NOW)
    assert stored(draft) == {"minutes": '["60"]'}
