"""Can somebody who has the whole database say which answer is whose? The joiner looks at every row of every table."""

import logging
import re
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from accounts.models import Person
from supervision.outbox.models import OutgoingMail
from supervision.outbox.sending import send_waiting
from supervision.pulse import services
from supervision.pulse.models import Answer, Asked, Pulse
from supervision.rules.disclosure import LEAST
from tests.people import NOW
from tests.pulse.cast import AFTER, make_people, secrets, start

Rows = set[tuple[str, str, str, str]]  # table, place of the row, the transaction that wrote it, and all it says


def dump() -> Rows:
    found: Rows = set()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT ctid::text, xmin::text, t::text FROM "{table}" t')
            found |= {(table, *row) for row in cursor.fetchall()}
    return found


def counters() -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences ORDER BY 1")
        return cursor.fetchall()


def in_place(table: str, columns: str, where: str = "") -> list[tuple[Any, ...]]:
    """Rows in the order in which they lie on the disk, each with the transaction that wrote it first."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT xmin::text, {columns} FROM {table} {where} ORDER BY ctid")
        return cursor.fetchall()


def open_and_answer(pulse: Pulse, secret: str, person: Person, score: int) -> None:
    """In a browser in which they are signed in as well."""
    client = Client()
    client.force_login(person)
    before, counted = dump(), counters()
    address = f"/pulse/answer/{secret}/"
    assert client.get(address).status_code == 200
    assert dump() == before
    answer = client.post(address, {f"rating_{domain}": str(score) for domain in pulse.domains})
    assert answer["Location"] == "/pulse/answer/thanks/"
    assert client.get(answer["Location"]).status_code == 200
    after = dump()
    assert counters() == counted
    gone, new = (Counter(table for table, *_ in rows) for rows in (before - after, after - before))
    assert gone["pulse_ticket"] == 1
    assert gone.keys() | new.keys() <= {"pulse_ticket", "pulse_answer"}
    assert new["pulse_answer"] == gone["pulse_answer"] + 1  # those of the cell are written with it


def test_the_database_joins_no_person_and_answer(own_database: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    manager = make_people(6, 8)
    pulse = start(manager)
    links = secrets(pulse)
    people = [asked.person for asked in Asked.objects.select_related("person").order_by("person")]
    chosen = [11, 2, 3, 5, 13, 0, 4]  # who answers, in the order in which they do: five of one cell, two of another
    for place in chosen[:4]:
        open_and_answer(pulse, links[place], people[place], score=1 + place % 5)
    assert services.note_answered(pulse=pulse) == 0  # four are too few to be noted together, and are mixed all the same
    _lie_in_no_order_of_arrival(4)
    for place in chosen[4:]:
        open_and_answer(pulse, links[place], people[place], score=1 + place % 5)

    before = dump()
    assert services.note_answered(pulse=pulse) == 5  # of the cell in which there are enough
    changed = before ^ dump()
    assert {table for table, *_ in changed} == {"pulse_answer", "pulse_asked"}
    _nothing_joins(links, 7)
    # One of this cell of six is not noted. Their answer is not told from the five beside it, before a tick either.
    open_and_answer(pulse, links[1], people[1], score=2)
    six = in_place("pulse_answer", "id, cell_id", f"WHERE cell_id = {Asked.objects.get(person=people[1]).cell_id}")
    assert len(six) == 6
    assert len({row[0] for row in six}) == 1
    assert [row[1] for row in six] == sorted(row[1] for row in six)
    assert services.note_answered(pulse=pulse) == 0  # the other three are not noted for being more than five by now
    _nothing_joins(links)

    # No row of a mail that waits or went holds a link, from which the hash of a ticket would follow.
    assert services.remind(pulse=pulse, by=manager, at=NOW + timedelta(days=3)) == 9
    _nothing_joins(links)
    assert send_waiting(at=NOW + timedelta(days=3)) == 14 + 9
    said = "\n".join(str(one.body) for one in mail.outbox)
    noted = [2, 3, 5, 0, 4]
    assert [said.count(link) for link in links] == [1 if place in noted else 2 for place in range(14)]
    _nothing_joins(links)

    services.close(pulse=pulse, at=AFTER)
    _nothing_joins(links)
    # Who was mailed again and who was not would tell who was noted, for long after the close.
    assert not OutgoingMail.objects.filter(kind="pulse").exists()
    assert not Asked.objects.filter(has_answered=True).exists()
    assert not any(secret in caplog.text for secret in links)


def _nothing_joins(links: list[str], many: int = 8) -> None:
    answers, asked = _lie_in_no_order_of_arrival(many), in_place("pulse_asked", "id, person_id")
    # Those who have answered were written with those who have not, and lie in the order in which they were asked.
    assert len({row[0] for row in asked}) == 1
    assert asked == sorted(asked, key=lambda row: row[1])
    tickets = [row[1] for row in in_place("pulse_ticket", "secret_hash")]
    assert tickets == sorted(tickets)
    # In each cell enough are noted or nobody is, for an answer says of which cell it is.
    noted = Counter(Asked.objects.filter(has_answered=True).values_list("cell", flat=True))
    assert all(many >= LEAST for many in noted.values())
    # What names an answer or a ticket stands in no other row.
    elsewhere = "\n".join(row for table, _, _, row in dump() if table not in ("pulse_answer", "pulse_ticket"))
    assert not any(str(row[1]) in elsewhere for row in answers)
    assert not any(hashed in elsewhere for hashed in tickets)
    assert not any(secret in elsewhere for secret in links)


def _lie_in_no_order_of_arrival(many: int) -> list[tuple[Any, ...]]:
    """All answers were written together, in the order of random keys: no transaction tells one from another."""
    answers = in_place("pulse_answer", "id")
    assert len(answers) == many
    assert len({row[0] for row in answers}) == 1
    assert [row[1] for row in answers] == sorted(row[1] for row in answers)
    return answers


def test_every_mixing_gives_other_keys_and_takes_apart_what_one_person_said(own_database: str) -> None:
    """Whoever has rated the same areas in a session would be known by ten scores that lie beside each other."""
    pulse = start(make_people(8, 6))
    for number, secret in enumerate(secrets(pulse)):
        scores = dict.fromkeys(pulse.domains, 1 + number % 5)
        said = services.Said({**scores, pulse.domains[9]: 3} if number else {}, worried=1 + number % 5)
        services.answer(secret=secret, said=said, at=pulse.started_at)
    keys, rows, counted = _kept()
    services.note_answered(pulse=pulse)
    mixed = _kept()
    assert not keys & mixed[0]
    assert rows != mixed[1]
    assert counted == mixed[2]  # to each question each cell has said what it said before
    assert services.note_answered(pulse=pulse) == 0
    assert mixed[1] != _kept()[1]


def _kept() -> tuple[set[Any], "Counter[Any]", "Counter[Any]"]:
    """The keys, the rows by what is in them, and how often each score stands in each column of each cell."""
    found = list(Answer.objects.values_list("pk", "cell", "scores", "worried", "anxious"))
    rows = [(cell, *scores, worried, anxious) for _, cell, scores, worried, anxious in found]
    columns = Counter((row[0], place, score) for row in rows for place, score in enumerate(row))
    return {key for key, *_ in found}, Counter(rows), columns


def test_no_answer_has_a_person_or_a_time() -> None:
    names = " ".join(field.name for field in Answer._meta.get_fields())
    assert not re.search(r"person|rater|by\b|_at\b|_on\b|time|actor", names)
    assert {field.get_internal_type() for field in Answer._meta.concrete_fields} == {
        "UUIDField", "ForeignKey", "ArrayField", "PositiveSmallIntegerField",
    }  # fmt: skip
