"""Can rows be added and removed without JavaScript, with nothing typed lost?"""

import pytest
from django.http import QueryDict

from supervision.formpack.rows import changed_rows, unchecked
from tests.formpack.every_field import PointRows, render, rows
from tests.formpack.markup import Markup


def posted(fields: dict[str, str]) -> QueryDict:
    data = QueryDict(mutable=True)
    data.update(fields)
    return data


def pressed(button: dict[str, str], **fields: str) -> Markup:
    """The rows drawn again after that button was pressed."""
    data = changed_rows(posted(rows(2, **fields) | button), "points")
    assert data is not None
    return render("{% render_rows points %}", points=unchecked(PointRows(data, prefix="points")))


def values(markup: Markup) -> dict[str, str]:
    shown = [one for one in markup.all("input") if one.attrs["name"].endswith("-what")]
    return {one.attrs["name"]: one.attrs.get("value", "") for one in shown}


TYPED = {"0__what": "Ring the school", "1__what": "Write it up"}


def test_adding_a_row_keeps_what_was_typed() -> None:
    markup = pressed({"add_row": "points"}, **TYPED)
    assert values(markup) == {
        "points-0-what": "Ring the school",
        "points-1-what": "Write it up",
        "points-2-what": "",
    }
    assert markup.one("input", name="points-TOTAL_FORMS").attrs["value"] == "3"


def test_removing_a_row_marks_it_and_numbers_the_others_anew() -> None:
    markup = pressed({"remove_row_1": "points"}, **TYPED)
    assert values(markup) == {"points-1-what": "Write it up"}
    assert markup.one("input", name="points-0-DELETE").attrs["value"] == "on"
    assert [one.text for one in markup.all("legend")] == ["Action point 1"]
    assert [one.text for one in markup.all("button")] == ["Remove action point 1", "Add another action point"]


def test_the_button_of_a_row_removes_that_row_after_others_were_removed() -> None:
    first = pressed({"remove_row_1": "points"}, **TYPED)
    button = next(one for one in first.all("button") if one.text.startswith("Remove"))
    assert (button.attrs["name"], button.attrs["value"]) == ("remove_row_2", "points")


def test_a_row_marked_for_removal_is_not_checked() -> None:
    points = PointRows(rows(2, **{"0__DELETE": "on", "0__why": "x"}), prefix="points")
    assert points.is_valid()


def test_no_message_is_shown_while_rows_are_arranged() -> None:
    markup = pressed({"add_row": "points"}, **{"0__why": "Because"})
    assert not markup.all(class_="govuk-error-message")


@pytest.mark.parametrize(
    "button",
    [
        {},
        {"add_row": "other"},
        {"remove_row_1": "other"},
        {"remove_row_0": "points"},
        {"remove_row_x": "points"},
        {"send": "1"},
    ],
)
def test_other_buttons_change_no_rows(button: dict[str, str]) -> None:
    assert changed_rows(posted(rows(2) | button), "points") is None


@pytest.mark.parametrize("total", ["", "many", "-1", "99999"])
def test_a_made_up_count_of_rows_is_taken_for_none(total: str) -> None:
    data = changed_rows(posted({"points-TOTAL_FORMS": total, "add_row": "points"}), "points")
    assert data is not None
    assert data["points-TOTAL_FORMS"] == "1"


def test_a_row_that_is_not_there_cannot_be_removed() -> None:
    data = changed_rows(posted(rows(2) | {"remove_row_3": "points"}), "points")
    assert data is not None
    assert not [name for name in data if name.endswith("DELETE")]


def test_the_row_for_scripts_is_a_template_and_not_on_the_page() -> None:
    html = render("{% render_rows points %}", points=PointRows(prefix="points"))
    assert html.all("template")
    assert not [one for one in html.elements if "__prefix__" in one.attrs.get("name", "")]
