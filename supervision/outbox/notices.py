"""What has somebody been told in the app? Each thing once, and no longer than there is something to do."""

from collections.abc import Collection
from datetime import date, datetime

from supervision.vocabulary import NoticeKind

from .models import Notice

ASKS_NOTHING = (
    NoticeKind.ARRANGEMENT_BEGUN, NoticeKind.COVER_BEGUN, NoticeKind.DAYS_AWAY, NoticeKind.SUPPORT_MOVED,
    NoticeKind.GROUP_INVITED, NoticeKind.GROUP_MOVED, NoticeKind.GROUP_CALLED_OFF, NoticeKind.GROUP_LEFT_OUT,
    NoticeKind.REPORT_READY, NoticeKind.RECORD_OPENED, NoticeKind.RECORD_SAMPLED, NoticeKind.DIP_FEEDBACK,
)  # fmt: skip


def notify(
    *,
    person_id: int,
    kind: NoticeKind,
    key: str,
    about_id: object,
    at: datetime,
    about_person_id: int | None = None,
    about_on: date | None = None,
    is_escalation: bool = False,
    mail_after: datetime | None = None,
) -> None:
    """Tell one person one thing, in the caller's transaction. Once for each `key`, however often it is called.

    With `mail_after=at` it is mailed as well, as soon as the person's own wishes allow.
    """
    notice = Notice(
        person_id=person_id,
        kind=kind,
        key=key,
        about_id=str(about_id),
        about_person_id=about_person_id,
        about_on=about_on,
        is_escalation=is_escalation,
        made_at=at,
        mail_after=mail_after,
    )
    Notice.objects.bulk_create([notice], ignore_conflicts=True)


def settle(
    *, kinds: NoticeKind | Collection[NoticeKind], about_id: object, at: datetime, person_id: int | None = None
) -> int:
    """Nothing is left to do about this: for everybody who was told, or for one person. Says how many notices it was."""
    kinds = [kinds] if isinstance(kinds, str) else list(kinds)
    found = Notice.objects.filter(kind__in=kinds, about_id=str(about_id), settled_at=None)
    return (found if person_id is None else found.filter(person=person_id)).update(settled_at=at)


def told_of(*, kind: NoticeKind, about_id: object) -> set[int]:
    """Who was told of this, whether it still stands or not."""
    return set(Notice.objects.filter(kind=kind, about_id=str(about_id)).values_list("person", flat=True))


def mark_read(*, person_id: int, at: datetime, notice_id: int | None = None) -> int:
    """One of a person's notices is read, or all that are not yet. One that asks for nothing is settled by that."""
    unread = Notice.objects.filter(person=person_id, read_at=None)
    found = unread if notice_id is None else unread.filter(pk=notice_id)
    found.filter(kind__in=ASKS_NOTHING).update(settled_at=at)
    return found.update(read_at=at)
