"""How does a stored draft become a filled-in form, and a posted form a draft again?"""

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.formpack.controls import controls_of, values_in
from supervision.formpack.guard import listed
from supervision.sessions import queries
from supervision.sessions.content import RecordContent
from supervision.sessions.discussion_queries import choices_for
from supervision.sessions.models import ConfidenceDomain, SupervisionSession

from .forms.record import RecordForm
from .forms.rows import (
    ACTIONS,
    CASES,
    ActionPointForm,
    ActionPointFormSet,
    ActionPointRows,
    CaseForm,
    CaseFormSet,
    CaseRows,
)

NOTE = "private_note"
CONTROLS = {
    CASES: re.compile(rf"{CASES}-([0-9]|[12][0-9])-({'|'.join(CaseForm.base_fields)}|DELETE)"),
    ACTIONS: re.compile(rf"{ACTIONS}-([0-9]|[1-5][0-9])-({'|'.join(ActionPointForm.base_fields)}|DELETE)"),
}
FEWEST = {CASES: 0, ACTIONS: 1}  # rows that an empty draft shows


@dataclass(frozen=True)
class Written:
    """The forms of the record page, which are sent together."""

    record: SupervisionSession
    form: RecordForm
    cases: CaseFormSet
    actions: ActionPointFormSet

    def is_valid(self) -> bool:
        return self.form.is_valid() & self.cases.is_valid() & self.actions.is_valid()

    def is_looked_at(self) -> bool:
        """Of checked forms: whether their writer was told once of what may name somebody; else it is told now."""
        return self.form.is_looked_at(*self.cases.whole(), *self.actions.whole())

    def content(self) -> RecordContent:
        """The checked answers, ready to be sent."""
        return self.form.content(self.cases.discussed(self.record), self.actions.agreed(self.record))

    def field_of(self, control: str) -> tuple[str, forms.Field | None]:
        """The field a control belongs to, and the title of its row, such as "Case 2"; no field for what is gone."""
        for rows in (self.cases, self.actions):
            if match := CONTROLS[str(rows.prefix)].fullmatch(control):
                return f"{rows.row_title} {int(match[1]) + 1}", rows.empty_form.fields.get(match[2])
        return "", self.form.fields.get(control)


@dataclass(frozen=True)
class Draft:
    """A draft as stored: its answers by control, and each one's version."""

    data: QueryDict
    versions: dict[str, int]


def read(record: SupervisionSession, person: Person, *, one_more: str = "") -> Draft:
    """The stored answers as if posted, on top of what is known from starting the record; `one_more` of which rows."""
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
    for rows in CONTROLS:
        data.update(_management(rows, _rows_in(data, rows) + (rows == one_more)))
    return Draft(data, versions)


def _management(rows: str, count: int) -> dict[str, str]:
    return {f"{rows}-TOTAL_FORMS": str(count), f"{rows}-INITIAL_FORMS": "0"}


def _rows_in(data: QueryDict, rows: str) -> int:
    numbers = [int(match[1]) + 1 for match in map(CONTROLS[rows].fullmatch, data) if match]
    return max(numbers, default=FEWEST[rows])


def blank() -> QueryDict:
    """The posted form of a record of which nothing was written yet."""
    data = QueryDict(mutable=True)
    for rows, count in FEWEST.items():
        data.update(_management(rows, count))
    return data


def forms_for(record: SupervisionSession, person: Person, data: QueryDict, *, as_typed: bool) -> Written:
    """The forms of the record page. `as_typed` shows a draft without checking it."""
    assert record.template_version is not None
    today = localdate()
    if f"{CASES}-TOTAL_FORMS" not in data:  # a page from before cases were asked for
        data = data.copy()
        data.update(_management(CASES, 0))

    @cache
    def cases() -> list[tuple[str, str]]:  # asked for once, and only when rows are shown or checked
        return choices_for(person, record, on=today)

    form = RecordForm(
        data,
        as_typed=as_typed,
        record=record,
        questions=list(record.template_version.questions.all()),
        domains=list(ConfidenceDomain.objects.filter(is_asked=True)),
        today=today,
    )
    of_row = {"as_typed": as_typed, "cases": cases}
    of_action = {"people": [record.practitioner, record.supervisor], "held_on": record.held_on}
    return Written(
        record=record,
        form=form,
        cases=CaseRows(data, prefix=CASES, form_kwargs=of_row),  # type: ignore[arg-type]
        actions=ActionPointRows(data, prefix=ACTIONS, form_kwargs=of_row | of_action),  # type: ignore[arg-type]
    )


def posted_answers(form: RecordForm, posted: QueryDict, only: list[str] | None = None) -> dict[str, list[str]]:
    """What was posted, by control. `only` names the changed ones; without it, every control of the page."""
    known = controls_of(form)
    rows = [name for name in (only or posted) if any(row.fullmatch(name) for row in CONTROLS.values())]
    names = known + rows if only is None else [name for name in only if name in known or name in rows]
    return values_in(posted, names)


def hints_in(form: RecordForm, answers: dict[str, list[str]]) -> dict[str, dict[str, Any]]:
    """What is said beside each box that was just kept. It is kept nowhere itself."""
    of_row = {CASES: CaseForm.guarded, ACTIONS: ActionPointForm.guarded}
    boxes = {name for name in answers if name in form.guarded or _part_of_row(name) in of_row.get(_rows_of(name), ())}
    return {name: listed("".join(answers[name])) for name in boxes}


def _rows_of(control: str) -> str:
    return control.split("-")[0]


def _part_of_row(control: str) -> str:
    return control.split("-")[-1]


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
