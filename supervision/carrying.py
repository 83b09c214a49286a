"""What becomes of words that are posted when their writer is not signed in any more? They find them again, filled in.

A form that holds words says in a sealed field whose it is. Posted without a sign-in, or from before they signed in
again, its words are kept for that person alone, who is led back to the form; a password is never among them.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from django.contrib import messages
from django.core import signing
from django.forms import Form
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils import timezone
from django.views import csrf

from accounts.models import Person
from supervision.sessions.kept_queries import carried_to
from supervision.sessions.models import CarriedPost
from supervision.sessions.services import carrying

F = TypeVar("F", bound=Form)

FIELD = "carry_token"
SALT = "reflect.carry"
LONGEST_OPEN = 30 * 24 * 60 * 60  # seconds that a page may have been open
LONGEST_PATH = 300
NOT_KEPT = {FIELD, "csrfmiddlewaretoken"}
FOUND = "You were signed out while writing. What you had typed has been kept: it is filled in below, and not sent yet."


def token_for(request: HttpRequest) -> str:
    """Whose form this is, and which kept words it shows."""
    return signing.dumps([request.user.pk, getattr(request, "carried_id", "")], salt=SALT)


def _read(request: HttpRequest) -> tuple[int, str]:
    """The person a posted form belongs to, and the kept words it showed; 0 for a form without a token of ours."""
    try:
        person_id, carried_id = signing.loads(request.POST.get(FIELD, ""), salt=SALT, max_age=LONGEST_OPEN)
    except signing.BadSignature:
        return 0, ""
    return person_id, carried_id


class CarriedThroughSignIn:
    """Keeps what is posted without a sign-in, and forgets it once it has been posted with one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method == "POST" and response.status_code == 302 and isinstance(request.user, Person):
            person_id, carried_id = _read(request)
            if carried_id and person_id == request.user.pk:
                carrying.forget(post_id=carried_id, by=request.user)
        return response

    def process_view(self, request: HttpRequest, view: Any, *_: object) -> None:
        if request.method == "POST" and not request.user.is_authenticated and getattr(view, "login_required", True):
            _carry(request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A page from before somebody signed in again: whoever wrote it is led back to it, anybody else told nothing."""
    whose = _carry(request)
    if whose and request.user.pk in (None, whose):
        return redirect(request.get_full_path())
    return csrf.csrf_failure(request, reason)


def _carry(request: HttpRequest) -> int:
    """Keep the words of a posted form; gives whose they are, or 0."""
    person_id, carried_id = _read(request)
    person = Person.objects.filter(pk=person_id, is_active=True).first() if person_id else None
    if person is None or len(request.path) > LONGEST_PATH:
        return 0
    fields = {n: values for n, values in request.POST.lists() if n not in NOT_KEPT and "password" not in n}
    carrying.carry(person=person, path=request.path, fields=fields, instead_of=carried_id, at=timezone.now())
    return person.pk


def filled(request: HttpRequest, form: F) -> F:
    """The form, with what its writer had posted too late when there is that."""
    waiting = [] if form.is_bound else found_for(request)
    if waiting:
        request.carried_id = str(waiting[0].pk)  # type: ignore[attr-defined]
        form.initial = {**form.initial, **_initial(form, as_posted(carrying.fields_of(waiting[0])))}
        messages.info(request, FOUND)
    return form


def found_for(request: HttpRequest) -> list[CarriedPost]:
    """What this person posted to this address too late. A page that knows that there is nothing does not ask."""
    if not isinstance(request.user, Person) or getattr(request, "nothing_carried", False):
        return []
    return list(carried_to(request.user, request.path))


def as_posted(fields: carrying.Fields) -> QueryDict:
    data = QueryDict(mutable=True)
    for name, values in fields.items():
        data.setlist(name, list(values))
    return data


def _initial(form: Form, data: QueryDict) -> dict[str, Any]:
    names = {name: form.add_prefix(name) for name in form.fields}
    widgets = {name: field.widget for name, field in form.fields.items()}
    return {
        name: widgets[name].value_from_datadict(data, {}, posted)
        for name, posted in names.items()
        if not widgets[name].value_omitted_from_data(data, {}, posted)
    }
