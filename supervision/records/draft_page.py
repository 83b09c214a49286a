"""How does a stored draft become a filled-in form, and a posted form a draft again?"""

import json
import re
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.sessions import queries
from supervision.sessions.models import ConfidenceDomain, SupervisionSession

from .forms.record import ROWS, ActionPointFormSet, ActionPointRows, RecordForm

NOTE = "private_note"
ROW_CONTROL = re.compile(rf"{ROWS}-([0-9]|[1-5][0-9])-(what|why|how|owner|due_on|DELETE)")


@dataclass(frozen=True)
class Draft:
    """A draft as stored: its answers by control, and each one's version."""

    data: QueryDict
    versions: dict[str, int]


def read(record: SupervisionSession, person: Person, *, extra_rows: int = 0) -> Draft:
    """The stored answers as if posted, on top of what is known from starting the record."""
    data = QueryDict(mutable=True)
    day = record.held_on
    data.update({"held_on_0": str(day.day), "held_on_1": str(day.month), "held_on_2": str(day.year)})
    data["kind"] = record.kind_id
    versions = {}
    for row in queries.draft_answers(record):
        data.setlist(row.control, json.loads(row.values))
        versions[row.control] = row.version
    note = queries.private_note_of(person, record)
    if note:
        data[NOTE], versions[NOTE] = note.body, note.version
    data[f"{ROWS}-TOTAL_FORMS"] = str(_rows_in(data) + extra_rows)
    data[f"{ROWS}-INITIAL_FORMS"] = "0"
    return Draft(data, versions)


def _rows_in(data: QueryDict) -> int:
    numbers = [int(match[1]) for match in map(ROW_CONTROL.fullmatch, data) if match]
    return max(numbers, default=0) + 1


def forms_for(record: SupervisionSession, data: QueryDict, *, as_typed: bool) -> tuple[RecordForm, ActionPointFormSet]:
    """The two forms of the record page. `as_typed` shows a draft without checking it."""
    assert record.template_version is not None
    today = localdate()
    form = RecordForm(
        data,
        as_typed=as_typed,
        record=record,
        questions=list(record.template_version.questions.all()),
        domains=list(ConfidenceDomain.objects.filter(is_asked=True)),
        today=today,
    )
    rows = ActionPointRows(
        data,
        prefix=ROWS,
        form_kwargs={
            "people": [record.practitioner, record.supervisor],
            "held_on": record.held_on,
            "as_typed": as_typed,
        },
    )
    return form, rows  # type: ignore[return-value]


def controls_of(form: RecordForm) -> list[str]:
    """The names of all controls of the form; a date has three."""
    names = []
    for bound in form:
        widget = bound.field.widget
        parts = getattr(widget, "widgets_names", None)
        names += [f"{bound.html_name}{part}" for part in parts] if parts else [bound.html_name]
    return names


def posted_answers(form: RecordForm, posted: QueryDict, only: list[str] | None = None) -> dict[str, list[str]]:
    """What was posted, by control. `only` names the changed ones; without it, every control of the page."""
    known = controls_of(form)
    rows = [name for name in (only or posted) if ROW_CONTROL.fullmatch(name)]
    names = known + rows if only is None else [name for name in only if name in known or name in rows]
    return {name: [value.replace("\r\n", "\n") for value in posted.getlist(name)] for name in names}


def held_on_typed(form: RecordForm, answers: dict[str, list[str]]) -> date | None:
    """The day typed, when it is a real day; None while it is being typed."""
    if not any(name.startswith("held_on_") for name in answers):
        return None
    field = form.fields["held_on"]
    try:
        day: date | None = field.clean(field.widget.value_from_datadict(form.data, {}, "held_on"))
    except ValidationError:
        return None
    return day
