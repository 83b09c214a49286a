"""What does the record form ask? About the session, the template's questions, and ratings; rows stand beside it."""

from datetime import date
from typing import Any

from django import forms

from supervision.formpack.fields import DatePartsField
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Private, Section
from supervision.formpack.ratings import feeling_fields, feelings_in, rating_fields, ratings_in
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.sessions.content import AgreedAction, DiscussedCase, RecordContent
from supervision.sessions.models import ConfidenceDomain, SessionKind, SupervisionSession, TemplateQuestion
from supervision.sessions.readers import TOP
from supervision.vocabulary import Place, QuestionPart, SupervisionFunction

from .as_typed import AsTyped
from .rating import since_last
from .rows import LONGEST_LINE

LONGEST_ANSWER = 20_000
ROOM = {QuestionPart.CYCLE: 4, QuestionPart.PROMPT: 2, QuestionPart.DECISION: 3}  # lines a box begins with


class RecordForm(AsTyped, GuardedForm):
    held_on = DatePartsField(
        label="Date of the session",
        help_text="For example, 17 11 2026",
        error_messages={"required": "Enter the date of the session"},
    )
    kind = forms.ModelChoiceField(
        label="Kind of session",
        queryset=SessionKind.objects.all(),
        widget=forms.RadioSelect(attrs={"small": True}),
        empty_label=None,
        error_messages={"required": "Choose the kind of session"},
    )
    minutes = forms.IntegerField(
        label="How long was it, in minutes?",
        min_value=1,
        max_value=720,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-4"}),
        error_messages={
            "required": "Enter how long the session was, in minutes",
            "invalid": "Enter the length as a whole number of minutes, such as 90",
            "min_value": "Enter a length of at least 1 minute",
            "max_value": "Enter a length of 720 minutes or less",
        },
    )
    place = forms.ChoiceField(
        label="How did you meet?",
        choices=Place.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose how you met"},
    )
    others_present = forms.CharField(
        label="Who else was there?",
        help_text="Job titles are enough.",
        required=False,
        max_length=LONGEST_LINE,
        error_messages={"max_length": f"Use {LONGEST_LINE} characters or fewer to say who else was there"},
    )
    functions = forms.MultipleChoiceField(
        label="What did the session cover?",
        help_text="The four functions of supervision. Tick what was touched on; not every session covers all four.",
        required=False,
        choices=SupervisionFunction.choices(),
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )
    private_note = forms.CharField(
        label="A note to yourself",
        help_text="It is never part of the record, and you can change it at any time.",
        required=False,
        max_length=LONGEST_ANSWER,
        widget=CharacterCountTextarea(rows=4, limit=LONGEST_ANSWER),
    )

    def __init__(
        self,
        *args: Any,
        record: SupervisionSession,
        questions: list[TemplateQuestion],
        domains: list[ConfidenceDomain],
        today: date,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.record, self.questions, self.today = record, questions, today
        assert record.template_version is not None
        scale = record.template_version.scale
        for question in questions:
            self.fields[_name(question)] = _answer_field(question)
        self.guarded = ("others_present", *(_name(question) for question in questions), "private_note")
        self.mark_guarded()
        ratings = rating_fields(domains, since_last(scale))
        self.rating_names = list(ratings)
        self.fields.update(ratings)
        # How the work feels is asked of the practitioner alone; a supervisor gives a view of their confidence.
        self.by_practitioner = record.writer_id == record.practitioner_id
        self.feeling_names = list(feeling_fields()) if self.by_practitioner else []
        if self.by_practitioner:
            self.fields.update(feeling_fields())
        sections = self._sections()
        self.helper = ReflectHelper(*sections)  # the cases are shown between the two parts of it
        self.about, self.reflection = ReflectHelper(*sections[:1]), ReflectHelper(*sections[1:])

    def _sections(self) -> list[Section]:
        other = self.record.supervisor if self.by_practitioner else self.record.practitioner
        both = f"Once you send it: read by you, {other.name} and {TOP}"
        named = {part: [_name(q) for q in self.questions if q.part == part] for part in QuestionPart}
        sections = [
            Section("About the session", "held_on", "kind", "minutes", "place", "others_present", id="about"),
            Section("Reflection", *named[QuestionPart.CYCLE], id="reflection", readers=both,
                    intro="Write as much or as little as helps. Use the case reference, never a child's name."),
            Section("Prompts", *named[QuestionPart.PROMPT], id="prompts", readers=both,
                    intro="Use the ones that fit. None of them has to be answered."),
            Section("Decisions", *named[QuestionPart.DECISION], "functions", id="decisions", readers=both),
            self._confidence(both),
        ]  # fmt: skip
        if self.feeling_names:
            intro = "How much, since the last session, have you felt"
            sections.append(
                Section("How the work feels", *self.feeling_names, id="feelings", readers=both, intro=intro)
            )
        return sections

    def _confidence(self, readers: str) -> Section:
        title = "Your confidence today"
        asked = "How confident are you that you can do each of these?"
        if not self.by_practitioner:
            name = self.record.practitioner.first_name
            title = f"Your view of {name}’s confidence"
            asked = f"How confident do you think {name} is that they can do each of these?"
        calm = "There is no right score, and a lower one than last time is often a sign of learning."
        intro = f"{asked} {calm} Leave out any you like."
        return Section(title, *self.rating_names, id="confidence", readers=readers, intro=intro)

    def private_section(self) -> ReflectHelper:
        return ReflectHelper(Section("Before you finish", Private("private_note"), id="finish"))

    def clean_held_on(self) -> date:
        held_on: date = self.cleaned_data["held_on"]
        if held_on > self.today:
            raise forms.ValidationError("The date of the session must be today or in the past")
        return held_on

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        cycle = [_name(question) for question in self.questions if question.part == QuestionPart.CYCLE]
        if cycle and not any(cleaned.get(name) or name in self.errors for name in cycle):
            self.add_error(cycle[0], "Write something in at least one part of the reflection")
        return cleaned

    def content(self, cases: list[DiscussedCase], action_points: list[AgreedAction]) -> RecordContent:
        """The checked answers, ready to be sent."""
        cleaned = self.cleaned_data
        return RecordContent(
            held_on=cleaned["held_on"],
            minutes=cleaned["minutes"],
            place=cleaned["place"],
            kind_id=cleaned["kind"].pk,
            others_present=cleaned["others_present"],
            answers={question.pk: cleaned[_name(question)] for question in self.questions},
            functions=cleaned["functions"],
            ratings=ratings_in(cleaned),
            feelings=feelings_in(cleaned),
            cases=cases,
            action_points=action_points,
        )


def _name(question: TemplateQuestion) -> str:
    return f"answer_{question.pk.hex}"


def _answer_field(question: TemplateQuestion) -> forms.CharField:
    return forms.CharField(
        label=question.label,
        help_text=question.hint,
        required=False,
        max_length=LONGEST_ANSWER,
        widget=CharacterCountTextarea(rows=ROOM[QuestionPart(question.part)], limit=LONGEST_ANSWER),
        error_messages={"max_length": f"Shorten this answer to {LONGEST_ANSWER:,} characters or fewer"},
    )
