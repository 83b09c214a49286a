"""How does a record go on when one of its two people has left? Somebody is named to sign, or to write it."""

from datetime import date, datetime, time

from django.db.models import Q
from django.utils.timezone import get_default_timezone, localdate

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.outbox.notices import notify
from supervision.rules.record_states import EDITABLE, after
from supervision.vocabulary import NoticeKind, Party, RecordState, RecordStep

from ..acting_queries import signs_for_supervisor
from ..models import Departure, SignatureRoute, SupervisionArrangement, SupervisionSession
from . import telling
from .history import add_event

OWN_VIEW = Q(control__startswith="rating_") | Q(control__startswith="feeling_")


def successor_of(record: SupervisionSession, *, on: date) -> Person | None:
    """Who takes the supervisor's place: the practitioner's lead supervisor, else whom a leaver's departure names."""
    leads = SupervisionArrangement.objects.current(on).lead().filter(practitioner=record.practitioner_id)
    lead = leads.exclude(supervisor=record.supervisor_id).filter(supervisor__is_active=True).first()
    return lead.supervisor if lead else named_after(record.supervisor, never=record.practitioner_id)


def named_after(leaver: Person, *, never: int | None = None) -> Person | None:
    """Whom a departure names as successor; if that one has left too, theirs, and so on. Not the one who is `never`."""
    leaver_id, seen = leaver.pk, {leaver.pk}
    while True:
        departure = Departure.objects.filter(person=leaver_id).select_related("successor").last()
        if departure is None or departure.successor is None or departure.successor.pk in seen:
            return None
        if departure.successor.is_active and departure.successor.pk != never:
            return departure.successor
        leaver_id = departure.successor.pk
        seen.add(leaver_id)


def settle(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """See to it that a record which is not finished can be finished by people who are here."""
    _name_signatory(record, by=by, at=at)
    if record.state in EDITABLE and not record.writer.is_active:
        pass_draft(record, by=by, at=at)


def _name_signatory(record: SupervisionSession, *, by: Person, at: datetime) -> Person | None:
    """Who signs as supervisor now, if the record's own has left: named before, or now if somebody can be."""
    if record.supervisor.is_active:
        return None
    named = signs_for_supervisor(record)
    if named and named.is_active:
        return named
    to = successor_of(record, on=localdate(at))
    if to and (record.content_version or not _other_is_here(record)):
        reroute(record, to, by=by, at=at)
    return to


def _other_is_here(record: SupervisionSession) -> bool:
    return bool(record.practitioner.is_active)


def reroute(record: SupervisionSession, to: Person, *, by: Person, at: datetime) -> None:
    """Let `to` sign in place of the supervisor from now on."""
    after(record.state, RecordStep.REROUTE)
    SignatureRoute.objects.create(
        supervision_session=record, party=Party.SUPERVISOR, person=to, in_place_of=record.supervisor,
        routed_by=by, routed_at=at,
    )  # fmt: skip
    words = f"{to.name} signs in place of {record.supervisor.name}."
    add_event(record, RecordStep.REROUTE, by=by, at=at, comment=words)
    if record.state == RecordState.SENT:
        notify(
            person_id=to.pk, kind=NoticeKind.SIGNATURE_WANTED, about_id=record.pk, at=at, mail_after=at,
            key=f"signature_wanted:{record.pk}:{record.content_version}:{to.pk}",
            about_person_id=record.practitioner_id, about_on=record.held_on,
        )  # fmt: skip


def pass_draft(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Let somebody who is here write on: the other of the two, else whoever signs in place of the supervisor.

    The ratings that the leaver had typed are their own view and go no further.
    """
    to = _who_writes(record, by=by, at=at)
    if to is None:
        return
    after(record.state, RecordStep.HAND_OVER)
    leaver, record.writer = record.writer, to
    record.save(update_fields=["writer"])
    record.draft_answers.filter(OWN_VIEW).delete()
    record.kept_texts.filter(OWN_VIEW).delete()
    record.kept_texts.filter(person=leaver).exclude(control="private_note").update(person=to)
    words = f"{to.name} writes it in place of {leaver.name}."
    add_event(record, RecordStep.HAND_OVER, by=by, at=at, comment=words)
    if record.state == RecordState.RETURNED:
        telling.reopened(record, by=by, at=at)


def _who_writes(record: SupervisionSession, *, by: Person, at: datetime) -> Person | None:
    for person in (record.practitioner, record.supervisor):
        if person.is_active:
            return person
    return _name_signatory(record, by=by, at=at)


def is_here(record: SupervisionSession, party: Party) -> bool:
    """Whether somebody can still sign for this side: the person, or whoever was named in their place."""
    if party is Party.PRACTITIONER:
        return bool(record.practitioner.is_active)
    named = signs_for_supervisor(record)
    return bool(record.supervisor.is_active or (named and named.is_active))


def left_at(person: Person, at: datetime) -> datetime:
    """The end of somebody's last day; without a planned departure, when the account was closed."""
    departure = Departure.objects.filter(person=person).exclude(applied_at=None).last()
    if departure:
        return datetime.combine(departure.last_on, time(23, 59), tzinfo=get_default_timezone())
    closed = AuditEvent.objects.filter(kind="person", object_id=str(person.pk), detail__is_active=False)
    last = closed.order_by("at").last()
    return last.at if last else at
