"""What is asked of who starts a pulse, of who answers one, and of who reads its results?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from supervision.formpack.fields import NOT_USED, RATING_CHOICES, NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.ratings import feeling_fields, feelings_in, rating_fields, ratings_in
from supervision.sessions.models import ConfidenceDomain
from supervision.vocabulary import EmotionalItem

from .services import Said
from .words import Matters

CONFIDENCE = [*RATING_CHOICES[:5], (NOT_USED, "Not part of my work")]


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
        self.fields.update(rating_fields(domains, CONFIDENCE))
        self.fields.update(feeling_fields())
        self.helper = ReflectHelper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not any(cleaned.values()):
            raise forms.ValidationError("Answer at least one question")
        return cleaned

    def said(self) -> Said:
        scores = {domain: score for domain, score in ratings_in(self.cleaned_data).items() if score is not None}
        feelings = feelings_in(self.cleaned_data)
        return Said(scores, **{item.value: feelings.get(item.value) for item in EmotionalItem})


class ResultFilter(forms.Form):
    show_optional = False
    group = forms.ChoiceField(label="People", required=False)

    def __init__(self, *args: Any, groups: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
