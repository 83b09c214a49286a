"""How does a person look for one of their records?"""

from django import forms

from supervision.formpack.fields import NearDateField
from supervision.sessions.models import SessionKind
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
