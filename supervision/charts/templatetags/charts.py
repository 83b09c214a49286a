"""Which tags draw a chart? A chart with its table, and a small line beside a number."""

from collections.abc import Sequence
from typing import Any

from django import template

from .. import bars, drawing
from ..models import BarChart, LineChart

register = template.Library()


@register.inclusion_tag("charts/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    return {"chart": chart, "drawings": drawing.draw_both(chart)}


@register.inclusion_tag("charts/bar_chart.html")
def bar_chart(chart: BarChart) -> dict[str, Any]:
    return {"chart": chart, "drawings": bars.draw_both(chart)}


@register.inclusion_tag("charts/sparkline.html")
def sparkline(values: Sequence[float | None], label: str) -> dict[str, Any]:
    """Nothing, until there are two values."""
    enough = sum(value is not None for value in values) > 1
    return {"label": label, "spark": drawing.spark(values) if enough else None}
