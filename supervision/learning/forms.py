"""What is asked about a piece of learning, and about a resource? The regulator's fields, in plain words."""

import uuid
from functools import partial
from typing import Any

from django import forms
from django.db.models import QuerySet

from accounts.models import Person
from supervision.formpack.fields import NearDateField, words
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.guard import GuardedForm
from supervision.formpack.layout import Readers
from supervision.sessions.models import ConfidenceDomain

from .models import LearningEntry, PlannedLearning, Resource
from .plan_services import Plan
from .services import Learning
from .words import LearningKind

LONGEST, LONGEST_TITLE = 5_000, 200
TEAM_READERS = "Read by you and by everybody whose supervision you lead"
READERS = "Read by you alone; you choose what you copy to your regulator. A court can ask for it"


_words = partial(words, limit=LONGEST)


def _domains(label: str) -> "forms.ModelMultipleChoiceField[ConfidenceDomain]":
    return forms.ModelMultipleChoiceField(
        label=label,
        queryset=ConfidenceDomain.objects.filter(is_asked=True),
        required=False,
        widget=forms.CheckboxSelectMultiple(attrs={"small": True}),
    )


class LearningForm(GuardedForm):
    guarded = ("title", "relevance", "learnt", "impact", "peer_view")
    kind = forms.ChoiceField(
        label="What kind of learning was it?",
        choices=LearningKind.choices(),
        widget=forms.RadioSelect(attrs={"small": True}),
        error_messages={"required": "Choose what kind of learning it was"},
    )
    done_on = NearDateField(
        label="When was it?",
        help_text="The last day, if it took several.",
        error_messages={"required": "Enter the day", "invalid": "Enter the day as in 31/10/2026"},
    )
    title = forms.CharField(
        label="What was it?",
        max_length=LONGEST_TITLE,
        error_messages={"required": "Say what it was", "max_length": f"Use {LONGEST_TITLE} characters or fewer"},
    )
    relevance = _words("Why did it matter for your work?", rows=3)
    learnt = _words("What did you learn?", "Write what you learnt")
    impact = _words("What has it changed in how you work?", help_text="You can come back and add this later.")
    peer_view = _words(
        "What did a peer think about it?",
        help_text="A colleague, your manager or somebody from another profession, in their words or yours.",
    )
    domains = _domains("Which areas of confidence does it help with?")
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        boxes = (Readers(name, READERS) if name == "title" else name for name in self.guarded)
        self.helper = ReflectHelper("kind", "done_on", *boxes, "domains", "key", "base_version", "seen")

    def learning(self) -> Learning:
        given = self.cleaned_data
        words = {name: given[name] for name in self.guarded}
        return Learning(
            kind=LearningKind(given["kind"]),
            done_on=given["done_on"],
            domain_ids=[domain.pk for domain in given["domains"]],
            **words,
        )


def as_typed(entry: LearningEntry) -> dict[str, Any]:
    """The form's first values for an entry that is changed."""
    fields = ("kind", "done_on", *LearningForm.guarded, "key")
    known = {name: getattr(entry, name) for name in fields}
    return known | {"domains": [domain.pk for domain in entry.domains.all()], "base_version": entry.version}


class PlanForm(GuardedForm):
    guarded = ("what",)
    read_by = TEAM_READERS
    domain = forms.ModelChoiceField(
        label="For which area of confidence?",
        queryset=ConfidenceDomain.objects.filter(is_asked=True),
        empty_label="Choose",
        error_messages={"required": "Choose the area"},
    )
    what = _words("What is planned?", "Write what is planned", "For example, half a day with a specialist.", rows=3)
    owner = forms.ModelChoiceField(
        label="Who sees to it?",
        queryset=Person.objects.none(),
        empty_label="Choose",
        error_messages={"required": "Choose who sees to it"},
    )
    due_on = NearDateField(
        label="By when?",
        error_messages={"required": "Enter the day", "invalid": "Enter the day as in 31/10/2026"},
    )
    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    base_version = forms.IntegerField(widget=forms.HiddenInput, initial=0)

    def __init__(self, *args: Any, team: "QuerySet[Person]", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = team  # type: ignore[attr-defined]
        hidden = ("key", "base_version", "seen")
        self.helper = ReflectHelper("domain", Readers("what", self.read_by), "owner", "due_on", *hidden)

    def plan(self) -> Plan:
        return Plan(**{name: self.cleaned_data[name] for name in ("domain", "what", "owner", "due_on")})


class OwnPartForm(PlanForm):
    """For who sees to it: the area, and who that is, stay as they were planned."""

    read_by = "Read by everybody in the team that it is planned for"

    def __init__(self, *args: Any, planned: PlannedLearning, **kwargs: Any) -> None:
        super().__init__(*args, team=Person.objects.filter(pk=planned.owner_id), **kwargs)
        for name in ("domain", "owner"):
            self.fields[name].disabled = True
            self.fields[name].widget = forms.HiddenInput()


def as_planned(planned: PlannedLearning) -> dict[str, Any]:
    """The form's first values for something that is planned already."""
    known = {"domain": planned.domain_id, "owner": planned.owner_id, "base_version": planned.version}
    return known | {name: getattr(planned, name) for name in ("what", "due_on", "key")}


class ResourceForm(forms.ModelForm):  # type: ignore[type-arg]
    link = forms.URLField(
        label="Where is it?",
        help_text="An address that begins with https://",
        max_length=300,
        assume_scheme="https",
        error_messages={
            "required": "Enter where it is",
            "invalid": "Enter a whole address, such as https://example.org/",
        },
    )
    domains = _domains("Which areas of confidence is it for?")

    class Meta:
        model = Resource
        fields = ["title", "source", "link", "access_note", "domains", "is_offered"]
        labels = {
            "title": "What is it called?",
            "source": "Who is it from?",
            "access_note": "What does somebody need to use it?",
            "is_offered": "Show it in the library",
        }
        help_texts = {
            "source": "",
            "access_note": "For example, training needed, or a fee.",
        }
        error_messages = {
            "title": {"required": "Enter what it is called", "unique": "There is a resource of that name already"},
            "source": {"required": "Enter who it is from"},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.helper = ReflectHelper()

    def clean_link(self) -> str:
        link: str = self.cleaned_data["link"]
        if not link.startswith("https://"):
            raise forms.ValidationError("Enter an address that begins with https://")
        return link
