"""Which tags draw a chart? A line chart with its table, and a small line beside a number."""

from collections.abc import Sequence
from typing import Any

from django import template

from ..drawing import NARROW, WIDE, draw, spark
from ..models import LineChart

register = template.Library()


@register.inclusion_tag("charts/line_chart.html")
def line_chart(chart: LineChart) -> dict[str, Any]:
    return {"chart": chart, "drawings": [draw(chart, WIDE), draw(chart, NARROW)]}


@register.inclusion_tag("charts/sparkline.html")
def sparkline(values: Sequence[float | None], label: str) -> dict[str, Any]:
    """Nothing, until there are two values."""
    enough = sum(value is not None for value in values) > 1
    return {"label": label, "spark": spark(values) if enough else None}
