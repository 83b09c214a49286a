"""What does the facilitator write? The words, who came and for how long, and the action points."""

import uuid
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django import forms
from django.forms import BaseFormSet, formset_factory

from supervision.formpack.fields import DatePartsField, NearDateField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Grid
from supervision.gathering_vocabulary import AttendanceState, GatheringText
from supervision.sessions.content import AgreedAction
from supervision.sessions.models import ActionPoint, Attendance, SupervisionSession
from supervision.sessions.services.gatherings import Place
from supervision.vocabulary import Place as Where

from .fields import PeopleByEmail
from .one_case import AboutOneCase

ACROSS = "Across the cases"
ROWS = "points"
TAKE_OFF = "take_off"
GUEST = "guest-"

Choices = list[tuple[str, str]]


def minutes_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=1,
        max_value=720,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "invalid": "Enter a whole number of minutes",
            "min_value": "Enter 1 or more",
            "max_value": "Enter 720 or fewer",
        },
    )


class TextsForm(AboutOneCase, GuardedForm):
    may_name_any = True
    guarded = tuple(text.value for text in GatheringText)
    held_on = DatePartsField(label="The day", error_messages={"required": "Enter the day"})
    minutes = minutes_field("How long was it, in minutes?")
    place = forms.ChoiceField(label="Where was it?", choices=Where.choices(), widget=forms.RadioSelect, required=False)
    shown = forms.CharField(widget=forms.HiddenInput)
    framed_question = words(GatheringText.QUESTION.label, help_text="One question, as the presenter put it.", rows=2)
    what_was_brought = words(
        GatheringText.BROUGHT.label, help_text="In a few sentences, under a case reference and without names.", rows=5
    )
    what_the_group_thought = words(
        GatheringText.THOUGHTS.label, help_text="What was wondered, noticed and asked. Nobody has to be named.", rows=8
    )
    take_away = words(GatheringText.TAKE_AWAY.label, help_text="In the presenter’s own words.")

    def __init__(self, *args: Any, of_clinic: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_clinic:
            self._ask_across_the_cases()
        self.helper = ReflectHelper()

    def _ask_across_the_cases(self) -> None:
        """What was said of one case is written with that case, and read by fewer."""
        for text in GatheringText:
            if text is not GatheringText.THOUGHTS:
                del self.fields[text.value]
        self.guarded, self.may_name_any = (GatheringText.THOUGHTS.value,), False
        across = self.fields[GatheringText.THOUGHTS.value]
        across.label = ACROSS
        across.help_text = "What the clinic learnt that is about no one case. Everybody from here who came reads it."

    def texts(self) -> dict[GatheringText, str]:
        return {text: self.cleaned_data[text.value] for text in GatheringText if text.value in self.fields}


class AttendanceForm(forms.Form):
    """For each who was invited whether they came, and how many minutes are credited to them."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, places: list[Attendance], record: SupervisionSession, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.places = places
        rows = [self._add_row(place, record) for place in places]
        names = [(place.person_id, place.person.name) for place in places]
        self.fields["presenter"] = forms.TypedChoiceField(
            label="Who presented?", choices=[("", "Not decided yet"), *names], required=False, coerce=int,
            empty_value=None,
        )  # fmt: skip
        self.fields["others"] = PeopleByEmail("Invite somebody else")
        self.helper = ReflectHelper(*rows, "presenter", "others", "shown")
        self.show_optional = False

    def _add_row(self, place: Attendance, record: SupervisionSession) -> Grid:
        choices = AttendanceState.choices()
        if place.person_id != record.supervisor_id:
            choices.append((TAKE_OFF, "Take off the list"))
        state, minutes = f"state_{place.person_id}", f"minutes_{place.person_id}"
        self.fields[state] = forms.ChoiceField(label=place.person.name, choices=choices, initial=place.state)
        self.fields[minutes] = minutes_field(f"Minutes for {place.person.name}")
        self.fields[minutes].initial = place.minutes
        self.fields[minutes].help_text = f"Empty for all {record.minutes}" if record.minutes else ""
        return Grid(state, minutes, spans=(6, 6))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        presenter = cleaned.get("presenter")
        if presenter and cleaned.get(f"state_{presenter}") != AttendanceState.ATTENDED:
            self.add_error("presenter", "The presenter has to be somebody who came")
        return cleaned

    def given(self) -> dict[str, Any]:
        return {
            "places": {place.person_id: self._place(place.person_id) for place in self.places},
            "presenter_id": self.cleaned_data["presenter"],
            "others": self.cleaned_data["others"],
            "shown": self.cleaned_data["shown"],
        }

    def _place(self, person_id: int) -> Place | None:
        state = self.cleaned_data[f"state_{person_id}"]
        if state == TAKE_OFF:
            return None
        return Place(AttendanceState(state), self.cleaned_data[f"minutes_{person_id}"])


class PointsForm(GuardedForm):
    """What stands beside the rows: what they were when they were shown."""

    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class PointForm(AboutOneCase):
    guarded = ("what", "why", "how")
    id = forms.UUIDField(widget=forms.HiddenInput, required=False)
    what = forms.CharField(
        label="What needs to happen",
        max_length=300,
        error_messages={"required": "Enter what needs to happen", "max_length": "Use 300 characters or fewer"},
    )
    why = forms.CharField(label="Why", required=False, max_length=1000)
    how = forms.CharField(label="How you will know it is done", required=False, max_length=1000)
    owner = forms.ChoiceField(label="Who will do it", error_messages={"required": "Choose who will do this"})
    case = forms.ChoiceField(label="For which case", required=False)
    due_on = NearDateField(
        label="By when",
        error_messages={"required": "Enter a due date", "invalid": "Enter a real date, such as 27/11/2026"},
    )

    def __init__(
        self, *args: Any, owners: Choices, cases: Choices, held_on: date, known: Collection[UUID], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.held_on, self.known, self.references = held_on, known, dict(cases)
        self.may_name_any = not cases
        self.fields["owner"].choices = [("", "Choose"), *owners]  # type: ignore[attr-defined]
        self.fields["case"].choices = [("", "None in particular"), *cases]  # type: ignore[attr-defined]
        below = Grid("owner", "due_on", "case", spans=(4, 4, 4)) if cases else Grid("owner", "due_on", spans=(6, 6))
        if not cases:
            del self.fields["case"]
        self.helper = ReflectHelper("id", "what", "why", "how", below)

    def clean(self) -> dict[str, Any]:
        """A row is new, or stands for an action point of this very record."""
        cleaned = super().clean() or {}
        if cleaned.get("id") and cleaned["id"] not in self.known:
            raise forms.ValidationError("This action point is not part of this record. Add it in a new row")
        self.own = self.references.get(cleaned.get("case", ""), "")
        return cleaned

    def clean_due_on(self) -> date:
        due_on: date = self.cleaned_data["due_on"]
        if due_on < self.held_on:
            raise forms.ValidationError("Enter a due date that is not before the group met")
        return due_on


class PointFormSet(BaseFormSet):  # type: ignore[type-arg]
    row_title = "Action point"

    def whole(self) -> list[Any]:
        """The checked rows that count."""
        return [form for form in self.forms if form.cleaned_data.get("what") and not form.cleaned_data.get("DELETE")]

    def agreed(self, record: SupervisionSession) -> list[AgreedAction]:
        """Checked rows. One that is stored keeps its id, and with it what was noted of it since."""
        used: set[UUID] = set()
        return [_agreed(form.cleaned_data, record, used) for form in self.whole()]


def _agreed(row: dict[str, Any], record: SupervisionSession, used: set[UUID]) -> AgreedAction:
    is_new = row["id"] is None or row["id"] in used  # an id stands for one row
    used |= {row["id"]}
    return AgreedAction(
        id=uuid.uuid4() if is_new else row["id"], what=row["what"], why=row["why"], how=row["how"],
        due_on=row["due_on"], case_id=UUID(row["case"]) if row.get("case") else None, **_owner(row["owner"], record),
    )  # fmt: skip


def owner_of(point: ActionPoint) -> str:
    """Who does it, as the form has it."""
    return f"{GUEST}{point.guest_id}" if point.guest_id else str(point.owner_id)


def _owner(chosen: str, record: SupervisionSession) -> dict[str, Any]:
    """The facilitator asks after what a guest does, who has no account."""
    if chosen.startswith(GUEST):
        return {"owner_id": record.supervisor_id, "guest_id": UUID(chosen.removeprefix(GUEST))}
    return {"owner_id": int(chosen)}


PointRows = formset_factory(PointForm, formset=PointFormSet, extra=1, can_delete=True, max_num=40, absolute_max=60)
