"""How do people sign in and choose a password? One box for a password, which can be shown, instead of two."""

from typing import Any

from allauth.account import forms as allauth_forms
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from .models import Person

WHAT_IS_GOOD = "At least 12 characters. Three words that do not belong together are easy to keep in mind."


class PasswordBox(forms.PasswordInput):
    """A password with a button that shows it; without JavaScript it is an ordinary box."""

    def __init__(self, autocomplete: str) -> None:
        classes = "govuk-password-input__input govuk-js-password-input-input"
        super().__init__(
            {"class": classes, "autocomplete": autocomplete, "spellcheck": "false", "autocapitalize": "none"}
        )

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        box = super().render(name, value, attrs, renderer)
        return render_to_string("account/password_box.html", {"box": box, "id": (attrs or {}).get("id")})


def _current_password(label: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        strip=False,
        widget=PasswordBox("current-password"),
        error_messages={"required": "Enter your password"},
    )


class NewPasswordField(forms.CharField):
    """Checked against the rules, and against the person's own name and address."""

    def __init__(self, label: str = "New password", user: Person | None = None) -> None:
        self.user = user
        super().__init__(
            label=label,
            help_text=WHAT_IS_GOOD,
            strip=False,
            widget=PasswordBox("new-password"),
            error_messages={"required": "Enter a new password"},
        )

    def clean(self, value: Any) -> Any:
        password = super().clean(value)
        validate_password(password, self.user)
        return password


def _email() -> forms.EmailField:
    return forms.EmailField(
        label="E-mail address",
        widget=forms.EmailInput({"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            "required": "Enter your e-mail address",
            "invalid": "Enter an e-mail address like name@example.org",
        },
    )


class SignInForm(allauth_forms.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = _email()
        self.fields["password"] = _current_password("Password")


class ForgottenPasswordForm(allauth_forms.ResetPasswordForm):
    email = _email()


class ResetPasswordForm(allauth_forms.ResetPasswordKeyForm):
    password1 = NewPasswordField()
    password2 = None


class ChangePasswordForm(allauth_forms.ChangePasswordForm):
    oldpassword = _current_password("Current password")
    password1 = NewPasswordField()
    password2 = None


class AcceptForm(forms.Form):
    def __init__(self, *args: Any, person: Person, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = NewPasswordField("Choose a password", person)
