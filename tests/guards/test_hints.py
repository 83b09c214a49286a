"""Is every box in which people write looked at before it is saved?"""

import importlib
import pkgutil
from collections.abc import Iterable

import pytest
from django import forms

import supervision
from supervision.formpack.guard import GuardedBoxes
from supervision.records import draft_page
from supervision.sessions.models import SupervisionSession

# Rooms whose forms hold settings and the names of teams, and nothing that was said.
NOT_NARRATIVE = ("supervision.administration.", "supervision.formpack.")
# Boxes that take a reference and nothing else, or a password, or what an administrator says of a link.
NO_NARRATIVE = {
    *("FindForm.reference", "AddForm.reference"),
    *(
        "SignForm.password",
        "SendForm.password",
        "ConfirmForm.password",
        "MakeForm.password",
        "AskToOpenForm.password",
        "DrawForm.password",
    ),
    *("ResourceForm.title", "ResourceForm.source", "ResourceForm.access_note"),
    "GuestForm.name",  # of a professional
    *("MeetingBoxes.venue", "MeetingForm.venue", "PlanForm.venue"),  # a room, or the link of a call
}


def all_forms() -> list[type[forms.BaseForm]]:
    for found in pkgutil.walk_packages(supervision.__path__, "supervision."):
        if found.name.split(".")[-1] == "forms" or ".forms." in found.name:
            importlib.import_module(found.name)
    return [form for form in _below(forms.BaseForm) if form.__module__.startswith("supervision.")]


def _below(form: type[forms.BaseForm]) -> Iterable[type[forms.BaseForm]]:
    for one in form.__subclasses__():
        yield one
        yield from _below(one)


def boxes(fields: dict[str, forms.Field]) -> set[str]:
    """The controls that take any words at all: neither a choice nor a number or a date."""
    return {name for name, field in fields.items() if type(field) is forms.CharField and not field.widget.is_hidden}


def unguarded(asked: Iterable[type[forms.BaseForm]]) -> set[str]:
    found = set()
    for form in asked:
        looked_at = set(getattr(form, "guarded", ())) if issubclass(form, GuardedBoxes) else set()
        if not form.__module__.startswith(NOT_NARRATIVE):
            found |= {f"{form.__name__}.{name}" for name in boxes(form.base_fields) - looked_at}  # type: ignore[attr-defined]
    return found


def test_every_box_of_every_form_is_looked_at() -> None:
    # The record's form says when it is made which of its boxes are: its questions are data.
    assert {name for name in unguarded(all_forms()) if not name.startswith("RecordForm.")} - NO_NARRATIVE == set()


def test_every_box_of_the_record_is_looked_at_whatever_is_asked(draft: SupervisionSession) -> None:
    written = draft_page.forms_for(draft, draft.writer, draft_page.blank(), as_typed=True)
    asked = boxes(written.form.fields)
    assert len(asked) > 6
    assert asked == set(written.form.guarded)
    assert all("data-guarded" in written.form.fields[name].widget.attrs for name in asked)


def test_an_exception_that_is_gone_is_taken_off_the_list() -> None:
    known = {f"{form.__name__}.{name}" for form in all_forms() for name in form.base_fields}  # type: ignore[attr-defined]
    assert known >= NO_NARRATIVE


@pytest.mark.parametrize("guarded", [(), ("other",)])
def test_a_planted_box_is_found(guarded: tuple[str, ...]) -> None:
    class Planted(GuardedBoxes):
        __module__ = "planted"
        other = forms.CharField()
        words = forms.CharField(widget=forms.Textarea)
        chosen = forms.ChoiceField()

    Planted.guarded = guarded
    assert unguarded([Planted]) == {"Planted.other", "Planted.words"} - {f"Planted.{name}" for name in guarded}
