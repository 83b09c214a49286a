"""Who asked for this page? Signing in is needed everywhere but where a view says otherwise."""

from django.http import HttpRequest

from .models import Person


def person_of(request: HttpRequest) -> Person:
    assert isinstance(request.user, Person)
    return request.user
