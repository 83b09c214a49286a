"""How does what is typed reach the draft, and what is shown beside the form?"""

import json
from contextlib import suppress
from typing import Any
from uuid import UUID

from django.core import signing
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accounts.models import Person
from supervision.sessions import queries
from supervision.sessions.models import KeptText, SupervisionSession
from supervision.sessions.services import drafts, notes, records

from . import draft_page
from .forms.record import RecordForm

WRITER = "writer_token"
SALT = "reflect.writer"
DAY = 24 * 60 * 60


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
    """Whether the record was sent, by this person, with these very answers."""
    if not queries.is_sent(record, by=person):
        return False
    draft = draft_page.read(record, person)
    form, _ = draft_page.forms_for(record, posted, as_typed=True)
    answers = draft_page.posted_answers(form, posted)
    return all([*filter(None, values)] == [*filter(None, draft.data.getlist(name))] for name, values in answers.items())


def writer_token(person: Person, record: SupervisionSession) -> str:
    """Proof that this person had this form open, for a form that is posted after the sign-in ran out."""
    return signing.dumps([person.pk, str(record.pk)], salt=SALT)


def carry(posted: QueryDict, record_id: UUID) -> None:
    """Keep a form posted without a sign-in, for the person its token names. Anything else is dropped."""
    try:
        person_id, token_record = signing.loads(posted.get(WRITER, ""), salt=SALT, max_age=DAY)
    except signing.BadSignature:
        return
    person = Person.objects.filter(pk=person_id, is_active=True).first()
    record = queries.own_draft(person, record_id) if person else None
    if person is None or record is None or token_record != str(record_id):
        return
    form, _ = draft_page.forms_for(record, posted, as_typed=True)
    answers = draft_page.posted_answers(form, posted) | {drafts.VERSIONS: posted.getlist(drafts.VERSIONS)}
    drafts.carry(supervision_session=record, person=person, answers=answers, at=timezone.now())


def restore(record: SupervisionSession, person: Person) -> bool:
    """Put forms carried through a sign-in into the draft. Returns whether there were any."""
    if not _has(record, "has_carried"):
        return False
    posts = drafts.take_carried(supervision_session=record, by=person)
    for fields in posts:
        versions = drafts.parse_versions((fields.pop(drafts.VERSIONS, None) or [""])[0])
        data = QueryDict(mutable=True)
        for name, values in fields.items():
            data.setlist(name, values)
        form, _ = draft_page.forms_for(record, data, as_typed=True)
        keep(record, form, fields, versions, by=person)
    return bool(posts)


def beside_the_form(record: SupervisionSession, form: RecordForm, person: Person) -> dict[str, Any]:
    """What the page shows around the form: agenda, carried action points, texts kept from a conflict."""
    today = timezone.localdate()
    return {
        "other": record.supervisor if person.pk == record.practitioner_id else record.practitioner,
        "agenda": list(queries.agenda_while_writing(person, record)),
        "adjustments": queries.current_adjustments(record.arrangement.covers or record.arrangement),
        "carried": list(
            queries.open_action_points(person, record.practitioner_id, on=today).exclude(supervision_session=record)
        ),
        "kept": [_in_words(kept, form) for kept in queries.kept_texts(record)] if _has(record, "has_kept") else [],
        "today": today,
    }


def _has(record: SupervisionSession, flag: str) -> bool:
    """Whether there is something rare to read: `get_record` asked along with the record. Not known counts as yes."""
    return bool(getattr(record, flag, True))


def _in_words(kept: KeptText, form: RecordForm) -> dict[str, Any]:
    field = form.fields.get(kept.control)
    return {
        "id": kept.pk,
        "label": field.label if field else "An answer",
        "text": "\n".join(json.loads(kept.values)),
        "kept_at": kept.kept_at,
    }
