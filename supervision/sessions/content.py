"""What exactly is signed? The canonical form of a record's plain text, and its hash."""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from supervision.gathering_vocabulary import GatheringKind
from supervision.vocabulary import RecordStep

from .models import ActionPoint, CaseDiscussion, SupervisionSession


@dataclass(frozen=True)
class AgreedAction:
    """One action point as written on the form. `id` stays the same when the record is sent again."""

    id: UUID
    what: str
    why: str
    how: str
    owner_id: int
    due_on: date
    case_id: UUID | None = None
    guest_id: UUID | None = None


@dataclass(frozen=True)
class DiscussedCase:
    """One case as written on the form. `id` stays the same when the record is sent again."""

    id: UUID
    case_id: UUID
    continuum: str = ""
    tool: str = ""
    analysed: str = ""
    child_needs: str = ""
    others_safety: str = ""
    decision: str = ""
    why: str = ""
    child_voice: str = ""


@dataclass(frozen=True)
class RecordContent:
    """A checked form, ready to become the record's own rows.

    `ratings` maps a domain's id to a score of 1 to 5, or to None for "not used since last session".
    """

    held_on: date
    minutes: int
    place: str
    kind_id: str
    others_present: str = ""
    answers: dict[UUID, str] = field(default_factory=dict)
    functions: list[str] = field(default_factory=list)
    ratings: dict[int, int | None] = field(default_factory=dict)
    feelings: dict[str, int] = field(default_factory=dict)
    action_points: list[AgreedAction] = field(default_factory=list)
    cases: list[DiscussedCase] = field(default_factory=list)

    @property
    def case_ids(self) -> set[UUID]:
        """The cases that are named anywhere in it."""
        pointed = {point.case_id for point in self.action_points if point.case_id}
        return pointed | {discussed.case_id for discussed in self.cases}


def as_sent(record: SupervisionSession) -> dict[str, Any]:
    """What the writer sent: what a signature is about. Reads the stored rows afresh.

    What came to be asked later is in it only when it was answered, so that older records keep their hash.
    """
    if record.practitioner_id is None:
        return _of_a_gathering(record)
    writer = record.writer_id
    cases = sorted(_case(row.pk, row) for row in record.discussions.all())
    return {
        "id": str(record.pk),
        "people": [record.practitioner_id, record.supervisor_id],
        "held": [str(record.held_on), record.minutes, record.place, record.kind_id],
        "functions": sorted(record.functions_covered),
        "template": record.template_version_id,
        "not_held": [record.not_held_by, record.not_held_reason],
        "texts": sorted([str(text.question_id or text.name), text.body] for text in record.texts.all()),
        "ratings": sorted([rating.domain_id, rating.score or 0] for rating in record.ratings.filter(rater_id=writer)),
        "feelings": sorted([rating.item, rating.score] for rating in record.emotional_ratings.filter(rater_id=writer)),
        "action_points": sorted(_action(point.pk, point) for point in record.action_points.all()),
        "carried": sorted(str(row.action_point_id) for row in record.carried.all()),
        **({"cases": cases} if cases else {}),
    }


def _of_a_gathering(record: SupervisionSession) -> dict[str, Any]:
    """The same for a group: also who came and presented, and the time credited to each; nobody rates there."""
    came = [[one.person_id, one.state, one.minutes or 0, one.is_presenter] for one in record.attendances.all()]
    return {
        "id": str(record.pk),
        "people": [record.supervisor_id],
        "held": [str(record.held_on), record.minutes, record.place, record.kind_id],
        "format": record.group_format_id,
        "attendances": sorted(came),
        "texts": sorted([text.name, text.body] for text in record.texts.all()),
        "action_points": sorted(_action(point.pk, point) for point in record.action_points.all()),
        **(_of_a_clinic(record) if record.kind_id == GatheringKind.CLINIC else {}),
    }


def _of_a_clinic(record: SupervisionSession) -> dict[str, Any]:
    """Its slots, what came of each, and who was there for which."""
    cases = sorted(_case(row.pk, row) for row in record.discussions.all())
    there = sorted([str(one.slot_id), one.person_id or 0, str(one.guest_id or "")] for one in record.presences.all())
    return {
        "slots": _slots(record),
        **({"cases": cases} if cases else {}),
        **({"presences": there} if there else {}),
    }


def _slots(record: SupervisionSession) -> list[list[Any]]:
    slots = record.slots.prefetch_related("agencies")
    return sorted(
        [str(one.case_id), one.lead_id, one.minutes, one.question, sorted(agency.pk for agency in one.agencies.all())]
        for one in slots
    )


def _action(pk: UUID, point: AgreedAction | ActionPoint) -> list[Any]:
    case = [str(point.case_id)] if point.case_id else []
    guest = ["guest", str(point.guest_id)] if point.guest_id else []
    return [str(pk), point.owner_id, str(point.due_on), point.what, point.why, point.how, *case, *guest]


def _case(pk: UUID, row: DiscussedCase | CaseDiscussion) -> list[str]:
    told = [row.analysed, row.child_needs, row.others_safety, row.decision, row.why, row.child_voice]
    return [str(pk), str(row.case_id), row.continuum, row.tool, *told]


def says(record: SupervisionSession, content: RecordContent) -> bool:
    """Whether this content is what was sent."""
    sent = as_sent(record)
    texts = [[str(question), body] for question, body in content.answers.items() if body]
    texts += [["others_present", content.others_present]] if content.others_present else []
    asked = ("held", "functions", "texts", "ratings", "feelings", "action_points", "cases")
    return {name: sent.get(name, []) for name in asked} == {
        "held": [str(content.held_on), content.minutes, content.place, content.kind_id],
        "functions": sorted(content.functions),
        "texts": sorted(texts),
        "ratings": sorted([domain, score or 0] for domain, score in content.ratings.items()),
        "feelings": sorted([item, score] for item, score in content.feelings.items()),
        "action_points": sorted(_action(point.id, point) for point in content.action_points),
        "cases": sorted(_case(discussed.id, discussed) for discussed in content.cases),
    }


def as_locked(record: SupervisionSession) -> dict[str, Any]:
    """Everything that stands for good: what was sent, by whom and when, the other's ratings, the signatures."""
    left = sorted([event.by_id, _in_utc(event.at)] for event in record.events.filter(step=RecordStep.LEAVE))
    writer = record.writer_id  # the others: the other of the two, or who stood in for the supervisor
    return as_sent(record) | {
        "writer": writer,
        "of": [record.arrangement_id, record.team_id, record.service_id],
        "version": record.content_version,
        "times": [_in_utc(record.started_at), _in_utc(record.sent_at), _in_utc(record.locked_at)],
        "beside": sorted([rating.domain_id, rating.score or 0] for rating in record.ratings.exclude(rater_id=writer)),
        "feelings_beside": sorted(
            [rating.item, rating.score] for rating in record.emotional_ratings.exclude(rater_id=writer)
        ),
        "signatures": sorted(
            [
                sign.party,
                sign.person_id,
                sign.response,
                sign.statement,
                sign.content_hash,
                sign.signed_at.isoformat(),
            ]
            for sign in record.signatures.filter(voided_at=None)
        ),
        **({"left": left} if left else {}),
    }


def _in_utc(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""


def hash_of(content: dict[str, Any]) -> str:
    """SHA-256, in hex, of the content as JSON with sorted keys."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
