"""What is asked when a session is booked, moved or cancelled?"""

import uuid
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils import timezone

from supervision.formpack.fields import NearDateField, time_of_day
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Grid
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.rules.booking import MOST_IN_A_SERIES, start_of
from supervision.sessions.models import PlannedSession, SessionKind
from supervision.sessions.outlook_queries import Proposal
from supervision.sessions.services.planning import Slot
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place

ONCE = "0"
EVERY = [(ONCE, "Just once"), ("1", "Every week"), ("2", "Every 2 weeks"), ("3", "Every 3 weeks"),
         ("4", "Every 4 weeks")]  # fmt: skip
NARROW = {"class": "govuk-input--width-5"}


class SlotForm(forms.Form):
    """When, for how long and where."""

    starts_on = NearDateField(
        label="Day", error_messages={"required": "Enter the day", "invalid": "Enter a day, such as 31/10/2026"}
    )
    starts = time_of_day()
    minutes = forms.IntegerField(
        label="Length in minutes",
        min_value=15,
        max_value=480,
        widget=forms.TextInput(attrs={"inputmode": "numeric", **NARROW}),
        error_messages={
            "required": "Enter the length in minutes",
            "invalid": "Enter the length in minutes, such as 90",
            "min_value": "A session lasts at least 15 minutes",
            "max_value": "A session lasts at most 8 hours, which is 480 minutes",
        },
    )
    place = forms.ChoiceField(
        label="Where",
        choices=Place.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where it takes place"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(Grid("starts_on", "starts", "minutes", spans=(6, 3, 3)), "place")

    def slot(self) -> Slot:
        given = self.cleaned_data
        zone = timezone.get_default_timezone()
        return Slot(start_of(given["starts_on"], given["starts"], zone), given["minutes"], Place(given["place"]))


class BookForm(SlotForm):
    kind = forms.ModelChoiceField(
        label="Kind of session",
        queryset=SessionKind.objects.all(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": "Choose the kind of session"},
    )
    every_weeks = forms.ChoiceField(label="How often", choices=EVERY, initial=ONCE)
    times = forms.IntegerField(
        label="How many sessions",
        required=False,
        min_value=2,
        max_value=MOST_IN_A_SERIES,
        help_text=f"When it repeats: 2 to {MOST_IN_A_SERIES}.",
        widget=forms.TextInput(attrs={"inputmode": "numeric", **NARROW}),
        error_messages={
            "invalid": "Enter how many sessions to book, such as 6",
            "min_value": f"Enter a number from 2 to {MOST_IN_A_SERIES}",
            "max_value": f"Enter a number from 2 to {MOST_IN_A_SERIES}",
        },
    )
    booking_key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper(
            Grid("starts_on", "starts", "minutes", spans=(6, 3, 3)), "place", "kind",
            Grid("every_weeks", "times", spans=(6, 6)), "booking_key",
        )  # fmt: skip

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("every_weeks", ONCE) != ONCE and "times" in cleaned and cleaned["times"] is None:
            self.add_error("times", "Enter how many sessions to book")
        return cleaned

    def repeats(self) -> tuple[int, int]:
        """Every how many weeks, and how many times."""
        every = int(self.cleaned_data["every_weeks"])
        return (every, self.cleaned_data["times"]) if every else (1, 1)


def proposed(proposal: Proposal | None) -> dict[str, Any]:
    """A proposal as the first values of a form."""
    if proposal is None:
        return {"kind": "one_to_one", "place": Place.IN_PERSON.value}
    return _when(proposal.starts_at) | {
        "minutes": proposal.minutes,
        "place": proposal.place,
        "kind": proposal.kind_id,
    }


def as_booked(planned: PlannedSession) -> dict[str, Any]:
    return _when(planned.starts_at) | {"minutes": planned.minutes, "place": planned.place}


def _when(starts_at: datetime) -> dict[str, date | time]:
    local = timezone.localtime(starts_at)
    return {"starts_on": local.date(), "starts": local.time()}


class CancelForm(GuardedForm):
    guarded = ("explanation",)
    not_held_by = forms.ChoiceField(
        label="Who cannot hold it?",
        choices=NotHeldBy.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who cannot hold the session"},
    )
    reason = forms.ChoiceField(
        label="Why?",
        choices=NotHeldReason.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the reason"},
    )
    explanation = forms.CharField(
        label="Anything that explains it",
        required=False,
        max_length=1000,
        widget=CharacterCountTextarea(rows=3, limit=1000),
        error_messages={"max_length": "Use 1,000 characters or fewer"},
    )

    def __init__(self, *args: Any, has_started: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
        if has_started:
            self.fields["not_held_by"].label = "Who could not hold it?"
        else:
            known = [(value, label) for value, label in NotHeldReason.choices() if value != "did_not_attend"]
            self.fields["reason"].choices = known  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("reason") == NotHeldReason.OTHER and not cleaned.get("explanation"):
            self.add_error("explanation", "Say why the session does not take place")
        return cleaned

    def why(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "not_held_by": NotHeldBy(given["not_held_by"]),
            "reason": NotHeldReason(given["reason"]),
            "explanation": given["explanation"],
        }
