"""Is every change to the trail found, whoever made it and however, and is the row named?"""

import random
import threading
from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import psycopg2
import psycopg2.extras
import pytest
from django.core.management import CommandError, call_command
from django.db import Error, connection, transaction

from supervision.audit.models import AuditEvent, AuditSeal
from supervision.audit.sealing import seal_new, verify
from supervision.audit.services import record
from supervision.embedded.postgres import RUNTIME, Cluster, superuser
from supervision.vocabulary import AuditAction
from tests.people import NOW, make_person

EVENTS = 40
SEALS = 4


@pytest.fixture
def trail(own_database: str) -> str:
    """Four seals over events of three people, with all kinds of detail."""
    people = [make_person(name) for name in ("Amara", "Priya", "Grace")]
    for number in range(EVENTS):
        record(
            actor=people[number % 3], action=AuditAction.READ, kind="record", object_id=f"r-{number}",
            at=NOW + timedelta(seconds=number), ids=[number, "é"], state="locked",
        )  # fmt: skip
        if number % (EVENTS // SEALS) == EVENTS // SEALS - 1:
            seal_new(at=NOW)
    return own_database


@pytest.fixture
def intruder(trail: str, cluster: Cluster) -> Iterator[psycopg2.extensions.cursor]:
    """Somebody with the whole database in hand, who has switched off what refuses."""
    with superuser(cluster, trail) as cursor:
        for table in ("audit_auditevent", "audit_auditseal"):
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        yield cursor


def test_what_is_new_is_sealed_once(trail: str) -> None:
    assert AuditSeal.objects.count() == SEALS
    assert seal_new(at=NOW) == 0
    record(actor=None, action=AuditAction.READ, kind="record")
    assert (verify().events, verify().unsealed, verify().broken) == (EVENTS, 1, "")
    assert seal_new(at=NOW) == 1
    assert verify().unsealed == 0


def test_an_event_that_is_committed_late_is_not_left_out(trail: str, cluster: Cluster) -> None:
    late = psycopg2.connect(cluster.url(RUNTIME, trail))
    with late.cursor() as cursor:
        cursor.execute(
            "INSERT INTO audit_auditevent (at, action, kind, object_id, detail) VALUES (now(), 'read', 'x', '', '{}')"
        )
    record(actor=None, action=AuditAction.READ, kind="later")  # and committed before it
    commit = threading.Timer(0.5, late.commit)
    commit.start()
    assert seal_new(at=NOW) == 2  # it waits for a moment
    commit.join()
    late.close()
    assert verify().broken == ""


FLIPS = {
    "at": "at = at + interval '1 microsecond' * (1 << %s)",
    "actor_id": "actor_id = (SELECT id FROM accounts_person p WHERE p.id <> actor_id OFFSET %s %% 2 LIMIT 1)",
    "action": "action = convert_from(set_bit(action::bytea, %s %% 5, get_bit(action::bytea, %s %% 5) # 1), 'LATIN1')",
    "kind": "kind = convert_from(set_bit(kind::bytea, %s, get_bit(kind::bytea, %s) # 1), 'LATIN1')",
    "object_id": "object_id = convert_from(set_bit(object_id::bytea, %s, get_bit(object_id::bytea, %s) # 1), 'LATIN1')",
    "detail": "detail = jsonb_set(detail, '{ids,0}', to_jsonb(1000 + %s))",
}


@pytest.mark.parametrize("seed", range(10))
def test_a_flipped_bit_is_found_and_its_row_named(seed: int, intruder: psycopg2.extensions.cursor) -> None:
    """Ten by ten: one hundred of one hundred."""
    chance = random.Random(seed)
    ids = list(AuditEvent.objects.order_by("pk").values_list("pk", flat=True))
    for _ in range(10):
        pk, (column, flip) = chance.choice(ids), chance.choice(list(FLIPS.items()))
        intruder.execute(f"SELECT {column} FROM audit_auditevent WHERE id = %s", [pk])
        before = intruder.fetchone()[0]
        bit = chance.randrange(7)
        intruder.execute(
            f"UPDATE audit_auditevent SET {flip} WHERE id = %s", [*[bit] * flip.replace("%%", "").count("%s"), pk]
        )
        assert f"Row {pk} of the trail" in verify().broken, (column, bit)
        value = psycopg2.extras.Json(before) if column == "detail" else before
        intruder.execute(f"UPDATE audit_auditevent SET {column} = %s WHERE id = %s", [value, pk])
        assert verify().broken == ""


def test_a_row_that_is_taken_out_or_put_in_is_found(intruder: psycopg2.extensions.cursor) -> None:
    first, *_, last = AuditEvent.objects.order_by("pk").values_list("pk", flat=True)
    for pk in (first, first + 5, last):
        intruder.execute("CREATE TEMP TABLE kept AS SELECT * FROM audit_auditevent WHERE id = %s", [pk])
        intruder.execute("DELETE FROM audit_auditevent WHERE id = %s", [pk])
        assert f"Row {pk} of the trail" in verify().broken
        with pytest.raises(CommandError, match=f"Row {pk} of the trail"):
            call_command("verify_trail", stdout=StringIO())
        intruder.execute("INSERT INTO audit_auditevent SELECT * FROM kept; DROP TABLE kept")
        assert verify().broken == ""
    intruder.execute("UPDATE audit_auditevent SET id = 0 WHERE id = %s", [first + 3])
    assert "Row 0 of the trail" in verify().broken or f"Row {first + 3}" in verify().broken


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE audit_auditseal SET head = repeat('a', 64) WHERE number = 2",
        "UPDATE audit_auditseal SET previous = repeat('a', 64) WHERE number = 2",
        "UPDATE audit_auditseal SET links = set_byte(links, 9, get_byte(links, 9) # 1) WHERE number = 2",
        "UPDATE audit_auditseal SET links = links || '\\x00' WHERE number = 2",
        "UPDATE audit_auditseal SET event_ids = event_ids[2:] WHERE number = 2",
        "DELETE FROM audit_auditseal WHERE number = 2",
    ],
)
def test_a_change_to_a_seal_is_found(change: str, intruder: psycopg2.extensions.cursor) -> None:
    intruder.execute(change)
    assert verify().broken


def test_a_chain_that_was_made_anew_does_not_go_through_the_head_that_was_kept(
    intruder: psycopg2.extensions.cursor,
) -> None:
    said = StringIO()
    call_command("verify_trail", stdout=said)
    head = said.getvalue().split("Head: ")[1].strip()
    call_command("verify_trail", kept=head, stdout=StringIO())
    intruder.execute("DELETE FROM audit_auditseal")
    intruder.execute("UPDATE audit_auditevent SET detail = '{}'")
    seal_new(at=NOW)
    assert verify().broken == ""
    with pytest.raises(CommandError, match="not in the chain"):
        call_command("verify_trail", kept=head, stdout=StringIO())


@pytest.mark.parametrize(
    "attack",
    [
        "UPDATE audit_auditseal SET head = 'x'",
        "DELETE FROM audit_auditseal",
        "TRUNCATE audit_auditseal",
        "ALTER TABLE audit_auditseal DISABLE TRIGGER ALL",
        "DROP TRIGGER seals_stand ON audit_auditseal",
        "INSERT INTO audit_auditseal SELECT number + 1, head, repeat('b', 64), '{}', '', now() FROM audit_auditseal",
    ],
)
def test_the_runtime_role_changes_no_seal(attack: str, db: None) -> None:
    record(actor=None, action=AuditAction.READ, kind="record")
    seal_new(at=NOW)
    with pytest.raises(Error), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(attack)
    assert verify().broken == ""
    assert AuditSeal.objects.count() == 1
