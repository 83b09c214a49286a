"""How are a person's ratings drawn? As charts with a sentence and a table, gaps left in."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from accounts.models import Person
from supervision.charts.models import LineChart, Looked, Series
from supervision.pulse.words import PUBLISHED_FEELINGS
from supervision.rules.confidence import CONFIDENT, Month, change, latest
from supervision.support.queries import Marker
from supervision.vocabulary import EmotionalItem

from .confidence import Area, ConfidenceOverTime, Values, confidence_of, explained, felt_by, looked_back_by
from .markers import is_about, markers_for

BAND = (float(CONFIDENT), 5.0, f"Confident ({CONFIDENT} to 5)")
PUBLISHED = {
    "worried": PUBLISHED_FEELINGS[EmotionalItem.WORRIED],
    "anxious": PUBLISHED_FEELINGS[EmotionalItem.ANXIOUS],
    "source": "Workforce survey of 594 professionals in England, 2017. Approximate: its exact wording and scale are "
    "not published.",
}


@dataclass(frozen=True)
class Story:
    """A person's confidence on one page, as far as its reader may see it."""

    confidence: ConfidenceOverTime
    overall: LineChart | None
    areas: list[tuple[Area, LineChart | None]]
    feelings: LineChart | None
    published: ClassVar[dict[str, Any]] = PUBLISHED


def story_of(person: Person, *, reader: Person, until: date) -> Story:
    """Everything that the page of somebody's confidence shows."""
    confidence = confidence_of(person, until=until)
    since = confidence.months[0].first_day if confidence.months else until
    markers = markers_for(person, reader=reader, since=since, until=until) if confidence.months else []
    looked = looked_back_by(person)
    whose = Names.of(person, reader)
    areas = [(area, _area_chart(area, confidence, whose, looked, markers)) for area in confidence.areas]
    feelings = _feelings(felt_by(person, span=confidence.months), confidence.months)
    return Story(confidence, overall(confidence, whose, markers), areas, feelings)


@dataclass(frozen=True)
class Names:
    """Whose lines they are, as the reader would say it."""

    own: str
    beside: str
    theirs: str  # of the supervisors, in a sentence

    @classmethod
    def of(cls, person: Person, reader: Person) -> "Names":
        if person == reader:
            return cls("You", "Your supervisor", "Your supervisor’s rating")
        return cls(person.name, "Supervisor", "The supervisor’s rating")


def periods(span: Sequence[Month]) -> list[str]:
    return [f"{month.first_day:%b %Y}" for month in span]


def _lines(own: Values, beside: Values, whose: Names, alone: str) -> list[Series]:
    if not any(value is not None for value in beside):
        return [Series(alone, own)]
    return [Series(whose.own, own), Series(whose.beside, beside)]


def _flags(span: Sequence[Month], markers: Sequence[Marker]) -> list[list[str]]:
    """What happened in each month, with its day."""
    said = [(Month.of(one.on), f"{one.label} on {one.on.day} {one.on:%B}") for one in markers]
    return [[words for month, words in said if month == of] for of in span]


def overall(confidence: ConfidenceOverTime, whose: Names, markers: Sequence[Marker] = ()) -> LineChart | None:
    """All areas together, one mean a month; None until there are two months with scores."""
    if not confidence.enough_for_a_trend:
        return None
    values = confidence.overall
    return LineChart(
        id="confidence-overall",
        title="How confidence has changed",
        sentence=explained(_sentence("The average over all areas", values, confidence.months), values),
        periods=periods(confidence.months),
        series=_lines(values, confidence.overall_beside, whose, "All areas"),
        band=BAND,
        flags=_flags(confidence.months, markers),
    )


def _area_chart(
    area: Area,
    confidence: ConfidenceOverTime,
    whose: Names,
    looked: dict[tuple[int, Month], list[Looked]],
    markers: Sequence[Marker],
) -> LineChart | None:
    if area.change is None:
        return None
    span, name = confidence.months, area.domain.short_name
    about = [one for one in markers if is_about(one, area.domain.pk)]
    sentence = f"{_sentence(name, area.values, span)}{_beside(area.beside, whose)}"
    return LineChart(
        id=f"confidence-{area.domain.pk}",
        title=name,
        sentence=explained(sentence, area.values),
        periods=periods(span),
        series=_lines(area.values, area.beside, whose, name),
        band=BAND,
        looked=[looked.get((area.domain.pk, month), []) for month in span],
        flags=_flags(span, about),
    )


def _feelings(felt: dict[EmotionalItem, Values], span: Sequence[Month]) -> LineChart | None:
    """How the work felt: a scale of its own, without a zone to be in."""
    if all(change(values) is None for values in felt.values()):
        return None
    says = "; ".join(
        f"{item.value} {values_now:g} of 5"
        for item, values in felt.items()
        if (values_now := latest(values)) is not None
    )
    return LineChart(
        id="feelings",
        title="How the work felt",
        sentence=f"When it was last said: {says}. 1 is not at all, 5 a great deal. It says nothing of confidence.",
        periods=periods(span),
        series=[Series(item.value.capitalize(), values) for item, values in felt.items()],
    )


def _beside(beside: Values, whose: Names) -> str:
    last = latest(beside)
    return "" if last is None else f" {whose.theirs} was last {last:g}."


def _sentence(what: str, values: Values, span: Sequence[Month]) -> str:
    """Where it stands, with the month if that was some time ago, and how it has moved since the baseline."""
    scored = [(month, value) for month, value in zip(span, values, strict=True) if value is not None]
    (began, first), (month, last) = scored[0], scored[-1]
    moved = change(values)
    says = f"is now {last:g} out of 5 and"
    if month != span[-1]:
        says = f"was last {last:g} out of 5, in {month.first_day:%B %Y}, and"
    went = "has not moved" if not moved else f"has gone {'up' if moved > 0 else 'down'} by {abs(moved):g}"
    return f"{what} {says} {went} since the first rating, {first:g} in {began.first_day:%B %Y}."
