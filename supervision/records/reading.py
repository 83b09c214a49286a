"""What does a reader see of a record? Its rows put into words, in the order of the form."""

from dataclasses import dataclass
from typing import Any

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.policy import Part, Standing, allowed, check_read
from supervision.sessions import queries
from supervision.sessions.acting_queries import signs_for_supervisor
from supervision.sessions.discussion_queries import discussions_in
from supervision.sessions.models import RecordEvent, SessionText, Signature, SupervisionSession
from supervision.sessions.rating_queries import felt_in, rated_in
from supervision.times import long_day, moment
from supervision.vocabulary import (
    FEELING_POINTS,
    AuditAction,
    EmotionalItem,
    Party,
    QuestionPart,
    RecordStep,
    SignatureResponse,
    SupervisionFunction,
)


@dataclass(frozen=True)
class RatedArea:
    """One area with the scores of both people, in words; the supervisor's may come from who stood in for them."""

    area: str
    practitioner: str
    supervisor: str


def page(record: SupervisionSession, person: Person, standing: Standing) -> dict[str, Any]:
    signatures = list(record.signatures.select_related("person"))
    history = allowed(check_read, Part.HISTORY, standing)
    texts = list(record.texts.select_related("question"))
    points = list(queries.action_points_in(record))
    mine = Party.PRACTITIONER if person.pk == record.practitioner_id else Party.SUPERVISOR
    return {
        "record": record,
        "other": record.supervisor if person.pk == record.practitioner_id else record.practitioner,
        "is_party": history,
        "discussions": list(discussions_in(record)),
        "agenda": list(queries.agenda_of(person, record)),
        "answers": answers(texts),
        "named": {text.name: text.body for text in texts if text.name},
        "functions": [SupervisionFunction(value).label for value in record.functions_covered],
        "areas": areas(record),
        "feelings": feelings(record),
        "action_points": [point for point in points if point.supervision_session_id == record.pk],
        "carried": [point for point in points if point.supervision_session_id != record.pk],
        "parties": [_party(record, party, signatures) for party in Party],
        "voided": [signature for signature in signatures if signature.voided_at],
        "has_signed": any(s.party == mine and not s.voided_at for s in signatures),
        "addenda": list(record.addenda.select_related("author")),
        "events": events(record) if history else [],
        "opened_by": opened_by(record) if history else [],
    }


def answers(texts: list[SessionText]) -> list[dict[str, str]]:
    """What was answered, in the order of the form."""
    asked = [(text.question, text.body) for text in texts if text.question]
    order = [part.value for part in QuestionPart]
    asked.sort(key=lambda pair: (order.index(pair[0].part), pair[0].position))
    return [{"question": question.label, "answer": body} for question, body in asked]


def areas(record: SupervisionSession) -> list[RatedArea]:
    """The areas that either person rated, with "–" where one did not."""
    ratings = rated_in(record)
    given = {(rating["area"], rating["who"] == record.practitioner_id): rating for rating in ratings}
    rated = dict.fromkeys((rating["area"], rating["question"]) for rating in ratings)
    return [
        RatedArea(
            area=question[:1].upper() + question[1:],
            practitioner=_score(given.get((area, True)), record),
            supervisor=_score(given.get((area, False)), record),
        )
        for area, question in rated
    ]


def _score(rating: dict[str, Any] | None, record: SupervisionSession) -> str:
    if rating is None:
        return "–"
    if rating["score"] is None:
        return "Not used"
    assert record.template_version is not None
    return f"{rating['score']} {record.template_version.scale[rating['score'] - 1]}"


def feelings(record: SupervisionSession) -> list[dict[str, str]]:
    return [
        {
            "who": felt["who"],
            "item": EmotionalItem(felt["item"]).label,
            "score": f"{felt['score']} {FEELING_POINTS[felt['score'] - 1]}",
        }
        for felt in felt_in(record)
    ]


def _party(record: SupervisionSession, party: Party, signatures: list[Signature]) -> dict[str, Any]:
    person = record.practitioner if party is Party.PRACTITIONER else record.supervisor
    signature = next((s for s in signatures if s.party == party and not s.voided_at), None)
    if signature is None:
        return {"name": person.name, "role": party.label, "state": "waiting", "text": _why_unsigned(record, party)}
    in_place = f" by {signature.person.name} in place of {person.name}" if signature.person_id != person.pk else ""
    disagrees = signature.response == SignatureResponse.DO_NOT_AGREE
    return {
        "name": person.name,
        "role": party.label,
        "state": "disagreed" if disagrees else "signed",
        "text": f"{SignatureResponse(signature.response).label}. Signed {moment(signature.signed_at)}{in_place}.",
        "statement": signature.statement,
    }


def _why_unsigned(record: SupervisionSession, party: Party) -> str:
    named = signs_for_supervisor(record) if party is Party.SUPERVISOR else None
    person = record.practitioner if party is Party.PRACTITIONER else record.supervisor
    if record.locked_at or not (person.is_active or named):
        left = record.events.filter(step=RecordStep.LEAVE, by=person).first()
        return f"Left on {long_day(localdate(left.at))} before signing." if left else "Left before signing."
    return f"Not signed yet. {named.name} signs in place of {person.name}." if named else "Not signed yet."


def events(record: SupervisionSession) -> list[dict[str, Any]]:
    """The latest first."""
    return [
        {
            "title": RecordStep(event.step).label,
            "by": event.by.name,
            "when": moment(event.at),
            "text": event.comment,
        }
        for event in sorted(record.events.select_related("by"), key=RecordEvent.turn, reverse=True)
    ]


def opened_by(record: SupervisionSession) -> list[dict[str, Any]]:
    """Who has opened the record, and when last."""
    rows = (
        AuditEvent.objects.filter(
            kind="record",
            object_id=str(record.pk),
            action__in=[AuditAction.READ, AuditAction.DOWNLOADED],
        )
        .select_related("actor")
        .order_by("actor_id", "-at")
        .distinct("actor_id")
    )
    return [{"name": row.actor.name if row.actor else "Reflect", "when": moment(row.at)} for row in rows]
