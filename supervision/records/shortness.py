"""What is said of a session that is shorter than is asked for? Something, plainly; it stands in nobody's way."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest

from supervision.sessions.lengths import Least
from supervision.sessions.models import SessionKind


def say_beside(form: forms.Form, least: Least | None) -> None:
    """Beside the box for the minutes, before the form is checked."""
    if least:
        form.fields["minutes"].help_text = f"{least}."


def remark(request: HttpRequest, least: Least | None, minutes: int, kind: SessionKind) -> None:
    """Once it is booked or sent. A short talk of a kind that moves no due date may be short."""
    if least and minutes < least.minutes and kind.counts_towards_due:
        messages.warning(request, f"This session is {minutes} minutes long. {least}.")
