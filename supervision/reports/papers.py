"""How do the slices of a report become a paper? Its figures with what they count, and a chart of its months."""

import json

from django.template.loader import render_to_string

from supervision.charts.models import BarChart, Part
from supervision.documents import pdf
from supervision.measures.figures import percent

from . import files
from .figures import FIGURES, WHY_NOT
from .models import ReportRun
from .summary_queries import Months, summed

LIMIT = 45.0  # seconds: nobody waits for it, and the lease of its worker is longer
DRAWN = ("held", "not-held")


def paper(run: ReportRun) -> bytes:
    """A tagged PDF. Raises what `documents.pdf` raises."""
    months = summed([json.loads(part) for part in files.lines(run)])
    context = {"run": run, "rows": _rows(months), "chart": _chart(run, months)}
    title = f"Audit report, {run.first_on} to {run.last_on}"
    return pdf.render(render_to_string("reports/paper.html", context | {"title": title}), title=title, timeout=LIMIT)


def _rows(months: Months) -> list[tuple[str, int, str, str]]:
    """Each figure with its number, its share, and of what it is one. Reasons that nobody had are left out."""
    totals = {key: sum(counts[key] for counts in months.values()) for key in FIGURES}
    return [
        (figure.label, totals[key], _share(totals[key], totals.get(figure.out_of, 0)), figure.definition)
        for key, figure in FIGURES.items()
        if totals[key] or key not in WHY_NOT
    ]


def _share(count: int, out_of: int) -> str:
    return f"{percent(count, out_of)}\u00a0of\u00a0{out_of:,}" if out_of else ""


def _chart(run: ReportRun, months: Months) -> BarChart:
    parts = [Part(FIGURES[key].label, [counts[key] for counts in months.values()], [""] * len(months)) for key in DRAWN]
    return BarChart(
        id="months", title="Sessions by month", sentence="Sessions that were held, and that did not happen, by month.",
        periods=[f"{month:%b %Y}" for month in months], parts=parts,
    )  # fmt: skip
