"""Where does Reflect differ from the sign-in library? By invitation only, mail through the outbox, acts on the trail.

A second factor would come in here too: as one more stage of signing in, asked for after the password.
"""

from typing import Any
from uuid import uuid4

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone

from supervision.audit.services import record
from supervision.outbox.services import queue_mail
from supervision.vocabulary import AuditAction

from . import session_clock
from .models import Person


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": "The e-mail address or the password is not right",
        "enter_current_password": "That is not your password. Enter it again",
        "too_many_login_attempts": "There were too many tries. Wait five minutes, then try again",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def format_email_subject(self, subject: str) -> str:
        return subject

    def get_reset_password_from_key_url(self, key: str) -> str:
        """At the address of this installation, whatever address the request came to."""
        uidb36, _, secret = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uidb36, "key": secret})
        return f"{settings.REFLECT_ADDRESS}{path}"

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        words = {"email": email, "organisation": settings.REFLECT_ORGANISATION, **context}
        message = self.render_mail(template_prefix, email, words)
        kind = template_prefix.rpartition("/")[2]
        queue_mail(
            to=email,
            subject=message.subject,
            body=str(message.body),
            kind=kind,
            key=f"{kind} {uuid4()}",
            at=timezone.now(),
        )

    def login(self, request: HttpRequest, user: Person) -> None:
        super().login(request, user)
        session_clock.start(request.session, timezone.now())

    def post_login(self, request: HttpRequest, user: Person, **words: Any) -> HttpResponse:
        record(actor=user, action=AuditAction.SIGNED_IN, kind="session")
        response: HttpResponse = super().post_login(request, user, **words)
        return response

    def logout(self, request: HttpRequest) -> None:
        if isinstance(request.user, Person):
            record(actor=request.user, action=AuditAction.SIGNED_OUT, kind="session")
        super().logout(request)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """The trail names the person whose address was used, and never what was typed."""
        person = Person.objects.filter(email__iexact=credentials.get("email", "")).first()
        record(actor=None, action=AuditAction.REFUSED, kind="sign_in", object_id=person.pk if person else "")

    def respond_user_inactive(self, request: HttpRequest, user: Person) -> HttpResponse:
        record(actor=None, action=AuditAction.REFUSED, kind="sign_in", object_id=user.pk, is_active=False)
        response: HttpResponse = super().respond_user_inactive(request, user)
        return response

    @transaction.atomic
    def set_password(self, user: Person, password: str) -> None:
        """Changed or reset: on the trail, and the person is told in case it was not they who did it."""
        super().set_password(user, password)
        record(actor=user, action=AuditAction.CHANGED, kind="password", object_id=user.pk)
        self.send_mail("account/email/password_changed", user.email, {"user": user})
