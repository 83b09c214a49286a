"""Is every type of field drawn so that it can be seen, reached and understood, whatever the words in it?"""

from datetime import date, timedelta

import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from supervision.formpack.fields import NearDateField
from supervision.formpack.widgets import CharacterCountTextarea
from tests.formpack.every_field import BOLD, EveryField, InParts, render
from tests.formpack.markup import Markup

VISIBLE = [name for name, field in EveryField.base_fields.items() if not field.widget.is_hidden]


def drawn(*, wrong: bool) -> Markup:
    return render("{% error_summary form %}{{ form|crispy }}", form=EveryField({} if wrong else None))


def group_of(name: str, *, wrong: bool = False) -> Markup:
    return render("{{ field|as_crispy_field }}", field=EveryField({} if wrong else None)[name])


@pytest.mark.parametrize("name", VISIBLE)
def test_a_field_of_every_type_has_its_control_label_and_hint(name: str) -> None:
    markup = group_of(name)
    names = {element.attrs.get("name") for element in markup.elements}
    assert names & {name, f"{name}_0"}
    assert [element.text for element in markup.elements if element.text == f"Label {BOLD}"]
    assert [element.text for element in markup.elements if element.text == f"Hint {BOLD}"]


@pytest.mark.parametrize("name", VISIBLE)
def test_words_never_become_markup(name: str) -> None:
    markup = group_of(name, wrong=True)
    assert not markup.all("b")
    said = " ".join(element.text for element in markup.elements)
    for kind in ("Label", "Hint", "Error"):
        assert f"{kind} {BOLD}" in said


@pytest.mark.parametrize("name", ["kind", "cases", "owner", "rating"])
def test_a_choice_never_becomes_markup(name: str) -> None:
    markup = group_of(name)
    assert not markup.all("b")
    assert any(f"One {BOLD}" in element.text for element in markup.elements)


@pytest.mark.parametrize("name", ["notes", "minutes", "held_on"])
def test_what_was_typed_never_becomes_markup(name: str) -> None:
    typed = {name: '"></textarea><b>', f"{name}_0": '"><b>'}
    markup = render("{{ field|as_crispy_field }}", field=EveryField(typed)[name])
    assert not markup.all("b")


@pytest.mark.parametrize("wrong", [False, True])
def test_every_id_that_is_pointed_at_exists_once(wrong: bool) -> None:
    markup = drawn(wrong=wrong)
    assert sorted(markup.ids) == sorted(set(markup.ids))
    assert set(markup.pointing("aria-describedby")) <= set(markup.ids)
    assert set(markup.pointing("for")) <= set(markup.ids)
    assert markup.pointing("aria-describedby")


def test_every_control_has_a_label_of_its_own() -> None:
    markup = drawn(wrong=True)
    labelled = set(markup.pointing("for"))
    controls = [one for one in markup.elements if one.tag in ("input", "select", "textarea")]
    assert {one.attrs["id"] for one in controls if one.attrs.get("type") != "hidden"} == labelled


def test_every_wrong_control_says_so_and_why_to_a_screen_reader() -> None:
    markup = drawn(wrong=True)
    invalid = {one.attrs.get("name") or one.attrs["id"] for one in markup.all(**{"aria-invalid": "true"})}
    parts = {f"held_on_{number}" for number in range(3)}
    groups = {f"id_{name}_group" for name in ("kind", "rating")}  # ARIA has no "invalid" for a group of ticks
    assert invalid == parts | groups | (set(VISIBLE) - {"held_on", "kind", "rating", "cases"})
    assert {f"id_{name}_error" for name in VISIBLE} <= set(markup.pointing("aria-describedby"))


def test_a_hidden_field_is_drawn_bare() -> None:
    markup = drawn(wrong=False)
    assert markup.one("input", name="start_key").attrs["type"] == "hidden"
    assert not [one for one in markup.elements if one.attrs.get("for") == "id_start_key"]


def test_choices_stand_in_a_fieldset_with_a_legend() -> None:
    for name in ("kind", "cases", "rating", "held_on"):
        markup = group_of(name)
        assert markup.one("fieldset").attrs["id"] == f"id_{name}_group"
        assert markup.one("legend").text == f"Label {BOLD}"


def test_the_browsers_own_messages_stay_off() -> None:
    assert not [one for one in drawn(wrong=False).elements if "required" in one.attrs]


def test_nothing_is_chosen_for_the_person() -> None:
    assert not [one for one in drawn(wrong=False).elements if "checked" in one.attrs]


# --- "(optional)" ------------------------------------------------------------------------------------------------


class Wishes(forms.Form):
    must = forms.CharField(label="Must")
    may = forms.CharField(label="May", required=False)
    ticks = forms.MultipleChoiceField(
        label="Ticks", required=False, choices=[("a", "A")], widget=forms.CheckboxSelectMultiple
    )
    tick = forms.BooleanField(label="Tick", required=False)


def optional_ones(form: forms.Form) -> list[str]:
    markup = render("{{ form|crispy }}", form=form)
    return [one.text for one in markup.elements if one.tag in ("label", "legend") and "(optional)" in one.text]


def test_only_what_may_be_left_out_is_called_optional() -> None:
    assert optional_ones(Wishes()) == ["May (optional)", "Ticks (optional)"]


def test_a_form_of_filters_calls_nothing_optional() -> None:
    class Filters(Wishes):
        show_optional = False

    assert optional_ones(Filters()) == []


# --- The date in three boxes -------------------------------------------------------------------------------------


def date_boxes(data: dict[str, str] | None = None, **initial: object) -> Markup:
    form = EveryField(data, initial=initial)
    return render("{{ field|as_crispy_field }}", field=form["held_on"])


def test_a_date_has_three_labelled_boxes() -> None:
    markup = date_boxes(held_on=date(2026, 11, 17))
    boxes = [(one.attrs["name"], one.attrs["value"]) for one in markup.all("input")]
    assert boxes == [("held_on_0", "17"), ("held_on_1", "11"), ("held_on_2", "2026")]
    assert [one.text for one in markup.all("label")] == ["Day", "Month", "Year"]
    assert {one.attrs["inputmode"] for one in markup.all("input")} == {"numeric"}


@pytest.mark.parametrize(
    ("parts", "wrong"),
    [
        (("", "", ""), ["held_on_0", "held_on_1", "held_on_2"]),
        (("17", "", "2026"), ["held_on_1"]),
        (("17", "", ""), ["held_on_1", "held_on_2"]),
        (("17", "13", "2026"), ["held_on_1"]),
        (("31", "2", "2026"), ["held_on_0"]),
        (("17", "11", "26"), ["held_on_2"]),
        (("17", "11", "2026"), []),
    ],
)
def test_only_the_wrong_boxes_of_a_date_are_marked(parts: tuple[str, str, str], wrong: list[str]) -> None:
    data = {f"held_on_{number}": part for number, part in enumerate(parts)}
    markup = date_boxes(data)
    marked = [one.attrs["name"] for one in markup.all("input") if one.attrs.get("aria-invalid") == "true"]
    assert marked == wrong
    assert [one.attrs["value"] for one in markup.all("input")] == list(parts)


# --- The counted box ---------------------------------------------------------------------------------------------


def test_a_counted_box_names_its_limit_with_and_without_javascript() -> None:
    markup = group_of("notes")
    group = markup.one(class_="govuk-character-count")
    assert (group.attrs["data-module"], group.attrs["data-maxlength"]) == ("govuk-character-count", "500")
    assert markup.one(id="id_notes-info").text == "You can enter up to 500 characters"
    box = markup.one("textarea")
    assert "id_notes-info" in box.attrs["aria-describedby"].split()
    assert "govuk-js-character-count" in box.attrs["class"].split()
    assert "maxlength" not in box.attrs  # the browser would cut a pasted text off without a word


def test_a_box_without_a_limit_counts_nothing() -> None:
    class Free(forms.Form):
        notes = forms.CharField(widget=CharacterCountTextarea())

    markup = render("{{ form|crispy }}", form=Free())
    assert not [one for one in markup.elements if "data-maxlength" in one.attrs]


# --- Sections and readers ----------------------------------------------------------------------------------------


def test_a_layout_draws_its_sections_readers_and_private_box() -> None:
    markup = render("{% crispy form %}", form=InParts())
    assert markup.one("section", id="about").attrs["aria-labelledby"] == "about-title"
    assert markup.one("h2", id="about-title").text == "About"
    assert markup.one(id="id_notes_readers").text == "Read by you and Priya"
    assert markup.one("textarea").attrs["aria-describedby"].split()[0] == "id_notes_readers"
    assert "To myself" in markup.one(class_="app-private").text
    assert "Only you can open this here" in markup.one(class_="app-private").text


@pytest.mark.parametrize(("days", "may"), [(0, True), (-3653, True), (-3654, False), (1098, True), (1099, False)])
def test_a_near_date_is_not_taken_for_another_century(days: int, may: bool) -> None:
    field = NearDateField()
    day = timezone.localdate() + timedelta(days=days)
    if may:
        assert field.clean(day.isoformat()) == day
        return
    with pytest.raises(ValidationError, match=r"Enter a date from \d+ \w+ \d{4} to \d+ \w+ \d{4}"):
        field.clean(day.isoformat())
