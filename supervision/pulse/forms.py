"""What is asked of who starts a pulse, of who answers one, and of who reads its results?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from supervision.formpack.fields import NOT_USED, RATING_CHOICES, NearDateField, RatingField
from supervision.formpack.forms import ReflectHelper
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import FEELING_POINTS, EmotionalItem

from .services import Said
from .words import Matters

CONFIDENCE = [*RATING_CHOICES[:5], (NOT_USED, "Not part of my work")]
FEELING = [(str(point), label) for point, label in enumerate(FEELING_POINTS, start=1)]


class StartForm(forms.Form):
    closes_on = NearDateField(
        label="Until which day can it be answered?",
        help_text="The results are shown on the day after. At most 60 days ahead.",
        error_messages={"required": "Enter the day", "invalid": "Enter a real date, such as 31/12/2026"},
    )
    first = forms.ChoiceField(
        label="What should be told apart first?",
        help_text="Agencies are told apart wherever there are enough people. Where too few people have the same team "
        "and the same job role, only one of the two is kept.",
        choices=Matters.choices(),
        initial=Matters.TEAM,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose teams or job roles"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class AnswerForm(forms.Form):
    """Ten areas and two feelings; each may be left out, but not all of them."""

    def __init__(self, *args: Any, domains: Iterable[ConfidenceDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for domain in domains:
            label = domain.question[:1].upper() + domain.question[1:]
            self.fields[f"rating_{domain.pk}"] = RatingField(label=label, choices=CONFIDENCE, required=False)
        for item in EmotionalItem:
            label = item.label[:1].upper() + item.label[1:]
            self.fields[f"feeling_{item.value}"] = RatingField(label=label, choices=FEELING, required=False)
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Answer at least one question")
        return cleaned

    def said(self) -> Said:
        given = {name: int(value) for name, value in self.cleaned_data.items() if value and value != NOT_USED}
        feelings = {item.value: given.get(f"feeling_{item.value}") for item in EmotionalItem}
        scores = {
            int(name.removeprefix("rating_")): score for name, score in given.items() if name.startswith("rating_")
        }
        return Said(scores, **feelings)


class ResultFilter(forms.Form):
    show_optional = False
    group = forms.ChoiceField(label="People", required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
