"""Do a drawing and its table say the same? Both are read, the drawing by its geometry."""

import re
from datetime import date

import pytest
from django.template import Context, Template
from hypothesis import given, settings
from hypothesis import strategies as st

from supervision.charts.models import BarChart, LineChart, Looked, Part, Series

MARK = re.compile(r'<path class="(chart-marker chart-series-(\d)|chart-hollow)" d="M([\d.]+) ([\d.]+)([^"]*)"')
KEY = re.compile(r'<text class="chart-label" x="[\d.]+" y="16"')  # the row that says what each shape is
CELL = re.compile(r"<td[^>]*>(.*?)</td>")
SIZES = ("wide", "narrow")
scores = st.one_of(st.none(), st.integers(10, 50).map(lambda tenths: tenths / 10))


def rendered(chart: LineChart | BarChart) -> str:
    tag = "line_chart" if isinstance(chart, LineChart) else "bar_chart"
    return Template("{% load charts %}{% " + tag + " chart %}").render(Context({"chart": chart}))


def drawing(html: str, size: str) -> str:
    return re.findall(rf'<svg class="chart-{size}".*?</svg>', html, re.S)[0]


def heights(svg: str) -> dict[int, float]:
    """Where each whole number of the scale is."""
    lines = re.findall(r'<line class="chart-grid"[^>]* y1="([\d.]+)"', svg)
    names = re.findall(r'text-anchor="end" fill="#4a5a63">(\d+)</text>', svg)[: len(lines)]
    return {int(name): float(y) for name, y in zip(names, lines, strict=True)}


def middle(start: tuple[float, float], outline: str) -> tuple[float, float]:
    """The point that a mark stands around: a square begins at a corner, a diamond at its top, a circle at its left."""
    x, y = start
    return (x + 4, y + 4) if outline.startswith("h") else (x, y + 6) if outline.startswith("L") else (x + 4, y)


def drawn(svg: str) -> dict[str, list[tuple[float, float]]]:
    """Of each line, and of the hollow marks: place across and value, in the order of the drawing, without the key."""
    at = heights(svg)
    low, high = min(at), max(at)
    found: dict[str, list[tuple[float, float]]] = {}
    key_above = 20 if KEY.search(svg) else 0
    for kind, number, x, y, outline in MARK.findall(svg):
        across, down = middle((float(x), float(y)), outline)
        if down > key_above:
            value = low + (at[low] - down) / (at[low] - at[high]) * (high - low)
            found.setdefault(number or kind, []).append((across, round(value, 1)))
    return found


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(scores, scores, st.lists(st.integers(1, 5), max_size=2)), min_size=2, max_size=30))
def test_a_line_chart_has_in_both_drawings_what_its_table_has(months: list[tuple[float, float, list[int]]]) -> None:
    chart = LineChart(
        "c", "t", "s", [f"M{n}" for n in range(len(months))],
        [Series("You", [own for own, _, _ in months]), Series("Supervisor", [beside for _, beside, _ in months])],
        looked=[[Looked(score, date(2026, 3, 1)) for score in looked] for _, _, looked in months],
        flags=[["Training"] if own else [] for own, _, _ in months],
    )  # fmt: skip
    html = rendered(chart)
    rows = [CELL.findall(row) for row in html.split("<tbody")[1].split("<tr")[1:]]
    in_table = [[float(row[line]) for row in rows if row[line] != "no score"] for line in (0, 1)]
    looked = [
        float(said) for row in rows if chart.has_looked for said in re.findall(r"([\d.]+), said on 1 Mar 2026", row[2])
    ]
    for size in SIZES:
        svg = drawing(html, size)
        marks = drawn(svg)
        assert [value for _, value in marks.get("1", [])] == in_table[0]
        assert [value for _, value in marks.get("2", [])] == in_table[1]
        assert [value for _, value in marks.get("chart-hollow", [])] == looked
        flags = re.findall(r'chart-flag-number"[^>]*>(\d+)<', svg)
        assert len(flags) == html.count("<li>") == sum(own is not None for own, _, _ in months)
    assert "style=" not in html


@settings(max_examples=20, deadline=None)
@given(st.lists(st.one_of(st.none(), st.integers(0, 100)), min_size=2, max_size=12))
def test_shares_are_drawn_as_their_table_says_and_what_is_hidden_is_a_gap(shares: list[int | None]) -> None:
    said = ["Hidden: too few people" if one is None else f"{one}% or fewer" for one in shares]
    raters = [None if one is None else 7 for one in shares]
    chart = LineChart(
        "c", "t", "s", [f"Q{n}" for n in range(len(shares))], [Series("Confident", shares, said)],
        low=0, high=100, step=20, unit="%", raters=raters,
    )  # fmt: skip
    html = rendered(chart)
    rows = [CELL.findall(row) for row in html.split("<tbody")[1].split("<tr")[1:]]
    assert rows == [[words, "hidden" if one is None else "7"] for words, one in zip(said, shares, strict=True)]
    for size in SIZES:
        marks = drawn(drawing(html, size)).get("1", [])
        assert [round(value) for _, value in marks] == [one for one in shares if one is not None]


def test_a_line_goes_through_no_mark_of_what_was_said_later_and_over_no_gap() -> None:
    looked = [[Looked(1, date(2026, 3, 1))], [], [], []]
    html = rendered(LineChart("c", "t", "s", list("abcd"), [Series("You", [3.0, 4.0, None, 5.0])], looked=looked))
    for size in SIZES:
        svg = drawing(html, size)
        (path,) = re.findall(r'<path class="chart-line chart-series-1" d="([^"]+)"', svg)
        assert path.count("L") == 1
        (hollow,) = drawn(svg)["chart-hollow"]
        assert f"{hollow[0]:g} {heights(svg)[1]:g}" not in path


@pytest.mark.parametrize("most", [3, 17, 240, 20_000])
def test_bars_are_as_high_as_the_table_says_and_each_number_leads_to_its_rows(most: int) -> None:
    held, not_held = [0, 1, most], [2, 0, most // 3]
    parts = [Part("Held", held, ["/h/"] * 3), Part("Did not happen", not_held, ["/n/"] * 3)]
    html = rendered(BarChart("b", "t", "s", ["Jan", "Feb", "Mar"], parts))
    linked = re.findall(r'<a class="govuk-link" href="/([hn])/">(\d+)<', html)
    assert sorted(linked) == sorted([("h", str(n)) for n in held if n] + [("n", str(n)) for n in not_held if n])
    for size in SIZES:
        svg = drawing(html, size)
        at = heights(svg)
        unit = (at[0] - at[max(at)]) / max(at)
        bars = re.findall(r'<rect class="chart-bar chart-part-(\d)"[^>]* height="([\d.]+)"', svg)
        for part, counts in (("1", held), ("2", not_held)):
            seen = [float(height) / unit for number, height in bars if number == part]
            assert seen == pytest.approx([count for count in counts if count], abs=0.05 * max(1, most / 20))
