"""What is asked of those who came to a group or a clinic? Three short questions, the same for people and guests."""

from typing import Any

from django import forms

from supervision.gathering_vocabulary import Usefulness

from .fields import words
from .forms import ReflectHelper
from .guard import GuardedForm


class FeedbackForm(GuardedForm):
    guarded = ("will_do", "better")
    useful = forms.ChoiceField(
        label="How useful was it for your work?",
        choices=Usefulness.choices(),
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how useful it was"},
    )
    will_do = words("What will you do differently?", "", "If there is something. No names, as everywhere.", 3, 2_000)
    better = words("What would make it better next time?", rows=3, limit=2_000)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()
