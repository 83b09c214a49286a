"""Can stored texts be given a new key, and is every change to a signed record found?"""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError
from pytest_django import Settings

from supervision.audit.models import AuditEvent
from supervision.embedded.postgres import OWNER, Cluster, superuser
from supervision.encryption import key_id_of
from supervision.sessions.models import SessionText, SupervisionSession
from supervision.sessions.services import text_keys
from supervision.vocabulary import AuditAction, Role
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


def test_the_runtime_role_cannot_rotate_a_locked_record(record: SupervisionSession, settings: Settings) -> None:
    settings.REFLECT_TEXT_KEYS = NEW + settings.REFLECT_TEXT_KEYS
    with pytest.raises(IntegrityError):
        text_keys.rotate(at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE supervision_sessions_sessiontext SET body = set_byte(body, length(body) - 1, "
        "get_byte(body, length(body) - 1) # 1) WHERE question_id IS NOT NULL",
        "UPDATE supervision_sessions_confidencerating SET score = 5 WHERE score = 1",
        "UPDATE supervision_sessions_supervisionsession SET held_on = held_on - 1",
        "DELETE FROM supervision_sessions_emotionalrating",
        "UPDATE supervision_sessions_signature SET response = 'agree_with_comment'",
    ],
)
def test_whoever_gets_round_the_triggers_is_found_out(
    change: str, record: SupervisionSession, cluster: Cluster, own_database: str
) -> None:
    call_command("verify_records", stdout=StringIO())
    with superuser(cluster, own_database) as cursor:
        cursor.execute("SET session_replication_role = replica")
        for table in ("sessiontext", "confidencerating", "supervisionsession", "emotionalrating", "signature"):
            cursor.execute(f"ALTER TABLE supervision_sessions_{table} DISABLE TRIGGER USER")
        cursor.execute(change)
    with pytest.raises(CommandError, match="1 of 1"):
        call_command("verify_records", stdout=StringIO(), stderr=StringIO())
