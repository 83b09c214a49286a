"""How does what is typed reach the draft, and what is shown beside the form?"""

import json
from contextlib import suppress
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Person
from supervision.carrying import as_posted
from supervision.sessions import kept_queries, queries
from supervision.sessions.agreement_queries import current_adjustments
from supervision.sessions.content import says
from supervision.sessions.models import KeptText, SupervisionSession
from supervision.sessions.services import carrying, drafts, notes, records

from . import draft_page
from .forms.record import RecordForm


def keep(
    record: SupervisionSession,
    form: RecordForm,
    answers: dict[str, list[str]],
    versions: dict[str, int],
    *,
    by: Person,
) -> drafts.Saved:
    """Save answers to the draft, the private note to its own place, and a real date to the record."""
    now = timezone.now()
    note = answers.pop(draft_page.NOTE, None)
    saved = drafts.save(supervision_session=record, answers=answers, versions=versions, by=by, at=now)
    if note is not None:
        _keep_note(record, note[0] if note else "", versions, saved, by)
    held_on = draft_page.held_on_typed(form, answers)
    if held_on and not saved.conflicts:
        with suppress(ValidationError):  # a day in the future stays as typed; sending says what is wrong with it
            records.move_held_on(supervision_session=record, held_on=held_on, by=by, at=now)
    return saved


def _keep_note(
    record: SupervisionSession, body: str, versions: dict[str, int], saved: drafts.Saved, by: Person
) -> None:
    name, now = draft_page.NOTE, timezone.now()
    base = versions.get(name, 0)
    if not body and not base:
        return
    try:
        saved.versions[name] = notes.save(supervision_session=record, body=body, base_version=base, by=by, at=now)
    except notes.NoteChanged as changed:
        saved.conflicts[name] = [changed.stored.body]
        saved.versions[name] = changed.stored.version
        drafts.keep_beside(record, name, [body], now)


def was_sent(record: SupervisionSession, posted: QueryDict, person: Person) -> bool:
    """Whether the record was sent, by this person, with these very answers and this very note."""
    if not kept_queries.is_sent(record, by=person):
        return False
    written = draft_page.forms_for(record, person, posted, as_typed=False)
    if not (written.is_valid() and says(record, written.content())):
        return False
    note = queries.private_note_of(person, record)
    typed: str = written.form.cleaned_data[draft_page.NOTE].replace("\r\n", "\n")  # as a note is kept
    return typed == (note.body.strip() if note else "")


@transaction.atomic
def restore(record: SupervisionSession, person: Person, path: str) -> bool:
    """Put forms carried through a sign-in into the draft, all or nothing. Returns whether there were any."""
    posts = carrying.take(path=path, by=person)
    for fields in posts:
        form = draft_page.forms_for(record, person, data := as_posted(fields), as_typed=True).form
        versions = drafts.parse_versions(data.get(drafts.VERSIONS, ""))
        keep(record, form, draft_page.posted_answers(form, data), versions, by=person)
    return bool(posts)


def beside_the_form(written: draft_page.Written, person: Person) -> dict[str, Any]:
    """What the page shows around the form: agenda, carried action points, texts kept from a conflict."""
    today, record = timezone.localdate(), written.record
    return {
        "other": record.supervisor if person.pk == record.practitioner_id else record.practitioner,
        "agenda": list(queries.agenda_while_writing(person, record)),
        "adjustments": current_adjustments(record.arrangement.covers or record.arrangement),
        "carried": list(
            queries.open_action_points(person, record.practitioner.pk, on=today).exclude(supervision_session=record)
        ),
        "kept": kept_of(record, person, written),
        "today": today,
    }


def kept_of(
    record: SupervisionSession, person: Person, written: draft_page.Written | None = None
) -> list[dict[str, Any]]:
    """A person's own texts that are kept beside a record, under the words of the form."""
    if not _has(record, "has_kept"):
        return []
    written = written or draft_page.forms_for(record, person, draft_page.blank(), as_typed=True)
    return [_in_words(kept, written) for kept in kept_queries.kept_texts(person, record)]


def _has(record: SupervisionSession, flag: str) -> bool:
    """Whether there is something rare to read: `get_record` asked along with the record. Not known counts as yes."""
    return bool(getattr(record, flag, True))


def _in_words(kept: KeptText, written: draft_page.Written) -> dict[str, Any]:
    row, field = written.field_of(kept.control)
    known = {str(value): str(label) for value, label in getattr(field, "choices", ())}
    label = str(field.label) if field else "An answer"
    return {
        "id": kept.pk,
        "label": f"{row}: {label}" if row else label,
        "text": "\n".join(known.get(value, value) for value in json.loads(kept.values)),
        "kept_at": kept.kept_at,
    }
