"""Who comes into this room, and how does one of its forms answer?"""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm, BaseFormSet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from accounts.models import Person
from accounts.queries import roles_of
from supervision.policy import check_administer


def administrator(request: HttpRequest) -> Person:
    """The person, who has to be an administrator. Raises Denied."""
    assert isinstance(request.user, Person)
    check_administer(roles_of(request.user))
    return request.user


def form_page(
    request: HttpRequest,
    form: BaseForm,
    *,
    title: str,
    button: str,
    back: str,
    rows: "BaseFormSet[Any] | None" = None,
    template: str = "administration/form.html",
    **words: Any,
) -> HttpResponse:
    """A form on a page of its own; 422 when something is wrong. `back` is where it can be left to."""
    has_errors = bool(form.errors) or (rows is not None and rows.is_bound and rows.total_error_count() > 0)
    context = {"form": form, "rows": rows, "title": title, "button": button, "back": back, "has_errors": has_errors}
    return render(request, template, context | words, status=422 if has_errors else 200)


def put(form: BaseForm, error: ValidationError) -> None:
    """What a service refused, beside the field it is about or at the top."""
    known = {} if not hasattr(error, "error_dict") else error.message_dict
    if known and set(known) <= set(form.fields):
        form.add_error(None, error)
    else:
        form.add_error(None, error.messages)
