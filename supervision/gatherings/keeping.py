"""How does what is typed into a form of a gathering reach what is kept of it, and the form again?"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any, TypeVar

from django.forms import BaseForm, Field, Form
from django.http import QueryDict

from accounts.models import Person
from supervision.formpack.controls import controls_of, parts_of, values_in
from supervision.formpack.guard import GuardedForm, listed
from supervision.gatherings.forms import TextsForm
from supervision.gatherings.forms.outcomes import OutcomeForm
from supervision.sessions import kept_queries, typed_queries
from supervision.sessions.models import DraftAnswer, KeptText, SupervisionSession
from supervision.sessions.services import drafts, typed

F = TypeVar("F", bound=Form)


@dataclass
class Page:
    """One form of a gathering, whose controls are kept while somebody types: what was said, or what came of a slot."""

    record: SupervisionSession
    name: str
    rows: list[DraftAnswer] = field(init=False)

    def __post_init__(self) -> None:
        self.rows = typed_queries.rows_of(self.record, self.name)

    def filled(self, form: F) -> F:
        """The form with what was typed into it after it was saved last."""
        kept = {typed_queries.name_of(row.control): drafts.values_of(row) for row in typed_queries.not_saved(self.rows)}
        data = QueryDict(mutable=True)
        for name, values in kept.items():
            data.setlist(name, values)
        form.initial = {**form.initial, **{
            bound.name: bound.field.widget.value_from_datadict(data, {}, bound.html_name)
            for bound in form if set(parts_of(bound)) & set(kept)
        }}  # fmt: skip
        return form

    def is_unsaved(self) -> bool:
        return bool(typed_queries.not_saved(self.rows))

    def versions(self) -> dict[str, int]:
        return {name: row.version for row in self.rows if (name := typed_queries.name_of(row.control))}

    def typed(self, form: BaseForm, posted: QueryDict) -> typed.Typed:
        """All that was posted with a button."""
        return typed.Typed(self.name, values_in(posted, controls_of(form)), versions_in(posted))

    def keep(self, form: BaseForm, posted: QueryDict, *, by: Person, at: datetime) -> dict[str, Any]:
        """What changed while somebody typed; gives what the page is told of it."""
        asked = set(posted.getlist("control"))
        answers = values_in(posted, [name for name in controls_of(form) if name in asked])
        given = typed.Typed(self.name, answers, versions_in(posted))
        kept = typed.save(supervision_session=self.record, typed=given, by=by, at=at)
        guarded = form.guarded if isinstance(form, GuardedForm) else ()
        hints = {name: listed("".join(values)) for name, values in answers.items() if name in guarded}
        return {"versions": kept.versions, "conflicts": kept.conflicts, "hints": hints}

    def around(self, form: BaseForm, posted: QueryDict, person: Person, **addresses: str) -> dict[str, Any]:
        """What the page needs beside the form. After a refusal it keeps the versions that it knew."""
        is_refused = bool(posted) and not hasattr(form, "stored")
        versions = versions_in(posted) if is_refused else self.versions()
        kept = [one for one in kept_in(self.record, person, form.fields) if one["page"] == self.name]
        return {"versions": versions, "kept": kept, "is_unsaved": self.is_unsaved(), **addresses}


ASKED = {**TextsForm.base_fields, **OutcomeForm.base_fields}


def kept_in(
    record: SupervisionSession, person: Person, fields: Mapping[str, Field] = MappingProxyType(ASKED)
) -> list[dict[str, Any]]:
    """A person's own texts that were not written over newer ones, under the words of the form."""
    if not getattr(record, "has_kept", True):
        return []
    return [_in_words(one, fields) for one in kept_queries.kept_texts(person, record)]


def versions_in(posted: QueryDict) -> dict[str, int]:
    return drafts.parse_versions(posted.get(drafts.VERSIONS, ""))


def _in_words(kept: KeptText, fields: Mapping[str, Field]) -> dict[str, Any]:
    known = fields.get(typed_queries.name_of(kept.control))
    labels = {str(value): str(label) for value, label in getattr(known, "choices", ())}
    values = drafts.values_of(kept)
    return {
        "id": kept.pk,
        "page": typed_queries.page_of(kept.control),
        "label": str(known.label) if known else "An answer",
        "text": "\n".join(labels.get(value, value) for value in values),
        "kept_at": kept.kept_at,
    }
