"""How do a form's checked answers become the record's own rows?"""

from collections.abc import Collection, Mapping
from dataclasses import asdict
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Q

from accounts.models import Person
from supervision.vocabulary import ArrangementKind

from .content import AgreedAction, DiscussedCase, RecordContent
from .models import (
    ActionPoint,
    AgendaItem,
    CarriedActionPoint,
    CaseDiscussion,
    ConfidenceRating,
    EmotionalRating,
    SessionText,
    SupervisionSession,
)
from .queries import LIVE, OF_TWO


def write(record: SupervisionSession, content: RecordContent) -> None:
    """Write everything a record says, in place of what an earlier sending wrote."""
    record.held_on, record.minutes, record.place = content.held_on, content.minutes, content.place
    record.kind_id, record.functions_covered = content.kind_id, content.functions
    record.save()
    _write_texts(record, content)
    write_ratings(record, record.writer, content.ratings, content.feelings)
    _write_cases(record, content.cases)
    here = {person.pk for person in (record.practitioner, record.supervisor) if person.is_active}
    write_action_points(record, content.action_points, here=here)
    _carry_open_action_points(record)
    _take_up_agenda(record)


def _write_texts(record: SupervisionSession, content: RecordContent) -> None:
    record.texts.all().delete()
    texts = [
        SessionText(supervision_session=record, question_id=question, body=body)
        for question, body in content.answers.items()
        if body
    ]
    if content.others_present:
        texts.append(SessionText(supervision_session=record, name="others_present", body=content.others_present))
    SessionText.objects.bulk_create(texts)


def _write_cases(record: SupervisionSession, cases: list[DiscussedCase]) -> None:
    record.discussions.all().delete()
    CaseDiscussion.objects.bulk_create(
        CaseDiscussion(supervision_session=record, position=position, **asdict(discussed))
        for position, discussed in enumerate(cases)
    )


def write_ratings(
    record: SupervisionSession,
    rater: Person,
    ratings: Mapping[int, int | None],
    feelings: Mapping[str, int],
) -> None:
    """Write one person's ratings of this session in place of any they gave before."""
    assert record.template_version is not None
    record.ratings.filter(rater=rater).delete()
    record.emotional_ratings.filter(rater=rater).delete()
    ConfidenceRating.objects.bulk_create(
        ConfidenceRating(
            supervision_session=record,
            rater=rater,
            domain_id=domain,
            template_version=record.template_version,
            score=score,
            not_used=score is None,
        )
        for domain, score in ratings.items()
    )
    EmotionalRating.objects.bulk_create(
        EmotionalRating(supervision_session=record, rater=rater, item=item, score=score)
        for item, score in feelings.items()
    )


def write_action_points(record: SupervisionSession, agreed: list[AgreedAction], *, here: Collection[int]) -> None:
    """Write what was agreed in place of what was written before; what falls to somebody not `here`, the writer has.

    In a gathering each is part of its owner's own supervision.
    """
    gone = record.action_points.exclude(pk__in=[point.id for point in agreed])
    if gone.filter(progress__isnull=False).exists() or gone.filter(carried__isnull=False).exists():
        raise ValidationError(
            "An action point that has been followed up cannot be removed. "
            "Put it back, or close it on the action points page."
        )
    gone.delete()
    held = _holders(record, agreed, here)
    ActionPoint.objects.bulk_create(
        (
            ActionPoint(
                id=point.id,
                supervision_session=record,
                practitioner_id=record.practitioner_id or point.owner_id,
                owner_id=point.owner_id,
                held_by_id=held[point.id],
                case_id=point.case_id,
                guest_id=point.guest_id,
                position=position,
                due_on=point.due_on,
                agreed_on=record.held_on,
                what=point.what,
                why=point.why,
                how=point.how,
            )
            for position, point in enumerate(agreed)
        ),
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[
            "practitioner",
            "owner",
            "held_by",
            "case",
            "guest",
            "position",
            "due_on",
            "agreed_on",
            "what",
            "why",
            "how",
        ],
    )


def _holders(record: SupervisionSession, agreed: list[AgreedAction], here: Collection[int]) -> dict[UUID, int]:
    """Who has each to do: its owner, unless it was passed on before, or the owner has left meanwhile."""
    passed = {
        point.pk: point.held_by_id
        for point in record.action_points.all()
        if point.held_by_id != point.owner_id and any(a.id == point.pk and a.owner_id == point.owner_id for a in agreed)
    }
    return {a.id: passed.get(a.id) or (a.owner_id if a.owner_id in here else record.writer_id) for a in agreed}


def _carry_open_action_points(record: SupervisionSession) -> None:
    """Into a specialist's record only what was agreed in their own sessions: they read nothing of the lead's."""
    open_before = ActionPoint.objects.filter(
        OF_TWO,
        practitioner_id=record.practitioner_id,
        supervision_session__state__in=LIVE,
        closed_at=None,
        agreed_on__lte=record.held_on,
    ).exclude(supervision_session=record)
    if record.arrangement.kind == ArrangementKind.SPECIALIST:
        open_before = open_before.filter(supervision_session__supervisor=record.supervisor_id)
    CarriedActionPoint.objects.bulk_create(
        (CarriedActionPoint(supervision_session=record, action_point=point) for point in open_before),
        ignore_conflicts=True,
    )


def _take_up_agenda(record: SupervisionSession) -> None:
    """What the two had on their agenda. With a cover, what the absent supervisor kept private stays."""
    lead = record.arrangement.covers or record.arrangement
    waiting = AgendaItem.objects.filter(arrangement=lead, taken_up_in=None, added_at__lte=record.sent_at)
    if record.arrangement.covers_id:
        waiting = waiting.filter(Q(is_shared=True) | Q(author__in=[record.practitioner_id, record.supervisor_id]))
    waiting.update(taken_up_in=record)
