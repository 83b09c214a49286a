"""Who is told that a request for support was asked, or has moved on? What for and why stands on its page alone."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.outbox.notices import notify, settle
from supervision.support_vocabulary import SupportState, SupportStep
from supervision.vocabulary import NoticeKind

from . import queries
from .models import SupportRequest

TO_ANSWER = (NoticeKind.SUPPORT_ASKED, NoticeKind.SUPPORT_ASKED_NOW, NoticeKind.SUPPORT_OFFERED)


def asked(request: SupportRequest, *, at: datetime) -> None:
    """Whoever was named, or each of the specialists."""
    kind = NoticeKind.SUPPORT_ASKED_NOW if request.is_urgent else NoticeKind.SUPPORT_ASKED
    found = [request.to_person_id] if request.to_person_id else _specialists(request, at)
    _tell(request, kind, found, request.waiting_since, at)


def moved(request: SupportRequest, step: SupportStep, *, by: Person, at: datetime, before: int | None) -> None:
    """The other side; and whoever is asked now."""
    settle(kinds=TO_ANSWER, about_id=request.pk, at=at)
    if step is SupportStep.OFFER:
        assert request.could_be_at is not None
        on = localdate(request.could_be_at)
        _tell(request, NoticeKind.SUPPORT_OFFERED, [request.requester_id], on, at)
        return
    sides = {request.requester_id, request.holder_id or before} - {by.pk, None}
    _tell(request, NoticeKind.SUPPORT_MOVED, sides, localdate(at), at)
    if request.state == SupportState.ASKED:
        asked(request, at=at)


def _specialists(request: SupportRequest, at: datetime) -> list[int]:
    pool = queries.specialists(on=localdate(at)).exclude(pk=request.requester_id)
    return list(pool.values_list("pk", flat=True))


def _tell(request: SupportRequest, kind: NoticeKind, people: Iterable[int | None], on: date, at: datetime) -> None:
    for person_id in people:
        if person_id is not None:
            notify(
                person_id=person_id, kind=kind, key=f"{kind}:{request.pk}:{at.isoformat()}:{person_id}",
                about_id=request.pk, about_person_id=request.requester_id, about_on=on, at=at, mail_after=at,
            )  # fmt: skip
