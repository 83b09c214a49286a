"""Which rooms does a person have? The menu, and where somebody starts who has no home page."""

from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import session_clock
from accounts.models import Person
from accounts.queries import roles_of, scopes_of
from supervision.vocabulary import Role

CASES = ("Cases", "cases:cases")
GROUPS = ("Groups", "gatherings:gatherings")
LEARNING = ("Learning", "learning:learning")
PULSE = ("Pulse", "pulse:pulses")  # for managers of the whole organisation
SUPPORT = ("Support", "support:requests")
ROOMS: dict[Role, list[tuple[str, str]]] = {
    Role.PRACTITIONER: [
        ("Home", "practitioners:home"),
        ("My sessions", "practitioners:sessions"),
        ("Action points", "practitioners:action_points"),
        ("Confidence", "practitioners:confidence"),
        GROUPS,
        CASES,
        SUPPORT,
        LEARNING,
    ],
    Role.SUPERVISOR: [
        ("My team", "supervisors:team"),
        ("Waiting for signature", "supervisors:waiting"),
        ("Team action points", "supervisors:action_points"),
        GROUPS,
        CASES,
        SUPPORT,
        LEARNING,
    ],
    Role.MANAGER: [
        ("Organisation", "managers:organisation"),
        ("Escalations", "managers:escalations"),
        ("Confidence by area", "managers:confidence"),
        ("Audit reports", "reports:reports"),
        PULSE,
        ("People and roles", "managers:people"),
        ("Access log", "managers:access"),
        ("Break-glass", "managers:openings"),
        ("Dip samples", "dips:samples"),
        GROUPS,
    ],
    Role.ADMINISTRATOR: [
        ("People", "administration:people"),
        ("Teams", "administration:teams"),
        ("Arrangements", "administration:arrangements"),
        ("Cover and changes", "administration:continuity"),
        ("Frequency", "administration:policies"),
        ("Questions", "administration:templates"),
        ("Group formats", "administration:group_formats"),
        ("Criteria", "administration:criteria"),
        ("Reminders", "administration:steps"),
        ("Resources", "learning:resources"),
        ("Status", "administration:status"),
    ],
}


def navigation(request: HttpRequest) -> dict[str, Any]:
    """For every page: the person's menu, how many notices wait, and how long their session lasts without them."""
    person = getattr(request, "user", None)
    if not isinstance(person, Person):
        return {}
    return {
        "navigation": menu(person, request.path),
        "unread": getattr(person, "unread", 0),
        "session_seconds": session_clock.seconds_left(request.session, timezone.now()),
    }


def menu(person: Person, path: str) -> list[dict[str, Any]]:
    pages = [(label, reverse(name)) for label, name in _pages(person)]
    here = max((url for _, url in pages if _is_within(path, url)), key=len, default=None)
    return [{"label": label, "url": url, "current": url == here} for label, url in pages]


def first_page(person: Person) -> str:
    """The address where somebody starts."""
    return next((reverse(name) for _, name in _pages(person)), reverse("account"))


def _pages(person: Person) -> list[tuple[str, str]]:
    roles = roles_of(person)
    pages = [page for role, pages in ROOMS.items() if role in roles for page in pages]
    if not scopes_of(person).organisation:
        pages = [page for page in pages if page != PULSE]
    return list(dict.fromkeys(pages))


def _is_within(path: str, url: str) -> bool:
    """Every path begins with "/", which is the home page alone."""
    return path == url if url == "/" else path.startswith(url)
