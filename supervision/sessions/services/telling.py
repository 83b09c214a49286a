"""Who is told of what the other did to a record? Whoever is to sign it, or to change it; until that is done."""

from datetime import datetime

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.outbox.notices import notify, settle
from supervision.vocabulary import ArrangementKind, NoticeKind

from ..acting_queries import signs_for_supervisor
from ..models import SupervisionArrangement, SupervisionSession

BOTH = (NoticeKind.SIGNATURE_WANTED, NoticeKind.RECORD_RETURNED)


def sent(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Ask everybody else who can sign it; its writer has no changes left to make."""
    settle(kinds=NoticeKind.RECORD_RETURNED, about_id=record.pk, at=at)
    assert record.practitioner_id is not None  # of two
    for person_id in ({record.practitioner_id} | _supervisors(record, at)) - {by.pk}:
        _tell(record, NoticeKind.SIGNATURE_WANTED, person_id, at)


def reopened(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Nobody is to sign it as it stands; its writer is to change it, unless they took it back themselves."""
    settle(kinds=NoticeKind.SIGNATURE_WANTED, about_id=record.pk, at=at)
    if record.writer_id != by.pk:
        _tell(record, NoticeKind.RECORD_RETURNED, record.writer_id, at)


def signed(record: SupervisionSession, *, by: Person, at: datetime) -> None:
    """Whoever has signed need not do it again, nor need those who could have in their place."""
    side = {by.pk} if by.pk == record.practitioner_id else {by.pk} | _supervisors(record, at)
    for person_id in side:
        settle(kinds=NoticeKind.SIGNATURE_WANTED, about_id=record.pk, at=at, person_id=person_id)


def ended(record: SupervisionSession, *, at: datetime) -> None:
    """Nothing is left to sign or to change."""
    settle(kinds=BOTH, about_id=record.pk, at=at)


def _supervisors(record: SupervisionSession, at: datetime) -> set[int]:
    """The supervisor, or whoever was named in their place, and who covers for the supervisor today."""
    named = signs_for_supervisor(record)
    covering = SupervisionArrangement.objects.current(localdate(at)).filter(
        kind=ArrangementKind.COVER, practitioner=record.practitioner_id, covers__supervisor=record.supervisor_id
    )
    return {named.pk if named else record.supervisor_id} | set(covering.values_list("supervisor", flat=True))


def _tell(record: SupervisionSession, kind: NoticeKind, person_id: int, at: datetime) -> None:
    notify(
        person_id=person_id,
        kind=kind,
        key=f"{kind}:{record.pk}:{record.content_version}:{person_id}",
        about_id=record.pk,
        about_person_id=record.practitioner_id,
        about_on=localdate(at),
        at=at,
        mail_after=at,
    )
