"""Can stored texts be given a new key, and is every change to a signed record found?"""

from collections.abc import Iterator
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from pytest_django import Settings

from supervision.audit.models import AuditEvent
from supervision.casenotes.services import cases
from supervision.embedded.postgres import OWNER, Cluster, superuser
from supervision.encryption import key_id_of
from supervision.sessions.models import SessionText, SupervisionSession
from supervision.sessions.services import action_points, sign_off, text_keys
from supervision.vocabulary import AuditAction, ProgressKind, Role
from tests.cases import cast
from tests.cases.cast import DETAILS
from tests.guards.fields import NARRATIVE
from tests.people import NOW, begin, lock, make_person, make_team, send, start
from tests.support.databases import pointed_at

NEW = "new:BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA=,"


@pytest.fixture
def record(own_database: str) -> SupervisionSession:
    team = make_team()
    practitioner = make_person("Amara Quill", Role.PRACTITIONER, team=team)
    arrangement = begin(practitioner, make_person("Priya Stone", Role.SUPERVISOR, team=team))
    return lock(send(start(arrangement)))


def keys_in_use() -> set[str]:
    return {key_id_of(text.__dict__["body"]) for text in SessionText.objects.all()}


def test_the_owner_rotates_and_every_locked_record_still_says_what_was_signed(
    record: SupervisionSession, own_database: str, settings: Settings
) -> None:
    old = settings.REFLECT_TEXT_KEYS
    settings.REFLECT_TEXT_KEYS = NEW + old
    said = StringIO()
    with pointed_at(own_database, OWNER):
        call_command("rotate_text_keys", stdout=said)
    assert keys_in_use() == {"new"}
    assert "1 locked records say what was signed" in said.getvalue()
    settings.REFLECT_TEXT_KEYS = NEW.rstrip(",")
    assert {text.body for text in SessionText.objects.filter(question__isnull=False)} == {"We talked about the visit."}
    assert AuditEvent.objects.filter(action=AuditAction.ROTATED, object_id="new").exists()


def test_every_app_that_holds_text_is_given_the_new_key() -> None:
    """A key that one app still needs would be thrown away with the rest."""
    sealed = {model.__name__ for model in text_keys._models_with_text()}
    assert sealed == set(NARRATIVE)


def test_notes_about_a_case_are_given_the_new_key(
    record: SupervisionSession, own_database: str, settings: Settings
) -> None:
    case = cases.add(reference="CR-2041", details=DETAILS, by=record.practitioner, at=NOW)
    cast.note(case, record.practitioner, "A calm visit.")
    settings.REFLECT_TEXT_KEYS = NEW + settings.REFLECT_TEXT_KEYS
    with pointed_at(own_database, OWNER):
        call_command("rotate_text_keys", stdout=StringIO())
    settings.REFLECT_TEXT_KEYS = NEW.rstrip(",")
    assert case.notes.get().body == "A calm visit."


def test_the_runtime_role_cannot_rotate_a_locked_record(record: SupervisionSession, settings: Settings) -> None:
    settings.REFLECT_TEXT_KEYS = NEW + settings.REFLECT_TEXT_KEYS
    with pytest.raises(IntegrityError):
        text_keys.rotate(at=NOW)


FLIPPED = "{0} = set_byte({0}, length({0}) - {1}, get_byte({0}, length({0}) - {1}) # 1)"
SEALED = {
    "sessiontext": ["body"],
    "actionpoint": ["what", "why", "how"],
    "actionpointprogress": ["body"],
    "signature": ["statement"],
    "recordevent": ["comment"],
    "addendum": ["reason", "body"],
}


def flips() -> list[str]:
    """One bit of each sealed column: in the tag, in the text and in the key's name."""
    return [
        f"UPDATE supervision_sessions_{table} SET {FLIPPED.format(column, place)} "
        f"WHERE id = (SELECT min(id::text)::uuid FROM supervision_sessions_{table})"
        for table, columns in SEALED.items()
        for column in columns
        for place in (1, 17, f"length({column}) + 3")
    ]


@pytest.mark.parametrize(
    "change",
    [
        *flips(),
        "UPDATE supervision_sessions_confidencerating SET score = 5 WHERE score = 1",
        "UPDATE supervision_sessions_supervisionsession SET held_on = held_on - 1",
        "UPDATE supervision_sessions_supervisionsession SET writer_id = supervisor_id",
        "UPDATE supervision_sessions_supervisionsession SET locked_at = locked_at - interval '1 day'",
        "UPDATE supervision_sessions_supervisionsession SET content_version = 7",
        "DELETE FROM supervision_sessions_emotionalrating",
        "UPDATE supervision_sessions_signature SET response = 'agree_with_comment'",
    ],
)
def test_whoever_gets_round_the_triggers_is_found_out(
    change: str, record: SupervisionSession, cluster: Cluster, own_database: str
) -> None:
    point = record.action_points.first()
    assert point is not None
    action_points.follow_up(action_point=point, kind=ProgressKind.UPDATE, body="Half.", by=point.owner, at=NOW)
    sign_off.add_addendum(supervision_session=record, reason="New.", body="More.", by=record.supervisor, at=NOW)
    call_command("verify_records", stdout=StringIO())
    with superuser(cluster, own_database) as cursor:
        for table in (*SEALED, "confidencerating", "supervisionsession", "emotionalrating"):
            cursor.execute(f"ALTER TABLE supervision_sessions_{table} DISABLE TRIGGER USER")
        cursor.execute(change)
        assert cursor.rowcount > 0
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_records", stdout=StringIO(), stderr=StringIO())


@pytest.fixture
def intruder(record: SupervisionSession, cluster: Cluster, own_database: str) -> Iterator[Any]:
    """Somebody with the whole database in hand, who has switched off what refuses."""
    point = record.action_points.first()
    assert point is not None
    action_points.follow_up(action_point=point, kind=ProgressKind.UPDATE, body="Half.", by=point.owner, at=NOW)
    sign_off.add_addendum(supervision_session=record, reason="New.", body="More.", by=record.supervisor, at=NOW)
    with superuser(cluster, own_database) as cursor:
        for table in SEALED:
            cursor.execute(f"ALTER TABLE supervision_sessions_{table} DISABLE TRIGGER USER")
        yield cursor


def test_one_hundred_of_one_hundred_flipped_bytes_are_found_and_their_rows_named(
    record: SupervisionSession, intruder: Any
) -> None:
    """Any bit of any byte of any text that is kept with a signed record."""
    chance = Random(1)
    columns = [(table, column) for table, columns in SEALED.items() for column in columns]
    for trial in range(100):
        table, column = columns[trial % len(columns)]
        intruder.execute(f"SELECT id, {column} FROM supervision_sessions_{table} ORDER BY id")
        pk, stored = chance.choice(intruder.fetchall())
        changed = bytearray(stored)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        put = f"UPDATE supervision_sessions_{table} SET {column} = %s WHERE id = %s"
        intruder.execute(put, [bytes(changed), pk])
        with pytest.raises(CommandError, match=f"The first: Record {record.pk} .*{table}.{column}:{pk}"):
            call_command("verify_records", stdout=StringIO(), stderr=StringIO())
        intruder.execute(put, [bytes(stored), pk])
    call_command("verify_records", stdout=StringIO())
