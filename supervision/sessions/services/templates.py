"""How does a reflective template change? By a new version: records keep the questions they were written under."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max

from accounts.models import Person
from supervision.audit.services import record
from supervision.vocabulary import AuditAction, QuestionPart

from ..models import ReflectiveTemplate, TemplateQuestion, TemplateVersion

SCALE = ["Not at all", "A little", "Fairly", "Mostly", "Fully"]


@dataclass(frozen=True)
class Question:
    part: QuestionPart
    label: str
    hint: str = ""


@transaction.atomic
def publish(
    *,
    template: ReflectiveTemplate | None,
    name: str,
    summary: str,
    is_offered: bool,
    questions: Sequence[Question],
    by: Person,
    at: datetime,
) -> ReflectiveTemplate:
    """Save a template, new or not. Changed questions make a new version. Raises ValidationError."""
    if not any(question.part is QuestionPart.CYCLE for question in questions):
        raise ValidationError("Add at least one question to the reflective cycle.")
    template = _locked(template)
    template.name, template.summary, template.is_offered = name, summary, is_offered
    _save(template)
    current = template.versions.prefetch_related("questions").first()
    if current is None or questions_of(current) != list(questions):
        _add_version(template, questions, scale=current.scale if current else SCALE, at=at)
    record(actor=by, action=AuditAction.CHANGED, kind="template", object_id=template.pk, at=at)
    return template


def questions_of(version: TemplateVersion) -> list[Question]:
    """In the order of the form: the cycle, the prompts, the decisions."""
    order = list(QuestionPart)
    asked = sorted(version.questions.all(), key=lambda one: (order.index(QuestionPart(one.part)), one.position))
    return [Question(QuestionPart(one.part), one.label, one.hint) for one in asked]


def _locked(template: ReflectiveTemplate | None) -> ReflectiveTemplate:
    if template is not None:
        return ReflectiveTemplate.objects.select_for_update().get(pk=template.pk)
    last = ReflectiveTemplate.objects.aggregate(last=Max("position"))["last"] or 0
    return ReflectiveTemplate(position=last + 1)


def _save(template: ReflectiveTemplate) -> None:
    try:
        with transaction.atomic():
            template.save()
    except IntegrityError as error:
        raise ValidationError({"name": "This name is used already. Choose another"}) from error


def _add_version(
    template: ReflectiveTemplate, questions: Sequence[Question], *, scale: list[str], at: datetime
) -> None:
    last = template.versions.aggregate(last=Max("number"))["last"] or 0
    version = TemplateVersion.objects.create(template=template, number=last + 1, scale=scale, published_at=at)
    TemplateQuestion.objects.bulk_create(
        TemplateQuestion(version=version, part=one.part, position=place, label=one.label, hint=one.hint)
        for place, one in enumerate(questions)
    )
