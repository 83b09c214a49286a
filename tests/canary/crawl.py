"""What does everybody get to see? Each of them opens every address and follows every link, and the words are noted."""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any

from django.http import HttpResponseBase
from django.test import Client
from pypdf import PdfReader

from accounts.models import Person
from tests.canary import readers
from tests.canary.addresses import every_address, links_in
from tests.canary.words import words_in
from tests.canary.world import World, make_world
from tests.gatherings import clinic_cast

PEOPLE = readers.PEOPLE.split()
PAPERS = ("records:pdf", "gatherings:pdf")
# Who takes away which PDFs that they may read. There are some fifty pairs of a reader and a paper, and each takes a
# second to draw and to read again: all of them would take a minute. A few are enough, for a paper is made of what its
# page asked for the same reader, by one template for records of two and one for gatherings, and holds less than the
# page. Of what a page is refused everybody asks for every paper. G was in a group, and there for one of two cases of a
# clinic.
TAKEN = {"records:pdf": dict.fromkeys("PNRB", 1), "gatherings:pdf": {"G": 2}}
# Whose main page is refused, of that the other pages are refused as well; tests/permissions asks each of them.
TOGETHER = ("record_id", "gathering_id", "case_id", "arrangement_id", "planned_id")
MOST_FOR_ADMINISTRATORS = 4  # ids for each of their pages, which show nothing that was written


@dataclass
class Crawled:
    world: World
    seen: dict[str, dict[str, str]] = field(default_factory=dict)  # by person, each word and where it was first
    pages: dict[str, int] = field(default_factory=dict)  # by person, how many were open
    broken: list[str] = field(default_factory=list)  # what a server error answered
    documents: int = 0
    logged: str = ""


class Browser(Client):
    """One that takes no notes of the templates behind a page, as Django's does: of thousands, that is a third."""

    def request(self, **request: Any) -> Any:
        response = self.handler(self._base_environ(**request))
        self.cookies.update(response.cookies)
        return response


class Clients:
    """Everybody, signed in once, and the guest by link and code; the leaver's account is closed after that."""

    def __init__(self, world: World) -> None:
        people = world.people
        self.clients = {letter: Browser(raise_request_exception=False) for letter in PEOPLE}
        for letter, person in people.items():
            self.clients[letter].force_login(person)
        enter(self.clients["O"], world)
        self.cookies = {letter: client.cookies.output() for letter, client in self.clients.items()}
        Person.objects.filter(pk=people["L"].pk).update(is_active=False)

    def of(self, letter: str) -> Browser:
        """As at the beginning, whatever the last answer did to the cookies."""
        client = self.clients[letter]
        client.cookies = SimpleCookie(self.cookies[letter].replace("Set-Cookie: ", ""))
        return client


def enter(client: Client, world: World) -> None:
    assert world.guest is not None
    link = clinic_cast.link_of(world.guest)
    client.post(link)
    answer = client.post(f"{link}code/", {"code": clinic_cast.code_of(world.guest)})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/guests/")


def crawl() -> Crawled:
    with logged() as lines:
        found = Crawled(make_world())
        clients, addresses = Clients(found.world), every_address()
        for letter in PEOPLE:
            _Visit(found, clients, letter).all(addresses)
    found.logged = lines.getvalue()
    return found


@contextmanager
def logged() -> Iterator[io.StringIO]:
    """Every line of every logger, with its traceback, and for nobody else meanwhile: there are thousands."""
    lines = io.StringIO()
    loggers = [logging.getLogger(name) for name in ("", "django", "django.server")]
    before = [(one, one.handlers) for one in loggers]
    for one in loggers:
        one.handlers = [logging.StreamHandler(lines)]
    try:
        yield lines
    finally:
        for one, handlers in before:
            one.handlers = handlers


class _Visit:
    """One person's way through the product."""

    def __init__(self, found: Crawled, clients: Clients, letter: str) -> None:
        self.found, self.clients, self.letter = found, clients, letter
        self.seen = found.seen.setdefault(letter, {})
        self.answers: dict[str, int] = {}
        self.ahead: list[str] = []
        self.open: set[str] = set()
        self.closed: list[str] = []  # things whose main page was refused; every page of the first is asked for
        found.pages[letter] = 0

    def all(self, addresses: dict[str, dict[str, str]]) -> None:
        documents = {address for route in PAPERS for address in addresses[route]}
        for route, known in addresses.items():
            if route not in PAPERS:
                self.route(self.of_interest(route, known))
        self.ahead += [f"/calendar/{secret}.ics" for secret in self.secrets()]
        while self.ahead:
            address = self.ahead.pop()
            if address not in self.answers and address not in documents:
                self.look(address)
        for route in PAPERS:
            self.papers(route, list(addresses[route]))

    def of_interest(self, route: str, known: dict[str, str]) -> dict[str, str]:
        """All of them; few where nothing that was written is looked up, whoever asks for whichever."""
        few = MOST_FOR_ADMINISTRATORS if self.letter == "A" else 1
        is_out = self.letter in "LU" or (self.letter == "O" and not route.startswith("guests:"))
        if is_out or route.startswith("administration:"):
            return dict(list(known.items())[:few])
        return known

    def route(self, known: dict[str, str]) -> None:
        for address, thing in known.items():
            if thing in self.closed[1:]:
                continue
            status = self.look(address)
            if status == 405:
                return  # it is only posted to
            if status in (403, 404) and thing.startswith(TOGETHER) and thing not in [*self.open, *self.closed]:
                self.closed.append(thing)
            self.open |= {thing} if status in (200, 302) else set()

    def secrets(self) -> list[str]:
        """Of the person's own calendar: the address is the key."""
        return [secret for letter, secret in self.found.world.secrets.items() if letter == self.letter]

    def look(self, address: str) -> int:
        response = self.clients.of(self.letter).get(address)
        if response.status_code >= 500:
            self.found.broken.append(f"{self.letter} {address}: {response.status_code}")
        self.found.pages[self.letter] += response.status_code == 200
        text = text_of(response)
        for word in words_in(f"{text} {dict(response.headers)}"):
            self.seen.setdefault(word, address)
        self.ahead += sorted(links_in(text))
        self.answers[address] = response.status_code
        return response.status_code

    def papers(self, route: str, documents: list[str]) -> None:
        """The PDFs of all that they may not read, and some that they may."""
        made, most = 0, TAKEN[route].get(self.letter, 0)
        for address in documents:
            if not self.reads(route, address.removesuffix("record.pdf")) or made < most:
                made += self.look(address) == 200
        self.found.documents += made

    def reads(self, route: str, page: str) -> bool:
        """Whether what was written is on a page: of groups, others know as well that they took place."""
        return self.answers.get(page) == 200 and (route == "records:pdf" or self.letter in "BCG")


def text_of(response: HttpResponseBase) -> str:
    body = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    if response.headers.get("Content-Type", "") == "application/pdf":
        return "%PDF " + " ".join(page.extract_text() for page in PdfReader(io.BytesIO(body)).pages)
    return str(body.decode(errors="replace"))
