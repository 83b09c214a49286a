"""How old is the last tick, and how much waits? Reads for the status page; the body of a mail is not among them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, QuerySet
from django.db.models.functions import Length

from supervision.outbox.models import Notice, OutgoingMail, Tick
from supervision.outbox.tasks import SENDING
from supervision.outbox.ticks import REPORTS
from supervision.reminders.ticking import NAME
from supervision.vocabulary import MailState

OLD = timedelta(minutes=5)
WORDS = {NAME: "Reminders and escalations", SENDING: "Sending mail", REPORTS: "Making audit reports"}
SHOWN = [MailState.WAITING, MailState.SENDING, MailState.UNCERTAIN, MailState.FAILED]
RESENT = [MailState.UNCERTAIN, MailState.FAILED]


@dataclass(frozen=True)
class Struck:
    """A task of the schedule: when it last did its work, and whether that is too long ago."""

    words: str
    last_at: datetime | None
    is_old: bool


def ticks(now: datetime) -> list[Struck]:
    last = dict(Tick.objects.values_list("name", "last_at"))
    return [_struck(words, last.get(name), now) for name, words in WORDS.items()]


def _struck(words: str, last_at: datetime | None, now: datetime) -> Struck:
    return Struck(words, last_at, is_old=last_at is None or last_at < now - OLD)


def counts() -> list[tuple[MailState, int]]:
    found = dict(
        OutgoingMail.objects.filter(state__in=SHOWN).order_by().values_list("state").annotate(Count("pk"))
    )  # fmt: skip
    return [(state, found.get(state, 0)) for state in SHOWN]


def mails(state: MailState) -> QuerySet[OutgoingMail]:
    """Without what they say; `length` tells whether there is still something to send."""
    found = OutgoingMail.objects.filter(state=state).defer("body", "subject")
    return found.annotate(length=Length("body")).order_by("created_at", "pk")


def notices_to_mail(now: datetime) -> dict[str, int]:
    """How many notices go with the next tick, and how many wait for a time that their person chose."""
    waiting = Notice.objects.filter(mailed_at=None, settled_at=None)
    due, later = waiting.filter(mail_after__lte=now).count(), waiting.filter(mail_after__gt=now).count()
    return {"due": due, "later": later}
