"""What happened in a case, the newest first, and which clinics are to come?

Its notes and steps, what signed records of supervision say of it, and its slots in clinics that are not signed yet.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from supervision.casenotes import queries
from supervision.casenotes.models import CaseNote, PathwayStep
from supervision.casenotes.queries import Entry
from supervision.casenotes.words import PathwayStage
from supervision.sessions.clinic_queries import slots_not_locked
from supervision.sessions.discussion_queries import discussions_of
from supervision.sessions.models import CaseDiscussion, ClinicSlot
from supervision.sessions.placement_queries import with_placement
from supervision.times import long_day

from .loading import Opened

DISCUSSION, CLINIC = "discussion", "clinic"
Row = CaseNote | PathwayStep | CaseDiscussion | ClinicSlot


def discussions(opened: Opened, *, on: date) -> dict[UUID, CaseDiscussion]:
    """What this person reads of them, the latest session first. Each text is opened only when it is shown."""
    found = with_placement(discussions_of(opened.case, opened.relations, on=on))
    found = found.order_by("-supervision_session__held_on")
    return {one.pk: one for one in found}


def clinics(opened: Opened, *, on: date) -> dict[UUID, ClinicSlot]:
    """Of clinics that are still to come, or were held and are still written or signed."""
    return {slot.pk: slot for slot in slots_not_locked(opened.case, opened.person, on=on)}


def lines(
    opened: Opened, said: dict[UUID, CaseDiscussion], planned: dict[UUID, ClinicSlot], *, on: date
) -> list[Entry]:
    entries = queries.lines_of(opened.case, opened.relations, on=on)
    for slot in planned.values():
        clinic = slot.supervision_session
        entries.append(Entry(clinic.held_on, clinic.started_at, slot.pk, CLINIC))
    for one in said.values():
        session = one.supervision_session
        assert session.locked_at is not None
        entries.append(Entry(session.held_on, session.locked_at, one.pk, DISCUSSION))
    return sorted(entries, key=lambda entry: (entry.day, entry.at), reverse=True)


def rows(
    entries: Iterable[Entry], said: dict[UUID, CaseDiscussion], planned: dict[UUID, ClinicSlot], latest: dict[str, UUID]
) -> tuple[list[tuple[str, Row]], dict[str, Row]]:
    """Some lines with what was written, each with its kind; and the latest steps, by need, from the same question."""
    wanted = list(entries)
    known: dict[UUID, Row] = {**said, **planned}
    ids = {*latest.values(), *(entry.id for entry in wanted)}
    found = known | queries.rows_of(ids - known.keys())
    return [(entry.kind, found[entry.id]) for entry in wanted], {need: found[pk] for need, pk in latest.items()}


def behaviour(said: dict[UUID, CaseDiscussion]) -> list[CaseDiscussion]:
    """Where the behaviour stood on the continuum, and what the tool gave, session by session."""
    return [one for one in said.values() if one.continuum or one.tool]


def access(case: Any) -> list[dict[str, Any]]:
    """Who else has access, by name, and until when."""
    return [
        {"name": one["name"], "ends_on": date.fromisoformat(one["ends_on"]) if one["ends_on"] else None}
        for one in case.shared_with
    ]


def reached(case: Any) -> dict[str, str]:
    """How far the case is on each way to a diagnosis, in words, by the need."""
    return {
        one["need"]: f"{PathwayStage(one['stage']).label}, {long_day(date.fromisoformat(one['dated_on']))}"
        for one in case.reached
    }
