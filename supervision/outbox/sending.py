"""How does mail leave? In batches that are claimed, sent over one connection, and marked one by one as they go."""

import logging
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from email.errors import MessageError
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPNotSupportedError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, QuerySet

from supervision.vocabulary import MailState

from .models import OutgoingMail

logger = logging.getLogger(__name__)

BATCH = 50  # a sender that dies keeps so many from going until its lease has run out
BUDGET = 150  # seconds of sending in one run: well below what a task may take, and far below the lease
LEASE = timedelta(minutes=10)  # a sender that has said nothing for so long is dead
PAUSES = [
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 6, 12, 24)),
]
TRIES = len(PAUSES) + 1
# By kind: what writes the body of a mail as it leaves, where no row may hold what is in it. Apps above add theirs.
WRITERS: dict[str, Callable[[OutgoingMail], str]] = {}
# What is done before any mail is claimed. Apps above add to it: they know which mail is not to leave any more.
BEFORE: list[Callable[..., None]] = []
CLOSING = 421  # what a server says when it ends the connection
# Somebody sits in front of a page that names it, or may set out for a clinic that has moved.
WAITED_FOR = ["guest_code", "guest_invitation", "guest_moved", "guest_called_off", "password_reset_key"]
CLAIM = """
UPDATE outbox_outgoingmail mail SET state = 'sending', not_before = %(until)s, attempts = attempts + 1
FROM (
    SELECT id, state FROM outbox_outgoingmail
    WHERE state IN ('waiting', 'uncertain') AND not_before <= %(at)s
    ORDER BY kind <> ALL(%(first)s), not_before LIMIT %(most)s FOR UPDATE SKIP LOCKED
) AS due
WHERE mail.id = due.id
RETURNING mail.*, due.state AS state_before"""


def send_waiting(*, at: datetime) -> int:
    """Send what is due, and say how many went. It ends early when the server or the time is out.

    What somebody waits for goes first, then the oldest.
    """
    doubt_the_abandoned(at=at)
    for do in BEFORE:
        _tried(do, at)
    run = _Run(at)
    while not run.is_over and (batch := _claim(at)):
        run.send(batch)
    return run.sent


def _tried(do: Callable[..., None], at: datetime) -> None:
    """A code or a new password does not wait for what cannot be done before it."""
    try:
        with transaction.atomic():
            do(at=at)
    except Exception as error:
        logger.error("Mail leaves without %s: %s", do.__name__, type(error).__name__)  # its words may quote a row


def doubt_the_abandoned(*, at: datetime) -> None:
    """Mail whose sender died while it was being sent may have arrived: it is tried again, and shown as uncertain."""
    dead = OutgoingMail.objects.filter(state=MailState.SENDING, not_before__lte=at)
    for mail in dead.defer("body").iterator():
        _put_back(mail, MailState.UNCERTAIN, "SenderDied", at)


def _claim(at: datetime) -> list[OutgoingMail]:
    """Take some mails, so that no other sender sees them; their rows are locked for this moment only."""
    claimed = OutgoingMail.objects.raw(CLAIM, {"at": at, "until": at + LEASE, "most": BATCH, "first": WAITED_FOR})
    return sorted(claimed, key=lambda mail: (mail.kind not in WAITED_FOR, mail.created_at))


class _Run:
    """One run of one sender: since when, whether it goes on, and how many mails went."""

    def __init__(self, at: datetime) -> None:
        self.at, self.ends = at, time.monotonic() + BUDGET
        self.is_over, self.sent = False, 0

    def send(self, batch: list[OutgoingMail]) -> None:
        connection = get_connection()
        tried = 0
        for mail in batch:
            self.is_over = self.is_over or time.monotonic() > self.ends
            if self.is_over:
                break
            self._send_one(connection, mail)
            tried += 1
        _release(batch[tried:], self.at)
        with suppress(OSError):  # a server that is gone cannot be taken leave of
            connection.close()

    def _send_one(self, connection: Any, mail: OutgoingMail) -> None:
        try:
            connection.open()
            connection.send_messages([_message(mail)])
        except Exception as error:  # whatever is wrong with one mail must not stay in the way of the others
            for_good, self.is_over = verdict(error)
            in_doubt = mail.state_before == MailState.UNCERTAIN or getattr(connection, "is_in_doubt", False)  # type: ignore[attr-defined]
            state = MailState.FAILED if for_good else MailState.UNCERTAIN if in_doubt else MailState.WAITING
            _put_back(mail, state, type(error).__name__, self.at)  # the error's words may quote an address or a mail
        else:
            self.sent += _mine(mail).update(state=MailState.SENT, sent_at=self.at, body="", last_error="")


def verdict(error: Exception) -> tuple[bool, bool]:
    """Whether a mail is refused for good, and whether the server itself is out of order."""
    if isinstance(error, SMTPRecipientsRefused):
        codes = [code for code, _ in error.recipients.values()]
        return min(codes) >= 500, CLOSING in codes
    if isinstance(error, SMTPDataError):
        return error.smtp_code >= 500, error.smtp_code < 500
    if isinstance(error, (SMTPNotSupportedError, MessageError, ValueError)):  # it cannot be written as a mail
        return True, False
    return False, isinstance(error, OSError)  # as every other error of a mail server is


def _message(mail: OutgoingMail) -> EmailMessage:
    """With the same Message-ID at every try: a mail that went just before a crash is known to be the same one."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2]
    headers = {"Message-ID": f"<{mail.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    if mail.unsubscribe:  # RFC 8058
        headers |= {"List-Unsubscribe": f"<{mail.unsubscribe}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}
    body = WRITERS[mail.kind](mail) if mail.kind in WRITERS else mail.body
    return EmailMessage(mail.subject, body, to=[mail.to], headers=headers)


def _mine(mail: OutgoingMail) -> QuerySet[OutgoingMail]:
    """The row, unless another sender has taken the mail meanwhile."""
    return OutgoingMail.objects.filter(pk=mail.pk, state=MailState.SENDING, attempts=mail.attempts)


def _put_back(mail: OutgoingMail, state: MailState, error: str, at: datetime) -> None:
    """Try again later, or give up. A body is kept, so that a failed mail can be sent again."""
    if mail.attempts >= TRIES:
        state = MailState.FAILED
    logger.warning("Mail %s at try %s: %s, now %s", mail.pk, mail.attempts, error, state)
    pause = PAUSES[min(mail.attempts, len(PAUSES)) - 1]
    _mine(mail).update(state=state, not_before=at + pause, last_error=error)


def _release(untried: list[OutgoingMail], at: datetime) -> None:
    """Give back what was claimed and not tried, as it was before."""
    for before in (MailState.WAITING, MailState.UNCERTAIN):
        keys = [mail.pk for mail in untried if mail.state_before == before]  # type: ignore[attr-defined]
        mine = OutgoingMail.objects.filter(pk__in=keys, state=MailState.SENDING, not_before=at + LEASE)
        mine.update(state=before, not_before=at, attempts=F("attempts") - 1)
