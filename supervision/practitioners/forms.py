"""How does a person look for one of their records, and say how confident they were, looking back?"""

import uuid
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms

from supervision.formpack.fields import RATING_CHOICES, NearDateField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.ratings import rating_fields, ratings_in
from supervision.sessions.models import ConfidenceDomain, SessionKind
from supervision.times import long_day
from supervision.vocabulary import RecordState

SHORT_NOTICE = "short_notice"
SHOWN = [state for state in RecordState if state is not RecordState.DISCARDED]


class SessionFilter(forms.Form):
    since = NearDateField(label="From", required=False)
    until = NearDateField(label="To", required=False)
    kind = forms.ModelChoiceField(
        label="Kind", queryset=SessionKind.objects.all(), required=False, empty_label="All kinds"
    )
    state = forms.ChoiceField(
        label="State",
        required=False,
        choices=[
            ("", "All states"),
            *((state.value, state.label) for state in SHOWN),
            (SHORT_NOTICE, "Did not happen, at short notice"),
        ],
    )


class LookingBackForm(forms.Form):
    """How confident somebody was on a day on which they rated themselves, as they see it today."""

    as_of = forms.TypedChoiceField(
        label="Which session do you look back to?",
        coerce=date.fromisoformat,
        error_messages={"required": "Choose a session to look back to"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    def __init__(self, *args: Any, days: Sequence[date], domains: Iterable[ConfidenceDomain], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        first = [(days[0].isoformat(), f"{long_day(days[0])}, your first ratings")] if days else []
        choices = [*first, *((day.isoformat(), long_day(day)) for day in days[1:])]
        self.fields["as_of"].choices = choices  # type: ignore[attr-defined]
        self.fields.update(rating_fields(domains, RATING_CHOICES[:-1]))
        self.helper = ReflectHelper()

    def scores(self) -> dict[int, int]:
        given = ratings_in(self.cleaned_data)
        return {domain: score for domain, score in given.items() if score is not None}
