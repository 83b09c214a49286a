"""How is a private note kept? By its writer alone, before and after the lock."""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record_edit
from supervision.policy import check_private_note
from supervision.vocabulary import NoteKind

from ..models import PrivateNote, SupervisionSession
from ..queries import standing_of
from .history import lock_row


class NoteChanged(Exception):
    """The note was changed in another tab. `stored` is the note as it stands."""

    def __init__(self, stored: PrivateNote) -> None:
        super().__init__("This note was changed in another tab.")
        self.stored = stored


@transaction.atomic
def save(*, supervision_session: SupervisionSession, body: str, base_version: int, by: Person, at: datetime) -> int:
    """Save one's own note; gives its new version. Raises NoteChanged when `base_version` is old."""
    locked = lock_row(supervision_session)
    check_private_note(standing_of(by, locked, on=localdate(at)))
    kind = NoteKind.REFLECTION if locked.practitioner_id == by.pk else NoteKind.PREPARATION
    return keep(locked, kind, body, base_version=base_version, by=by, at=at)


def keep(locked: SupervisionSession, kind: NoteKind, body: str, *, base_version: int, by: Person, at: datetime) -> int:
    """Write the note of somebody who may keep one, in a transaction that holds the record's row."""
    note = locked.private_notes.filter(person=by).first() or PrivateNote(
        supervision_session=locked, person=by, kind=kind, version=0
    )
    if note.version and note.body == body:
        return note.version
    if note.version != base_version:
        raise NoteChanged(note)
    note.body, note.version, note.written_at = body, note.version + 1, at
    note.save()
    record_edit(actor=by, kind="private_note", object_id=locked.pk, at=at)
    return note.version
