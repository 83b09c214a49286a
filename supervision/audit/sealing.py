"""How is the trail sealed, so that a change made round the database's refusals is found, and where?

Each event is hashed with the one before it. No page waits for this: the tick seals what is new.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import connection, transaction

from .models import AuditEvent, AuditSeal

MOST = 5_000  # events in one seal
BYTES = 8  # kept of each link
FIRST = "0" * 64
COLUMNS = ("pk", "at", "actor_id", "action", "kind", "object_id", "detail")
Row = tuple[object, ...]


def seal_new(*, at: datetime) -> int:
    """Seal what was added since the last seal, and say how many events that was."""
    settled, sealed = _settled(), 0
    while number := _seal_some(settled, at):
        sealed += number
    return sealed


def _settled() -> int:
    """The highest id below which nothing can be added any more.

    Ids are handed out before their rows are committed. Who adds a row holds the table from before that until the
    commit: to have the table for a moment is to know that nobody is in between.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '2s'")
        cursor.execute("LOCK TABLE audit_auditevent IN SHARE MODE")
        cursor.execute("SELECT coalesce(max(id), 0) FROM audit_auditevent")
        return int(cursor.fetchone()[0])


@transaction.atomic
def _seal_some(settled: int, at: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_auditseal IN SHARE ROW EXCLUSIVE MODE")  # one chain, one hand
    last = AuditSeal.objects.order_by("-number").first()
    new = AuditEvent.objects.filter(pk__lte=settled, pk__gt=last.event_ids[-1] if last else 0)
    events = list(new.order_by("pk").values_list(*COLUMNS)[:MOST])
    if events:
        previous = last.head if last else FIRST
        links = list(chain(previous, events))
        AuditSeal.objects.create(
            number=last.number + 1 if last else 1, previous=previous, head=links[-1].hex(), sealed_at=at,
            event_ids=[event[0] for event in events], links=b"".join(link[:BYTES] for link in links),
        )  # fmt: skip
    return len(events)


def chain(previous: str, events: Iterable[Row]) -> Iterator[bytes]:
    """The link of each event: the SHA-256 of the link before and the event."""
    link = bytes.fromhex(previous)
    for event in events:
        link = hashlib.sha256(link + _canonical(event)).digest()
        yield link


def _canonical(event: Row) -> bytes:
    pk, at, *rest = event
    assert isinstance(at, datetime)
    said = [pk, at.astimezone(UTC).isoformat(), *rest]
    return json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


@dataclass(frozen=True)
class Verdict:
    """What is found of the trail. `broken` says where it first does not stand; empty when it does."""

    events: int
    unsealed: int
    head: str
    broken: str = ""


def verify(kept: str = "") -> Verdict:
    """Read the whole trail against its seals. `kept` is a head as it was printed, such as `12:8f0c...`."""
    head, events, known = AuditSeal(number=0, head=FIRST, event_ids=[0]), 0, set()
    for seal in AuditSeal.objects.order_by("number").iterator(chunk_size=10):
        if broken := _broken(head, seal):
            return Verdict(events, 0, str(head), broken)
        events, head = events + len(seal.event_ids), seal
        known.add(str(seal))
    broken = f"The head that was kept, {kept}, is not in the chain." if kept and kept not in known else ""
    unsealed = AuditEvent.objects.filter(pk__gt=head.event_ids[-1]).count()
    return Verdict(events, unsealed, str(head), broken)


def _broken(before: AuditSeal, seal: AuditSeal) -> str:
    if (seal.number, seal.previous) != (before.number + 1, before.head):
        return f"Seal {seal.number} does not follow seal {before.number}."
    between = AuditEvent.objects.filter(pk__gt=before.event_ids[-1], pk__lte=seal.event_ids[-1])
    events = list(between.order_by("pk").values_list(*COLUMNS))
    if first := _first_broken(seal, events):
        return f"Row {first} of the trail is not what was sealed at {seal.sealed_at:%Y-%m-%d %H:%M} UTC."
    return ""


def _first_broken(seal: AuditSeal, events: list[Row]) -> int:
    """The id of the first event that was changed, added or taken away; 0 if all stand."""
    kept, links = bytes(seal.links), list(chain(seal.previous, events))
    for place, pk in enumerate(seal.event_ids):
        here = events[place] if place < len(events) else (None,)
        if here[0] != pk or links[place][:BYTES] != kept[place * BYTES : (place + 1) * BYTES]:
            found = here[0]
            return min(pk, found) if isinstance(found, int) else int(pk)
    is_whole = len(kept) == BYTES * len(seal.event_ids) and links[-1].hex() == seal.head
    return 0 if is_whole else int(seal.event_ids[-1])
