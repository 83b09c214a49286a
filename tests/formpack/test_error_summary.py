"""Does every message in the error summary lead to a control that is on the page?"""

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from tests.formpack.every_field import BOLD, EveryField, InParts, PointRows, render, rows
from tests.formpack.markup import Markup

PAGE = "{% error_summary form points %}{{ form|crispy }}{% render_rows points %}"
FOCUSABLE = {"input", "select", "textarea", "button"}


def page(form: forms.Form, points: object = None) -> Markup:
    return render(
        PAGE if points is not None else PAGE.replace("{% render_rows points %}", ""), form=form, points=points
    )


def links(markup: Markup) -> list[tuple[str, str]]:
    return [(one.text, one.attrs["href"].removeprefix("#")) for one in markup.all("a")]


def test_every_link_lands_on_a_control() -> None:
    points = PointRows(rows(2, **{"0__why": "x", "1__why": "y"}), prefix="points")
    markup = page(EveryField({}), points)
    controls = {one.attrs.get("id") for one in markup.elements if one.tag in FOCUSABLE}
    targets = [target for _, target in links(markup)]
    assert len(targets) == 12 + 4
    assert set(targets) <= controls


def test_links_stand_in_the_order_of_the_page_and_escape_their_words() -> None:
    markup = page(EveryField({}))
    assert [target for _, target in links(markup)][:4] == ["id_held_on_0", "id_due_on", "id_kind_0", "id_cases_0"]
    assert {text for text, _ in links(markup)} == {f"Error {BOLD}"}
    assert not markup.all("b")


def test_a_row_is_named_by_its_place_among_those_still_there() -> None:
    points = PointRows(
        rows(3, **{"0__why": "x", "0__DELETE": "on", "2__what": "Ring", "1__what": "Write", "1__due_on": "2026-11-27"}),
        prefix="points",
    )
    assert links(page(InParts(), points)) == [("Action point 2: Enter a due date", "id_points-2-due_on")]


def test_a_link_goes_to_the_wrong_part_of_a_date() -> None:
    form = InParts({"held_on_0": "17", "held_on_1": "", "held_on_2": "2026"})
    assert links(page(form)) == [("The date must include a month", "id_held_on_1")]


def test_an_error_of_the_whole_form_leads_to_its_first_control() -> None:
    class Pair(forms.Form):
        first = forms.CharField()

        def clean(self) -> None:
            raise ValidationError("These do not fit")

    assert links(page(Pair({"first": "x"}))) == [("These do not fit", "id_first")]


def test_an_error_of_a_hidden_field_leads_to_the_first_control() -> None:
    class Keyed(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, error_messages={"required": "Open this page again"})
        first = forms.CharField()

    assert links(page(Keyed({"first": "x"}))) == [("Open this page again", "id_first")]


def test_an_error_of_all_rows_leads_to_the_button_that_adds_one() -> None:
    points = PointRows(QueryDict(), prefix="points")
    markup = page(InParts(), points)
    assert [target for _, target in links(markup)] == ["points-add"]
    assert markup.one("button", id="points-add")


@pytest.mark.parametrize("form", [InParts(), InParts({"held_on_0": "1", "held_on_1": "1", "held_on_2": "2026"})])
def test_without_errors_there_is_no_summary(form: forms.Form) -> None:
    assert not page(form).all(class_="govuk-error-summary")


def test_the_same_message_names_its_question_when_none_was_written() -> None:
    class Plain(forms.Form):
        place = forms.CharField(label="Place")
        agreed = forms.BooleanField(label="I agree")

    texts = [text for text, _ in links(page(Plain({})))]
    assert texts == ["“Place” needs an answer", "“I agree” needs to be ticked"]
