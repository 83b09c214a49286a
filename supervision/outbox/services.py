"""How does mail leave? It is stored with the act it tells of, then claimed, sent and forgotten."""

import logging
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction

from supervision.vocabulary import MailState

from .models import OutgoingMail

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=10)  # a sender that has said nothing for so long is dead, and the mail is taken again
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 6, 12, 24)),
]
TRIES = len(PAUSES) + 1
KEPT = timedelta(days=90)


def queue_mail(*, to: str, subject: str, body: str, kind: str, key: str, at: datetime) -> OutgoingMail:
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
        },
    )
    return mail


def send_waiting(*, at: datetime) -> int:
    """Send what is due, oldest first, and say how many went.

    It stops at the first failure: if the mail server is down, the others need not find that out one by one.
    """
    sent = 0
    while (mail := _claim(at)) and _send(mail, at):
        sent += 1
    return sent


@transaction.atomic
def _claim(at: datetime) -> OutgoingMail | None:
    """Take one mail, so that no other sender sees it; the row is locked for this moment only, not while it is sent."""
    mail = (
        OutgoingMail.objects.select_for_update(skip_locked=True)
        .filter(state__in=[MailState.WAITING, MailState.SENDING], not_before__lte=at)
        .order_by("not_before")
        .first()
    )
    if mail:
        mail.state, mail.not_before, mail.attempts = MailState.SENDING, at + LEASE, mail.attempts + 1
        mail.save(update_fields=["state", "not_before", "attempts"])
    return mail


def _send(mail: OutgoingMail, at: datetime) -> bool:
    try:
        _message(mail).send()
    except Exception as error:  # whatever is wrong with one mail must not stay in the way of the others
        _put_back(mail, error, at)
        return False
    OutgoingMail.objects.filter(pk=mail.pk).update(state=MailState.SENT, sent_at=at, body="", last_error="")
    return True


def _message(mail: OutgoingMail) -> EmailMessage:
    """With the same Message-ID at every try: a mail that went just before a crash is known to be the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(mail.subject, mail.body, to=[mail.to], headers=headers)


def _put_back(mail: OutgoingMail, error: Exception, at: datetime) -> None:
    """Try again later, or give up. Nothing is changed if another sender has taken the mail meanwhile."""
    name = type(error).__name__  # its words may quote an address or a mail
    logger.warning("Mail %s was not sent at try %s: %s", mail.pk, mail.attempts, name)
    mine = OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)
    if mail.attempts < TRIES:
        mine.update(state=MailState.WAITING, not_before=at + PAUSES[mail.attempts - 1], last_error=name)
    else:
        mine.update(state=MailState.FAILED, body="", last_error=name)


def forget_old(*, at: datetime) -> int:
    """Delete what was finished with long ago, and say how many."""
    old = OutgoingMail.objects.filter(state__in=[MailState.SENT, MailState.FAILED], created_at__lt=at - KEPT)
    return old.delete()[0]
