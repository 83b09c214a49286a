"""What is asked about a reflective template? Its name, and its questions as rows."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from supervision.formpack.forms import ReflectHelper
from supervision.sessions.services.templates import Question
from supervision.vocabulary import QuestionPart

ROWS = "questions"


class TemplateForm(forms.Form):
    name = forms.CharField(label="Name", max_length=120, error_messages={"required": "Enter a name"})
    summary = forms.CharField(
        label="In one sentence",
        help_text="People choose by it.",
        max_length=200,
        error_messages={"required": "Say in one sentence what it is good for"},
    )
    is_offered = forms.BooleanField(label="Offer it for new records", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class QuestionForm(forms.Form):
    part = forms.ChoiceField(
        label="Part", choices=[("", "Choose"), *QuestionPart.choices()], error_messages={"required": "Choose the part"}
    )
    label = forms.CharField(label="Question", max_length=200, error_messages={"required": "Write the question"})
    hint = forms.CharField(label="Hint under it", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()


class QuestionFormSet(BaseFormSet):  # type: ignore[type-arg]
    row_title = "Question"

    def questions(self) -> list[Question]:
        """The checked rows in the order of the form, without empty and removed ones."""
        given = [form.cleaned_data for form in self.forms if form.cleaned_data.get("label")]
        kept = [one for one in given if not one.get("DELETE")]
        return [Question(QuestionPart(one["part"]), one["label"], one["hint"]) for one in kept]


QuestionRows = formset_factory(
    QuestionForm, formset=QuestionFormSet, extra=0, can_delete=True, max_num=30, absolute_max=40
)
