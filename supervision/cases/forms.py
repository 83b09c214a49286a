"""What is asked about a case, its notes and who may open it? Choices, days, and text that is looked at once."""

import re
import uuid
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.casenotes.models.case import REFERENCE
from supervision.casenotes.services.cases import Details
from supervision.casenotes.words import AgeBand, AssessmentStatus, CaseNoteKind, Need, PathwayFor, PathwayStage
from supervision.formpack.fields import DatePartsField, NearDateField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm, Remark
from supervision.formpack.layout import Readers
from supervision.gathering_vocabulary import GatheringKind
from supervision.sessions.models import CaseDiscussion
from supervision.times import long_day
from supervision.vocabulary import Word

OLDEST = 25  # the age up to which there is work with somebody
OPAQUE = "Enter a reference such as CR-2041: letters, a hyphen and 3 to 5 numbers"


def as_reference(typed: str) -> str:
    """The one way a reference is written. Raises ValidationError."""
    reference = re.sub(r"\s*[-–]\s*|\s+", "-", typed.strip().upper())
    if not re.match(REFERENCE, reference):
        raise forms.ValidationError(OPAQUE)
    return reference


def _choice(label: str, words: type[Word], missing: str, help_text: str = "") -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label, choices=words.choices(), widget=forms.RadioSelect, help_text=help_text,
        error_messages={"required": missing},
    )  # fmt: skip


_words = partial(words, rows=5)


class FindForm(forms.Form):
    reference = forms.CharField(
        label="Find a case by its reference",
        max_length=20,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": OPAQUE, "max_length": OPAQUE},
    )

    def clean_reference(self) -> str:
        return as_reference(self.cleaned_data["reference"])


class DetailsForm(forms.Form):
    age_band = _choice("Age", AgeBand, "Choose the age")
    since = DatePartsField(
        label="Since when do you work with this child?",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the day on which the work began"},
    )
    learning_disability = _choice("Learning disability", Need, "Choose what is known of a learning disability")
    autism = _choice("Autism", Need, "Choose what is known of autism")
    assessment = _choice(
        "AIM3 assessment",
        AssessmentStatus,
        "Choose where the assessment stands",
        "Where it stands; never what it says.",
    )
    agencies = forms.ModelMultipleChoiceField(
        label="Agencies involved",
        queryset=PartnerAgency.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    base_version = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1)

    def __init__(self, *args: Any, agencies: QuerySet[PartnerAgency], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["agencies"].queryset = agencies  # type: ignore[attr-defined]
        self.helper = ReflectHelper()

    def details(self) -> Details:
        given = self.cleaned_data
        return Details(
            age_band=AgeBand(given["age_band"]),
            since=given["since"],
            learning_disability=Need(given["learning_disability"]),
            autism=Need(given["autism"]),
            assessment=AssessmentStatus(given["assessment"]),
            agency_ids=[agency.pk for agency in given["agencies"]],
        )


class AddForm(DetailsForm, GuardedForm):
    field_order = ["reference"]
    reference = forms.CharField(
        label="Reference",
        max_length=20,
        help_text="The reference of your case system, such as CR-2041. Never initials, a birth date or a name.",
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10", "autocomplete": "off"}),
        error_messages={"required": OPAQUE, "max_length": OPAQUE},
    )

    def clean_reference(self) -> str:
        return as_reference(self.cleaned_data["reference"])

    def remarks(self) -> list[Remark]:
        """Initials and a year of birth have the form of a reference: only who adds the case can tell."""
        reference = str(self.cleaned_data["reference"])
        year = localdate().year
        if not year - OLDEST <= int(reference.split("-")[1]) <= year:
            return []
        says = "could be initials and a year of birth. Use the reference of your case system"
        return [Remark(reference, says, label="Reference", target=self["reference"].auto_id or "")]


class CloseForm(forms.Form):
    closed_on = DatePartsField(
        label="Which day was the last?",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the last day"},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


def named(discussion: CaseDiscussion) -> str:
    """A discussion by its kind and day."""
    session = discussion.supervision_session
    kind = "Case clinic" if session.kind_id == GatheringKind.CLINIC else "Supervision"
    return f"{kind} on {long_day(session.held_on)}"


class WrittenForm(GuardedForm):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, readers: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [name for name in self.fields if name not in self.guarded]
        self.helper = ReflectHelper(*shown, *(Readers(name, readers) for name in self.guarded))

    def given(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class NoteForm(WrittenForm):
    guarded = ("body",)
    dated_on = NearDateField(
        label="Which day is this about?",
        error_messages={"required": "Enter the day", "invalid": "Enter the day as in 31/10/2026"},
    )
    kind = _choice("What kind of note is it?", CaseNoteKind, "Choose the kind of note")
    discussion: "forms.ModelChoiceField[CaseDiscussion]" = forms.ModelChoiceField(
        label="Which discussion does it follow from?",
        queryset=None,
        required=False,
        empty_label="None in particular",
        help_text="The supervisor of that session reads the note as well.",
        error_messages={"invalid_choice": "Choose a discussion of this case"},
    )
    body = _words(
        "Your note",
        "Write your note",
        "Describe what was said and done. Use the reference, and roles for people.",
        rows=10,
    )

    def __init__(self, *args: Any, discussions: QuerySet[CaseDiscussion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["discussion"].queryset = discussions  # type: ignore[attr-defined]
        self.fields["discussion"].label_from_instance = named  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        return super().given() | {"kind": CaseNoteKind(self.cleaned_data["kind"])}


class AddendumForm(WrittenForm):
    guarded = ("reason", "body")
    reason = _words("Why are you adding this?", "Say why you are adding this", rows=2, limit=1_000)
    body = _words("What do you want to add or put right?", "Write what you want to add or put right")


class StepForm(WrittenForm):
    guarded = ("next_step",)
    need = _choice("Which diagnosis is it about?", PathwayFor, "Choose which diagnosis it is about")
    stage = _choice("What has been reached?", PathwayStage, "Choose the stage")
    dated_on = NearDateField(
        label="On which day?",
        error_messages={"required": "Enter the day", "invalid": "Enter the day as in 31/10/2026"},
    )
    next_step = _words("What comes next, and who does it?", rows=3, limit=1_000)

    def given(self) -> dict[str, Any]:
        given = self.cleaned_data
        return super().given() | {"need": PathwayFor(given["need"]), "stage": PathwayStage(given["stage"])}


class HandOnForm(forms.Form):
    to = forms.ModelChoiceField(
        label="Who leads it from then on?",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who leads it from then on"},
    )
    on = NearDateField(
        label="First day with the new lead practitioner",
        help_text="Today takes effect at once.",
        error_messages={"required": "Enter the first day", "invalid": "Enter the day as in 31/10/2026"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].queryset = people  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


class GiveAccessForm(forms.Form):
    person = forms.ModelChoiceField(
        label="Who needs access?",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who needs access"},
    )
    ends_on = NearDateField(
        label="Until which day?",
        required=False,
        help_text="Leave this empty if you do not know yet. You can take it away at any time.",
        error_messages={"invalid": "Enter the day as in 31/10/2026"},
    )

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        self.helper = ReflectHelper()


class TakeBackForm(forms.Form):
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class PlaceForm(TakeBackForm):
    placed_on = NearDateField(
        label="Placed on the case system on",
        error_messages={
            "required": "Enter the day on which you placed it",
            "invalid": "Enter the day as in 31/10/2026",
        },
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
