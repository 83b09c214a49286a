"""How is typing kept? Control by control, with a version for each, so that no tab overwrites another."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record_edit
from supervision.policy import check_private_note, check_write_draft

from ..models import DraftAnswer, KeptText, SupervisionSession
from ..queries import standing_of

Answers = Mapping[str, list[str]]


@dataclass(frozen=True)
class Saved:
    """`versions`: each saved control's version now. `conflicts`: the stored values that were not overwritten."""

    versions: dict[str, int]
    conflicts: dict[str, list[str]]


@transaction.atomic
def save(
    *,
    supervision_session: SupervisionSession,
    answers: Answers,
    versions: Mapping[str, int],
    by: Person,
    at: datetime,
) -> Saved:
    """Save changed answers. One that somebody changed meanwhile is kept beside, not written over it."""
    locked = SupervisionSession.objects.select_for_update().get(pk=supervision_session.pk)
    check_write_draft(standing_of(by, locked, on=localdate(at)))
    return keep(locked, answers, versions, kind="record", by=by, at=at)


def keep(
    locked: SupervisionSession,
    answers: Answers,
    versions: Mapping[str, int],
    *,
    kind: str,
    by: Person,
    at: datetime,
    cleared: bool = False,
) -> Saved:
    """The same for a record whose row is locked. With `cleared`, a box that is empty from the start is kept as well."""
    stored = {row.control: row for row in locked.draft_answers.filter(control__in=answers)}
    changed, conflicts, now = [], {}, {}
    for control, values in answers.items():
        row = stored.get(control)
        if row is None:
            if not (any(values) or cleared):
                continue
            row = DraftAnswer(supervision_session=locked, control=control, version=0, values="[]")
        if row.version and json.loads(row.values) == values:
            now[control] = row.version
        elif row.version != versions.get(control, 0):
            conflicts[control] = json.loads(row.values)
            now[control] = row.version
            keep_beside(locked, control, values, at)
        else:
            row.values, row.version, row.saved_at = json.dumps(values), row.version + 1, at
            now[control] = row.version
            changed.append(row)
    _write(changed)
    if changed or conflicts:
        record_edit(actor=by, kind=kind, object_id=locked.pk, at=at)
    return Saved(versions=now, conflicts=conflicts)


def _write(rows: Iterable[DraftAnswer]) -> None:
    DraftAnswer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=["values", "version", "saved_at"]
    )


def keep_beside(record: SupervisionSession, control: str, values: list[str], at: datetime) -> None:
    """Keep a text of the writer's that was not written over a newer one. The same text is kept once."""
    text, mine = json.dumps(values), record.kept_texts.filter(control=control, person=record.writer_id)
    if any(values) and text not in [kept.values for kept in mine]:
        KeptText.objects.create(
            supervision_session=record, person_id=record.writer_id, control=control, kept_at=at, values=text
        )


def values_of(row: DraftAnswer | KeptText) -> list[str]:
    values: list[str] = json.loads(row.values)
    return values


VERSIONS = "draft_versions"


def parse_versions(text: str) -> dict[str, int]:
    """The versions a page knew, from its hidden field; nothing when that is not what we wrote."""
    try:
        given = json.loads(text or "{}")
    except ValueError:
        return {}
    if not isinstance(given, dict):
        return {}
    return {name: number for name, number in given.items() if isinstance(number, int)}


@transaction.atomic
def forget_kept(*, supervision_session: SupervisionSession, kept_id: UUID, by: Person, at: datetime) -> None:
    """Remove a kept text that its writer no longer needs, before or after the lock."""
    locked = SupervisionSession.objects.select_for_update().get(pk=supervision_session.pk)
    check_private_note(standing_of(by, locked, on=localdate(at)))
    if locked.kept_texts.filter(pk=kept_id, person=by).delete()[0]:
        record_edit(actor=by, kind="kept_text", object_id=locked.pk, at=at)
