"""Is it still the person who signed in? Asked before somebody signs, opens what is closed or takes data out."""

from django import forms

from accounts.models import Person
from accounts.services import TooManyTries, confirm_identity


def own_password(why: str) -> forms.CharField:
    return forms.CharField(
        label="Your password",
        help_text=why,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password", "class": "govuk-input--width-20"}),
        error_messages={"required": "Enter your password"},
    )


def is_confirmed(form: forms.Form, person: Person) -> bool:
    """Whether the form's `password` is the person's; if not, it is said beside the box.

    Call it outside a transaction that may be rolled back, as `confirm_identity`.
    """
    try:
        if confirm_identity(person=person, password=form.cleaned_data["password"]):
            return True
        form.add_error("password", "That is not your password. Enter it again")
    except TooManyTries as refusal:
        form.add_error("password", refusal)
    return False
