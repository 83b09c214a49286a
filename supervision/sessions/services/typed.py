"""How is what is typed into the forms of a gathering kept, until their writer saves it?

Control by control, as in the draft of a session of two. What is saved is in the record itself: a row of the form's own
name says when that was, and what was typed later is not in the record yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record_edit
from supervision.gathering_policy import check_gathering_note, check_write_gathering

from ..gathering_queries import standing_of
from ..models import DraftAnswer, SupervisionSession
from ..typed_queries import control_of, name_of, page_of, rows_of
from . import drafts
from .history import lock_row


@dataclass(frozen=True)
class Typed:
    """What a form holds, with the version of each control that its page knew."""

    page: str
    answers: Mapping[str, list[str]]
    versions: Mapping[str, int]


@transaction.atomic
def save(*, supervision_session: SupervisionSession, typed: Typed, by: Person, at: datetime) -> drafts.Saved:
    """Keep what was typed. A control that was changed elsewhere is not written over; the text is kept beside it."""
    record = lock_row(supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    return _keep(record, typed, by, at)


def _keep(record: SupervisionSession, typed: Typed, by: Person, at: datetime) -> drafts.Saved:
    answers = {control_of(typed.page, name): values for name, values in typed.answers.items()}
    versions = {control_of(typed.page, name): number for name, number in typed.versions.items()}
    kept = drafts.keep(record, answers, versions, kind="gathering", by=by, at=at, cleared=True)
    return drafts.Saved(
        versions={name_of(control): number for control, number in kept.versions.items()},
        conflicts={name_of(control): values for control, values in kept.conflicts.items()},
    )


def settle(record: SupervisionSession, typed: Typed | None, *, by: Person, at: datetime) -> bool:
    """Of a locked row: note that what was typed is being saved. False when it was changed elsewhere since."""
    if typed is None:
        return True
    if any(_is_newer(row, typed) for row in rows_of(record, typed.page)):
        return False
    _keep(record, typed, by, at)
    DraftAnswer.objects.update_or_create(
        supervision_session=record, control=typed.page, defaults={"saved_at": at, "values": "[]"}
    )
    return True


def _is_newer(row: DraftAnswer, typed: Typed) -> bool:
    name = name_of(row.control)
    if name not in typed.answers or drafts.values_of(row) == typed.answers[name]:
        return False
    return row.version != typed.versions.get(name, 0)


@transaction.atomic
def forget_kept(*, supervision_session: SupervisionSession, kept_id: UUID, by: Person, at: datetime) -> str:
    """Remove a kept text that its writer no longer needs; gives the form it was typed into, if there was one."""
    record = lock_row(supervision_session)
    check_gathering_note(standing_of(by, record, on=localdate(at)))
    kept = record.kept_texts.filter(pk=kept_id, person=by).first()
    if kept is None:
        return ""
    kept.delete()
    record_edit(actor=by, kind="kept_text", object_id=record.pk, at=at)
    return page_of(kept.control)
