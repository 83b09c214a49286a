"""Which notices are mailed now? Several of one person go together, with what and how many, and never with a name."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime, time
from itertools import groupby
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.urls import reverse

from supervision.outbox.models import Notice, OutgoingMail
from supervision.outbox.services import queue_all
from supervision.rules.mail_times import Wishes, mail_moment
from supervision.vocabulary import Delivery, NoticeKind

from .sweep import bound, is_alone

LOCK = 730_002
PEOPLE = 2000  # in one transaction
STOP = signing.Signer(salt="supervision.reminders.stop")

DUE = """
WITH chosen AS (
    SELECT DISTINCT notice.person_id FROM outbox_notice notice
    JOIN accounts_person person ON person.id = notice.person_id AND person.is_active
    WHERE notice.mail_after <= %(at)s AND notice.mailed_at IS NULL AND notice.settled_at IS NULL AND NOT EXISTS (
        SELECT FROM supervision_sessions_intervalpause pause
        WHERE pause.person_id = person.id AND %(today)s BETWEEN pause.starts_on AND pause.ends_on
    ) LIMIT %(most)s
)
SELECT notice.id, notice.person_id, notice.kind, notice.about_on, notice.is_escalation, notice.mail_after,
    person.email, person.name, wish.delivery, wish.daily_at, wish.quiet_from, wish.quiet_until
FROM outbox_notice notice
JOIN chosen ON chosen.person_id = notice.person_id
JOIN accounts_person person ON person.id = notice.person_id
LEFT JOIN reminders_noticepreference wish ON wish.person_id = notice.person_id
WHERE notice.mail_after <= %(at)s AND notice.mailed_at IS NULL AND notice.settled_at IS NULL
ORDER BY notice.person_id, notice.is_escalation, notice.id"""


class Due(NamedTuple):
    """A notice that is to be mailed, with the wishes of its person; these are None if they never said any."""

    id: int
    person_id: int
    kind: str
    about_on: Any
    is_escalation: bool
    mail_after: datetime
    email: str
    name: str
    delivery: str | None
    daily_at: time | None
    quiet_from: time | None
    quiet_until: time | None

    @property
    def wishes(self) -> Wishes:
        if self.delivery is None or not (self.daily_at and self.quiet_from and self.quiet_until):
            return Wishes()
        return Wishes(Delivery(self.delivery), self.daily_at, self.quiet_from, self.quiet_until)


def queue_notice_mail(*, at: datetime) -> int:
    """Store the mails that are due, and say how many. Whoever is away gets theirs when they are back."""
    queued = 0
    while (made := _some_people(at)) is not None:
        queued += made
    return queued


@transaction.atomic
def _some_people(at: datetime) -> int | None:
    """The mails of some people; None when there is nobody left, or another one is at work."""
    if not is_alone(LOCK) or not (due := _due(at)):
        return None
    now, later = _sort_out(due, at)
    mails = [
        _mail(list(notices), at) for _, notices in groupby(now, key=lambda one: (one.person_id, one.is_escalation))
    ]
    queue_all(mails)
    Notice.objects.filter(pk__in=[one.id for one in now]).update(mailed_at=at)
    for moment, ids in later.items():
        Notice.objects.filter(pk__in=ids).update(mail_after=moment)
    return len(mails)


def _due(at: datetime) -> list[Due]:
    with connection.cursor() as cursor:
        cursor.execute(DUE, bound(at) | {"most": PEOPLE})
        return [Due(*row) for row in cursor.fetchall()]


def _sort_out(due: Iterable[Due], at: datetime) -> tuple[list[Due], dict[datetime | None, list[int]]]:
    """What goes now, and what waits until when; until None when it is not wanted at all.

    Whoever is written to now gets all that waits for them: a daily mail that is late takes what is new along.
    """
    moments = [(one, _moment(one, at)) for one in due]
    written_to = {one.person_id for one, moment in moments if moment is not None and moment <= at}
    now: list[Due] = []
    later: dict[datetime | None, list[int]] = {}
    for one, moment in moments:
        if moment is not None and one.person_id in written_to:
            now.append(one)
        else:
            later.setdefault(moment, []).append(one.id)
    return now, later


def _moment(one: Due, at: datetime) -> datetime | None:
    return mail_moment(wanted_at=one.mail_after, now=at, wishes=one.wishes, must_be_mailed=one.is_escalation)


def _mail(notices: list[Due], at: datetime) -> OutgoingMail:
    first = notices[0]
    kind = "escalations" if first.is_escalation else "notices"
    stop = "" if first.is_escalation else _stop_link(first.person_id)
    words = {
        "first_name": first.name.split(" ")[0],
        "organisation": settings.REFLECT_ORGANISATION,
        "is_escalation": first.is_escalation,
        "lines": list(_lines(notices)),
        "link": settings.REFLECT_ADDRESS + reverse("notices:notices"),
        "stop": stop,
    }
    # A notice that is told again waits from another moment on, and so makes another mail.
    ids = hashlib.sha256(repr([(one.id, one.mail_after) for one in notices]).encode()).hexdigest()[:24]
    return OutgoingMail(
        key=f"{kind} {first.person_id} {ids}",
        kind=kind,
        notices=[one.id for one in notices],
        to=first.email,
        subject=render_to_string("emails/notices_subject.txt", words).strip(),
        body=render_to_string("emails/notices.txt", words),
        unsubscribe=stop,
        created_at=at,
        not_before=at,
    )


def _lines(notices: list[Due]) -> Iterator[dict[str, Any]]:
    """For each kind what it is, how many, and the earliest day."""
    for kind, alike in groupby(sorted(notices, key=lambda one: one.kind), key=lambda one: one.kind):
        days = [one.about_on for one in alike]
        yield {
            "label": NoticeKind(kind).label,
            "count": len(days),
            "on": min((day for day in days if day), default=None),
        }


def _stop_link(person_id: int) -> str:
    return settings.REFLECT_ADDRESS + reverse("notices:stop", args=[STOP.sign(str(person_id))])


def person_of(token: str) -> int:
    """Whose mail a link stops. Raises django.core.signing.BadSignature."""
    return int(STOP.unsign(token))
