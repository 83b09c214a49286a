"""Which addresses are there? Every route of the product with every id of the world, and what a page leads to."""

import itertools
import re
import uuid
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from supervision.outbox.notices import Notice
from supervision.reminders.mailing import STOP
from supervision.supervisors.figure_queries import FIGURES
from supervision.vocabulary import Matter
from tests.people import TODAY

MOST = 24  # addresses of one route, when it names several things
# What a part of an address is the key of, where its name does not say the model.
MODELS = {
    "record_id": "SupervisionSession", "arrangement_id": "SupervisionArrangement", "item_id": "AgendaItem",
    "pause_id": "IntervalPause", "planned_id": "PlannedSession", "kept_id": "KeptText", "note_id": "CaseNote",
    "access_id": "CaseAccess", "grant_id": "RoleGrant", "unit_id": "Team", "template_id": "ReflectiveTemplate",
    "policy_id": "FrequencyPolicy", "step_id": "ReminderStep", "mail_id": "OutgoingMail",
    "agency_id": "PartnerAgency", "gathering_id": "SupervisionSession", "entry_id": "LearningEntry",
    "discussion_id": "CaseDiscussion", "format_id": "GroupFormat", "slot_id": "ClinicSlot",
    "extract_id": "PackItem", "guest_id": "GuestInvitation",
    "opening_id": "RecordOpening", "sample_id": "DipSample", "sampled_id": "SampledRecord",
    "support_id": "SupportRequest", "run_id": "ReportRun", "saved_id": "SavedReport", "plan_id": "PlannedLearning",
}  # fmt: skip
WORDS: dict[str, list[Any]] = {
    "kind": ["agency", "service", "team", "job-role"],
    "matter": [matter.value for matter in Matter],
    "about_on": [TODAY.isoformat()],
    "state": ["waiting", "failed"],
    "secret": ["nothing"],
    "uidb36": ["1"],
    "key": ["nothing-set"],
    "figure": [*FIGURES, "supervised", "not-placed", "clinics"],  # one more of each kind of row
}
NONSENSE = {"int": [0, 2**31], "uuid": [uuid.UUID(int=7)]}
LINK = re.compile(r'(?:href|action)="(/[^"#]*)')
NOT_PAGES = ("/static/", "/account/logout")


def routes(patterns: list[Any] | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix)
        else:
            yield f"{prefix}{pattern.name}", pattern


def parts_of(pattern: URLPattern) -> dict[str, str]:
    """The parts of a route that stand for something, and of which kind each is."""
    named = dict.fromkeys(getattr(pattern.pattern, "regex", re.compile("")).groupindex, "str")
    return named | {name: type(one).__name__[:-9].lower() for name, one in pattern.pattern.converters.items()}


def model_of(part: str) -> type[Model]:
    """Whose keys a part takes: by the list above, or by its own name."""
    wanted = MODELS.get(part, part.removesuffix("_id").replace("_", ""))
    for model in apps.get_models():
        if model.__name__.lower() == wanted.lower():
            return model
    raise AssertionError(f"An address asks for {part}: say in tests/canary/addresses.py which model it is a key of")


def values_of(part: str) -> list[Any]:
    """Every id of the world that this part of an address could be."""
    if part == "about_id":
        return sorted(set(Notice.objects.values_list("about_id", flat=True)))
    if part == "token":
        return [STOP.sign("1")]
    if part in WORDS:
        return WORDS[part]
    return list(model_of(part)._default_manager.values_list("pk", flat=True))


def every_address() -> dict[str, dict[str, str]]:
    """By route, addresses in which every id stands once at least, each with the thing it begins with."""
    known: dict[str, list[Any]] = {}
    found = {}
    for name, pattern in routes():
        parts = parts_of(pattern)
        for part, kind in parts.items():
            if part not in known:
                known[part] = values_of(part) + NONSENSE.get(kind, [])
        choices = _together([known[part] for part in parts])
        found[name] = {
            reverse(name, kwargs=dict(zip(parts, chosen, strict=True))): _thing(parts, chosen) for chosen in choices
        }
    return found


def _thing(parts: Iterable[str], chosen: Iterable[Any]) -> str:
    """What an address begins with, such as one record: the pages of one thing open or stay closed together."""
    return next((f"{part} {value}" for part, value in zip(parts, chosen, strict=True)), "")


def _together(values: list[list[Any]]) -> list[tuple[Any, ...]]:
    """All of them with all others; where that is too many, each of them with some."""
    every = list(itertools.product(*values))
    if len(every) <= MOST or len(values) < 2:
        return every
    longest = max(map(len, values))
    return [tuple(column[number % len(column)] for column in values) for number in range(longest)] + every[
        :: len(every) // MOST
    ]


def links_in(page: str) -> set[str]:
    return {unescape(link) for link in LINK.findall(page) if not link.startswith(NOT_PAGES)}
