"""How far has a pulse come, and what did the people of a group say in one that is closed?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import Person
from supervision.rules.confidence import CONFIDENT
from supervision.rules.disclosure import share, showable, told
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import EmotionalItem, Role, Scope

from .models import Answer, Asked, Cell, Pulse
from .words import FELT, PUBLISHED_FEELINGS

WHOLE = ("organisation", "The whole organisation")


def to_be_asked() -> QuerySet[Person]:
    """Every practitioner who works here, but for the managers who read the results."""
    reads_results = Q(role_grants__role=Role.MANAGER, role_grants__scope=Scope.ORGANISATION)
    practitioners = Person.objects.filter(is_active=True, role_grants__role=Role.PRACTITIONER)
    return practitioners.exclude(pk__in=Person.objects.filter(reads_results)).order_by("pk")


def pulses() -> QuerySet[Pulse]:
    """The newest first, each with how many were asked (`many`) and how many `answers` there are."""
    asked = Asked.objects.filter(pulse=OuterRef("pk")).values("pulse")
    answers = Answer.objects.filter(cell__pulse=OuterRef("pk")).values("cell__pulse")
    return (
        Pulse.objects.annotate(many=_counted(asked), answers=_counted(answers))
        .select_related("started_by")
        .order_by("-started_at")
    )


def _counted(rows: QuerySet[Any, Any]) -> Coalesce:
    return Coalesce(Subquery(rows.annotate(n=Count("pk")).values("n")), 0)


def closed_before(pulse: Pulse) -> Pulse | None:
    return Pulse.objects.filter(closed_at__lt=pulse.closed_at).order_by("-closed_at").first()


def domains_of(pulse: Pulse) -> list[ConfidenceDomain]:
    found = ConfidenceDomain.objects.in_bulk(pulse.domains)
    return [found[key] for key in pulse.domains]


@dataclass(frozen=True)
class Item:
    """One question: its words, from which score on it counts, and the figure of 2017 where there is one."""

    key: str
    name: str
    question: str
    counts_from: int
    published: int | None


def items() -> list[Item]:
    """The areas of confidence, then how the work felt."""
    areas = [
        Item(str(one.pk), one.short_name, one.question, CONFIDENT, one.published_percent)
        for one in ConfidenceDomain.objects.order_by("position")
    ]
    felt = [Item(one.value, one.label.capitalize(), "", FELT, PUBLISHED_FEELINGS[one]) for one in EmotionalItem]
    return [*areas, *felt]


Groups = Mapping[tuple[str, str], frozenset[int]]  # key and name of a group, and the cells that make it up


def groups_of(pulse: Pulse) -> Groups:
    """The organisation, its agencies, teams and job roles, as far as they are told apart; always in the same order."""
    names = {"agency": "agency__name", "team": "team__name", "job_role": "job_role__name"}
    rows = list(Cell.objects.filter(pulse=pulse).values("pk", *names, *names.values()))
    groups: dict[tuple[str, str], frozenset[int]] = {WHOLE: frozenset(row["pk"] for row in rows)}
    for level, name in names.items():
        for key, words in sorted({(row[level], row[name]) for row in rows if row[level]}):
            groups[f"{level}-{key}", words] = frozenset(row["pk"] for row in rows if row[level] == key)
    return groups


def asked_in(pulse: Pulse) -> dict[str, frozenset[int]]:
    """The groups of a pulse that can be shown, each with the marks of those who were asked."""
    marks = dict(Cell.objects.filter(pulse=pulse).values_list("pk", "marks"))
    return {
        key: frozenset(mark for cell in cells for mark in marks[cell])
        for (key, _), cells in groups_of(pulse).items()
        if key not in pulse.kept_back
    }


def closed() -> QuerySet[Pulse]:
    """Those whose results are read, however long ago they closed."""
    return Pulse.objects.exclude(closed_at=None)


@dataclass(frozen=True)
class Figure:
    """About how many answers, and the share of them in words."""

    answers: int
    share: str


def results(pulse: Pulse, groups: Groups, asked: Sequence[Item]) -> dict[str, dict[str, Figure]]:
    """By item and group, whatever can be shown of a pulse: what is not in it is hidden."""
    told = {group: cells for group, cells in groups.items() if group[0] not in pulse.kept_back}
    said: dict[str, dict[int, tuple[int, int]]] = {}  # by item: number of the answer, its cell and its score
    for number, (cell, answer) in enumerate(_answers(pulse)):
        for item, score in answer.items():
            if score is not None:
                said.setdefault(item, {})[number] = (cell, score)
    return {item.key: _figures(said.get(item.key, {}), item, told, pulse.least) for item in asked}


def _answers(pulse: Pulse) -> Iterator[tuple[int, dict[str, int | None]]]:
    rows = Answer.objects.filter(cell__pulse=pulse).order_by("pk").values_list("cell", "scores", "worried", "anxious")
    for cell, scores, worried, anxious in rows:
        areas = zip(map(str, pulse.domains), scores, strict=True)
        yield cell, {**dict(areas), EmotionalItem.WORRIED.value: worried, EmotionalItem.ANXIOUS.value: anxious}


def _figures(said: Mapping[int, tuple[int, int]], item: Item, groups: Groups, least: int) -> dict[str, Figure]:
    people = {key: {n for n, (cell, _) in said.items() if cell in cells} for (key, _), cells in groups.items()}
    high = {n for n, (_, score) in said.items() if score >= item.counts_from}
    shown = {key: people[key] for key in showable(people, least)}
    counts = told(shown, high)
    return {
        key: Figure(len(shown[key]), share(count, len(shown[key]), parts)) for key, (count, parts) in counts.items()
    }


def asked_and_answered(pulse: Pulse, group: str) -> tuple[int, int]:
    level, _, key = group.partition("-")
    cells = Cell.objects.filter(pulse=pulse, **({level: int(key)} if key else {}))
    counted = cells.annotate(answered=Count("answers")).values_list(F("asked"), "answered")
    return sum(asked for asked, _ in counted), sum(answered for _, answered in counted)
