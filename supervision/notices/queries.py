"""What has somebody been told? What is still open, and what was settled lately."""

from collections.abc import Iterable
from datetime import date

from django.db.models import QuerySet

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.sessions.gathering_queries import clinics_of
from supervision.sessions.kept_queries import being_written_by
from supervision.sessions.models import PlannedSession
from supervision.sessions.queries import waiting_for_signature
from supervision.vocabulary import NoticeKind

MOST_OPEN, MOST_DONE = 100, 20
ABOUT_A_PLAN = {
    NoticeKind.AGENDA_AHEAD, NoticeKind.SESSION_BOOKED, NoticeKind.SESSION_MOVED, NoticeKind.SESSION_CANCELLED,
}  # fmt: skip

OF_A_GROUP = {
    NoticeKind.CONFIRMATION_WANTED, NoticeKind.GROUP_INVITED, NoticeKind.GROUP_MOVED, NoticeKind.GROUP_PASSED_ON,
    NoticeKind.GROUP_CALLED_OFF, NoticeKind.GROUP_LEFT_OUT,
}  # fmt: skip


def told(person: Person) -> QuerySet[Notice]:
    return Notice.objects.filter(person=person).select_related("about_person")


def still_open(person: Person) -> QuerySet[Notice]:
    return told(person).filter(settled_at=None)[:MOST_OPEN]


def done(person: Person) -> QuerySet[Notice]:
    return told(person).exclude(settled_at=None).order_by("-settled_at", "-pk")[:MOST_DONE]


def arrangements_of(notices: Iterable[Notice]) -> dict[str, int]:
    """For each planned session that a notice is about, the arrangement it belongs to."""
    ids = {notice.about_id for notice in notices if notice.kind in ABOUT_A_PLAN}
    if not ids:
        return {}
    found = PlannedSession.objects.filter(pk__in=ids).values_list("pk", "arrangement")
    return {str(planned): arrangement for planned, arrangement in found}


def clinics_among(notices: Iterable[Notice]) -> set[str]:
    """Of the groups that notices are about, those that are case clinics."""
    ids = {notice.about_id for notice in notices if notice.kind in OF_A_GROUP}
    return {str(pk) for pk in clinics_of(ids)} if ids else set()


def to_sign_of(person: Person, notices: Iterable[Notice], *, on: date) -> set[str]:
    """Of the records that these notices say are unsigned, those that this person is to sign, or to write and send."""
    ids = {notice.about_id for notice in notices if notice.kind == NoticeKind.RECORD_UNSIGNED}
    if not ids:
        return set()
    waiting = waiting_for_signature(person, on=on).filter(pk__in=ids).order_by().values_list("pk", flat=True)
    return {str(record_id) for record_id in waiting.union(being_written_by(person, ids))}
