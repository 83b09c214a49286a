"""How are a person's ratings drawn? As charts with a sentence and a table, gaps left in."""

from supervision.charts.models import LineChart, Series
from supervision.rules.confidence import change

from .confidence import Area, ConfidenceOverTime

BAND = (4.0, 5.0, "Confident (4 to 5)")


def _periods(confidence: ConfidenceOverTime) -> list[str]:
    return [f"{month.first_day:%b %Y}" for month in confidence.months]


def overall(confidence: ConfidenceOverTime) -> LineChart | None:
    """All areas together, one mean a month; None until there are two months with scores."""
    if not confidence.enough_for_a_trend:
        return None
    return LineChart(
        id="confidence-overall",
        title="How confidence has changed",
        sentence=_sentence("The average over all areas", confidence.overall, confidence),
        periods=_periods(confidence),
        series=[Series("All areas", confidence.overall)],
        band=BAND,
    )


def by_area(confidence: ConfidenceOverTime) -> list[tuple[Area, LineChart | None]]:
    return [(area, _area_chart(area, confidence)) for area in confidence.areas]


def _area_chart(area: Area, confidence: ConfidenceOverTime) -> LineChart | None:
    if area.change is None:
        return None
    return LineChart(
        id=f"confidence-{area.domain.pk}",
        title=area.domain.short_name,
        sentence=_sentence(area.domain.short_name, area.values, confidence),
        periods=_periods(confidence),
        series=[Series(area.domain.short_name, area.values)],
        band=BAND,
    )


def _sentence(what: str, values: list[float | None], confidence: ConfidenceOverTime) -> str:
    """Where it stands, with the month if that was some time ago, and how it has moved."""
    scored = [(month, value) for month, value in zip(confidence.months, values, strict=True) if value is not None]
    month, latest = scored[-1]
    moved = change(values)
    says = f"is now {latest:g} out of 5 and"
    if month != confidence.months[-1]:
        says = f"was last {latest:g} out of 5, in {month.first_day:%B %Y}, and"
    went = "has not moved" if not moved else f"has gone {'up' if moved > 0 else 'down'} by {abs(moved):g}"
    return f"{what} {says} {went} since the first rating."
