"""Does an id of somebody else's, or of nothing, ever open or change anything?"""

import itertools
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection, transaction
from django.http import HttpResponseBase
from django.urls import reverse
from pytest_django import DjangoDbBlocker

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.sessions.models import ActionPoint, GuestInvitation, SupervisionSession
from tests.canary.addresses import model_of, parts_of, routes, values_of
from tests.canary.crawl import Clients
from tests.canary.forms import forms_in
from tests.canary.world import World, make_world
from tests.people import PASSWORD, TODAY

# Who has nothing to do with what is P's, with what is C's, with the groups and clinics of B, and with O's slot in one.
# A manager sees that a record is there, and opens none.
STRANGERS = {
    "P": "C E A L U M D B O",
    "C": "P S N V X R G E A L U O",
    "B": "S N V X R E A L U O",
    "O": "P S N V X R E A L U",
}
OF_MANAGERS = ("managers:", "reports:", "dips:")
OF_THE_REVIEWER = ("dips:", "records:sampled")  # E reviews a record of P
OPEN_TO_ADMINISTRATORS = ("administration:", "records:pauses", "records:change_pause")
NOT_TRIED = ("records:edit", "account_logout", "account_login")  # the first keeps what is typed: checked on sending
NOT_COMPARED = {"audit_auditevent", "django_session", "django_cache"}
NONSENSE = {"int": 2**31 - 1, "uuid": uuid.UUID(int=7)}
EVERY = 6  # each person asks for each sixth address, and begins with another: two strangers for each at least
# To each of the things that a form could ask, something that could be right.
ANSWERS = {
    "text": "x", "body": "x", "reason": "x", "statement": "x", "response": "agree", "password": PASSWORD,
    "confirm": "yes", "kind": "update", "is_shared": "yes", "reference": "CR-2041", "base_version": "0",
    "on": TODAY.isoformat(), "dated_on": TODAY.isoformat(), "starts_on": TODAY.isoformat(), "key": str(uuid.uuid4()),
    "minutes": "60", "control": "minutes", "draft_versions": "{}", "name": "x",
}  # fmt: skip

OUTSIDE = "LUO"  # not signed in as anybody who works here: a leaver, nobody, and a guest
Foreign = tuple[str, str, bool]  # a route, an address, and whether there is an id of one's own in it as well
Ids = dict[str, dict[str, list[Any]]]  # of each part of an address, by whose they are


@dataclass
class Swapped:
    """What was asked with ids that are not one's own, and what came of it."""

    asked: int = 0
    let_in: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def swapped(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Swapped]:
    with django_db_blocker.unblock(), transaction.atomic():
        found, world = Swapped(), make_world()
        clients, ids = Clients(world), ids_by_owner(world)
        for letter in clients.clients:
            before = checksums()
            in_addresses(found, clients, letter, ids)
            found.changed += [f"{letter}, by an address: {table}" for table in differing(before)]
            before = checksums()
            in_forms(found, clients, letter, ids)
            found.changed += [f"{letter}, by a form: {table}" for table in differing(before)]
        yield found
        transaction.set_rollback(True)


def checksums() -> dict[str, str]:
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(set(connection.introspection.table_names(cursor)) - NOT_COMPARED):
            cursor.execute(f'SELECT md5(string_agg(t::text, chr(10) ORDER BY t::text)) FROM "{table}" t')
            found[table] = cursor.fetchone()[0]
    return found


def differing(before: dict[str, str]) -> set[str]:
    return {table for table, checksum in checksums().items() if checksum != before[table]}


def whose(part: str, value: Any, world: World) -> str:
    """P's, C's, B's, O's, or of none of them: by whoever it is about, or facilitates it, or is asked to it."""
    row: Any = model_of(part)._default_manager.get(pk=value)
    if row in world.guest.slots.all():
        return "O"
    for name in ("slot", "supervision_session", "arrangement", "case", "note", "practitioner", "lead", "person"):
        while getattr(row, name, None) is not None:
            row = getattr(row, name)
    if isinstance(row, SupervisionSession):  # of more than two
        return "B" if row.supervisor == world.people["B"] else ""
    return {"Pat": "P", "Col": "C"}.get(str(row), "")


def in_addresses(found: Swapped, clients: Clients, letter: str, ids: Ids) -> None:
    shift = list(clients.clients).index(letter) % EVERY
    unused: set[tuple[str, str]] = set()  # a route that does not know a method says so before it looks at an id
    foreign = list(foreign_addresses(letter, ids))
    for route, address, is_own_beside in once(foreign) if letter in OUTSIDE else foreign[shift::EVERY]:
        for method in ("get", "post"):
            if (route, method) in unused or (method == "get" and is_own_beside and "/kept/" in address):
                continue
            client = clients.of(letter)
            answer = client.get(address) if method == "get" else client.post(address, ANSWERS)
            unused |= {(route, method)} if answer.status_code == 405 else set()
            note(found, f"{letter} {method} {address}", answer, forgets=is_own_beside and "/kept/" in address)


def once(foreign: list[Foreign]) -> list[Foreign]:
    """Of each route one address: the others are told to sign in before an id is looked at; guests' pages are not so."""
    first = {route: (route, address, beside) for route, address, beside in reversed(foreign)}
    return [*first.values(), *(one for one in foreign if one[0].startswith("guests:"))]


def note(found: Swapped, what: str, answer: HttpResponseBase, forgets: bool = False) -> None:
    found.asked += 1
    to_sign_in = answer.headers.get("Location", "").startswith(reverse("account_login"))
    refused = answer.status_code in (401, 403, 404, 405, 422) or (answer.status_code == 302 and (to_sign_in or forgets))
    if not refused:
        found.let_in.append(f"{what}: {answer.status_code}")


def ids_by_owner(world: World) -> Ids:
    """The keys that each part of an address takes, by whose they are."""
    found: Ids = {}
    for _, pattern in routes():
        for part, kind in parts_of(pattern).items():
            if kind in NONSENSE and part not in found:
                found[part] = {owner: [] for owner in (*STRANGERS, "")} | {"nonsense": [NONSENSE[kind]]}
                for value in values_of(part):
                    found[part][whose(part, value, world)].append(value)
    return found


def foreign_addresses(letter: str, ids: Ids) -> Iterator[Foreign]:
    """Routes and addresses with an id that is not this person's, and whether there is one of their own beside it."""
    for name, pattern in routes():
        parts = {part: kind for part, kind in parts_of(pattern).items() if kind in NONSENSE}
        if not parts or len(parts) < len(parts_of(pattern)) or is_open_to(letter, name):
            continue
        for owners in foreign_owners(letter, name, len(parts)):
            choices = [ids[part][owner] for part, owner in zip(parts, owners, strict=True)]
            for number in range(max(map(len, choices)) if all(choices) else 0):
                chosen = [column[number % len(column)] for column in choices]
                yield name, reverse(name, kwargs=dict(zip(parts, chosen, strict=True))), letter in owners


def is_open_to(letter: str, route: str) -> bool:
    open_to = {"A": OPEN_TO_ADMINISTRATORS, "E": OF_THE_REVIEWER} | dict.fromkeys("MDB", OF_MANAGERS)
    return route.startswith(open_to.get(letter, ()))


def foreign_owners(letter: str, route: str, parts: int) -> Iterator[list[str]]:
    """Of each part, whose it is: all of a stranger's, all nonsense, and one's own with somebody else's inside."""
    for owner, strangers in STRANGERS.items():
        if letter in strangers.split():
            yield [owner] * parts
            if parts == 2 and letter in STRANGERS:
                yield [letter, owner]
    if route.startswith("administration:"):
        yield [""] * parts
    yield ["nonsense"] * parts
    if parts == 2 and letter in STRANGERS:
        yield [letter, "nonsense"]


def in_forms(found: Swapped, clients: Clients, letter: str, ids: Ids) -> None:
    """Of every form on a page of one's own: each choice of a thing, swapped with things that were not offered."""
    others = things()
    for page in [] if letter in OUTSIDE else own_pages(letter, ids):
        shown = clients.of(letter).get(page)
        if shown.status_code != 200 or "text/html" not in shown.headers["Content-Type"]:
            continue
        for form in forms_in(shown.content.decode()):
            for name, offered in form.choices.items():
                for value in [one for kind in kinds_of(offered) for one in others[kind] if one not in offered]:
                    posted = form.filled | {name: value}
                    answer = clients.of(letter).post(form.action or page, posted)
                    note(found, f"{letter} post {form.action or page} {name}={value}", answer)


def things() -> dict[str, list[str]]:
    """By the kind of their keys: of the leaver and of nothing, of P's and of the clinic that was held, of its guest."""
    point, case = ActionPoint.objects.all()[0], Case.objects.get(lead__name="Pat")
    guest, nobody = GuestInvitation.objects.get(name="Olga One"), Person.objects.get(name="Lee")
    return {
        "int": [str(one) for one in (nobody.pk, NONSENSE["int"])],
        "uuid": [str(one) for one in (point.pk, case.pk, guest.pk, NONSENSE["uuid"])],
        "guest": [f"guest-{one}" for one in (guest.pk, NONSENSE["uuid"])],
    }


def kinds_of(offered: set[str]) -> set[str]:
    return {"int" if one.isdigit() else "guest" if one.startswith("guest-") else "uuid" for one in offered - {""}}


def own_pages(letter: str, ids: Ids) -> Iterator[str]:
    """Every page that names nothing, and those about what is one's own; papers hold no form."""
    for name, pattern in routes():
        parts = parts_of(pattern)
        if name in NOT_TRIED or name.endswith(":pdf"):
            continue
        if not parts:
            yield reverse(name)
        elif letter in STRANGERS and set(parts.values()) <= set(NONSENSE) and len(parts) <= most_parts(name):
            for chosen in itertools.product(*(ids[part][letter] for part in parts)):
                yield reverse(name, kwargs=dict(zip(parts, chosen, strict=True)))


def most_parts(route: str) -> int:
    """The pages of a slot are forms of its clinic's; elsewhere, what is inside of another thing has buttons alone."""
    return 2 if route.startswith("gatherings:") else 1


def test_two_thousand_times_somebody_asks_with_an_id_that_is_not_theirs(swapped: Swapped) -> None:
    assert swapped.asked >= 2_000


def test_none_of_them_is_let_in_and_none_breaks_the_server(swapped: Swapped) -> None:
    assert swapped.let_in == []


def test_none_of_them_changes_a_row(swapped: Swapped) -> None:
    assert swapped.changed == []
