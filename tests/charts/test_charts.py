"""Does a chart show its numbers, all of them and nothing else?"""

import itertools
import re

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from supervision.charts.drawing import draw, spark
from supervision.charts.geometry import Frame, every, runs
from supervision.charts.labels import NARROW, WIDE
from supervision.charts.models import LineChart, Series

PERIODS = ["Jan 2026", "Feb 2026", "Mar 2026", "Apr 2026", "May 2026"]


def chart(*values: float | None) -> LineChart:
    return LineChart(
        id="c", title="A <title>", sentence="It has gone up.", periods=PERIODS[: len(values)],
        series=[Series("All areas", values)], band=(4, 5, "Confident"),
    )  # fmt: skip


def page(one: LineChart) -> str:
    return Template("{% load charts %}{% line_chart chart %}").render(Context({"chart": one}))


def test_a_gap_is_never_joined_and_never_nought() -> None:
    (line,) = draw(chart(2.0, 3.0, None, 4.0, 5.0), WIDE)["lines"]
    assert len(line["paths"]) == 2
    assert len(line["markers"]) == 4


def test_a_score_with_a_gap_on_both_sides_is_still_seen() -> None:
    (line,) = draw(chart(None, 3.0, None), WIDE)["lines"]
    assert line["paths"] == []
    assert len(line["markers"]) == 1


def test_the_table_has_the_same_numbers_and_says_where_there_is_none() -> None:
    cells = re.findall(r"<td[^>]*>([^<]*)</td>", page(chart(2.5, None, 4.0)))
    assert cells == ["2.5", "no score", "4"]


def test_both_drawings_are_named_apart_and_nothing_is_styled_inline() -> None:
    html = page(chart(2.5, 3.0))
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 4
    assert "style=" not in html
    assert "A &lt;title&gt;" in html


def test_numbers_are_written_for_machines_whatever_the_language() -> None:
    assert not re.search(r'(x|y|d)="[^"]*\d,\d', page(chart(2.5, 3.1, 4.2)))


@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_two_years_of_months_have_labels_that_do_not_meet(size) -> None:  # type: ignore[no-untyped-def]
    long = LineChart("c", "t", "s", [f"M{n}" for n in range(25)], [Series("a", [3.0] * 25)])
    places = [x for x, _, _ in draw(long, size)["labels"]]
    assert all(later - earlier >= 50 for earlier, later in itertools.pairwise(places))
    assert draw(long, size)["labels"][-1][1] == "M24"


@pytest.mark.parametrize("months", range(2, 40))
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_the_last_label_which_ends_at_its_mark_is_not_written_over(size, months: int) -> None:  # type: ignore[no-untyped-def]
    long = LineChart("c", "t", "s", [f"M{n}" for n in range(months)], [Series("a", [3.0] * months)])
    *_, (before, _, anchor), (end, _, _) = [(0.0, "", "middle"), *draw(long, size)["labels"]]
    assert end - before >= {"start": 2, "middle": 1.5}[anchor] * size.label - 1 or before == 0


@given(st.lists(st.one_of(st.none(), st.floats(1, 5)), min_size=1, max_size=40))
def test_every_score_is_drawn_once_and_inside_the_frame(values: list[float | None]) -> None:
    frame = Frame(30, 300, 10, 200, len(values), 1, 5)
    points = frame.points(values)
    drawn = [point for run in runs(points) for point in run]
    assert len(drawn) == sum(value is not None for value in values)
    assert all(30 <= x <= 300 and 10 <= y <= 200 for x, y in drawn)


def test_a_higher_score_is_higher_up() -> None:
    frame = Frame(0, 100, 0, 100, 2, 1, 5)
    assert frame.y(5) < frame.y(4) < frame.y(1)


def test_labels_are_thinned_only_when_they_must_be() -> None:
    assert (every(5, 310, 62), every(6, 310, 62), every(25, 310, 62)) == (1, 2, 5)


def test_a_small_line_of_equal_values_is_flat_in_the_middle() -> None:
    assert {path.split()[1] for path in spark([3.0, 3.0, 3.0])["paths"]} == {"24"}


def test_a_small_line_needs_two_values() -> None:
    html = Template("{% load charts %}{% sparkline values 'Label' %}").render(Context({"values": [None, 3.0]}))
    assert "<svg" not in html
