"""What may be done with a mail? It is stored with the act it tells of, sent again on request, and forgotten."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction

from supervision.audit.services import record
from supervision.vocabulary import AuditAction, MailState

from .models import OutgoingMail

if TYPE_CHECKING:
    from accounts.models import Person

KEPT = timedelta(days=90)
BODY_KEPT = timedelta(days=7)  # of a failed mail: as long as an invitation's link lives


def queue_mail(
    *, to: str, subject: str, body: str, kind: str, key: str, at: datetime, unsubscribe: str = ""
) -> OutgoingMail:
    """Store a mail in the caller's transaction: without its act there is no mail. Once for each `key`."""
    mail, _ = OutgoingMail.objects.get_or_create(
        key=key,
        defaults={
            "to": to,
            "subject": " ".join(subject.split()),  # a line break in a name must not start another header
            "body": body,
            "kind": kind,
            "created_at": at,
            "not_before": at,
            "unsubscribe": unsubscribe,
        },
    )
    return mail


def queue_all(mails: Iterable[OutgoingMail]) -> None:
    """Store many at once in the caller's transaction; one whose key is known already is left out."""
    OutgoingMail.objects.bulk_create(mails, ignore_conflicts=True)


@transaction.atomic
def resend(*, mail: OutgoingMail, by: "Person", at: datetime) -> None:
    """Let a mail that failed, or may not have arrived, begin anew. Raises ValidationError."""
    mail = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if mail.state not in (MailState.FAILED, MailState.UNCERTAIN):
        raise ValidationError("Only mail that failed or may not have arrived can be sent again.")
    if not mail.body:
        raise ValidationError("This mail is too old: what it said is no longer kept.")
    mail.state, mail.attempts, mail.not_before = MailState.WAITING, 0, at
    mail.save(update_fields=["state", "attempts", "not_before"])
    record(actor=by, action=AuditAction.CHANGED, kind="mail", object_id=mail.pk, at=at, resent=True)


def forget_old(*, at: datetime) -> int:
    """Empty failed mail after a week, delete what was finished with long ago, and say how many were deleted."""
    ended = OutgoingMail.objects.filter(state__in=[MailState.SENT, MailState.FAILED])
    ended.filter(state=MailState.FAILED, created_at__lt=at - BODY_KEPT).exclude(body="").update(body="")
    return ended.filter(created_at__lt=at - KEPT).delete()[0]
