"""Who opened, searched and downloaded what? The access log, for managers; reading it is on it too."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.audit.models import AuditEvent
from supervision.audit.services import record as audit
from supervision.formpack.fields import NearDateField
from supervision.keyset import how_many, in_words
from supervision.policy import check_manage
from supervision.vocabulary import AuditAction

from . import access_queries as queries
from .access_queries import Wanted
from .access_words import DID, KINDS, LOGGED, what

USUAL = timedelta(days=29)  # with today, thirty days


class AccessFilter(forms.Form):
    """Its values are keys, numbers and days, so that an address that is passed on holds nothing of anybody's."""

    show_optional = False
    action = forms.ChoiceField(
        label="What was done",
        choices=[("", "Anything"), *((one.value, one.label) for one in LOGGED)],
        required=False,
    )
    kind = forms.ChoiceField(label="To what", required=False)
    since = NearDateField(label="From", required=False, error_messages={"invalid": "Enter a day, such as 31/12/2026"})
    until = NearDateField(label="To", required=False, error_messages={"invalid": "Enter a day, such as 31/12/2026"})
    person = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    record = forms.RegexField(r"^[0-9a-f-]{1,40}$", required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted((words[:1].upper() + words[1:], kind) for kind, words in KINDS.items())
        self.fields["kind"].choices = [("", "Anything"), *((kind, words) for words, kind in named)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("since") and said.get("until") and said["until"] < said["since"]:
            raise ValidationError({"until": "Enter a day that is not before the first one"})
        return said

    def wanted(self, today: date) -> Wanted:
        said = self.cleaned_data if self.is_bound else {}
        until = said.get("until") or today
        return Wanted(
            since=said.get("since") or until - USUAL,
            until=until,
            action=said.get("action", ""),
            kind=said.get("kind", ""),
            object_id=said.get("record", ""),
            actor_id=said.get("person"),
        )


@require_safe
def access(request: HttpRequest) -> HttpResponse:
    manager, today = person_of(request), timezone.localdate()
    check_manage(roles_of(manager))
    form = AccessFilter(request.GET or None)
    if form.is_bound and not form.is_valid():
        if form.errors.keys() & {"person", "record"}:
            raise Http404  # no page links to it
        return render(request, "managers/access.html", {"form": form}, status=422)
    wanted = form.wanted(today)
    found = queries.log_of(manager, wanted)
    try:
        page = queries.IN_ORDER.page(found, request.GET.get("before", ""))
    except ValueError as error:
        raise Http404 from error
    events: Sequence[AuditEvent] = page.rows
    rows = _rows(queries.known_of(manager, events), events)
    context: dict[str, Any] = {"form": form, "wanted": wanted, "rows": rows, "older": page.next}
    if wanted.actor_id:
        context["whose"] = queries.name_within(manager, wanted.actor_id, events)
        if context["whose"] is None:
            raise Http404
    audit(actor=manager, action=AuditAction.READ, kind="access_log", **_asked(wanted))
    return render(request, "managers/access.html", context | {"said": in_words(how_many(found))})


def _rows(known: queries.Known, events: Sequence[AuditEvent]) -> list[dict[str, Any]]:
    return [
        {"event": event, "did": DID[AuditAction(event.action)], "what": what(event.kind), "about": known.about(event)}
        for event in events
    ]


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The filters, for the trail: numbers, keys and days."""
    asked = {
        "since": wanted.since.isoformat(), "until": wanted.until.isoformat(), "of": wanted.kind,
        "record": wanted.object_id, "person": wanted.actor_id, "did": wanted.action,
    }  # fmt: skip
    return {name: value for name, value in asked.items() if value}
