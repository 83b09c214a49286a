"""How does somebody join? By a link in a mail, which works once and for a week."""

import hashlib
import secrets
from datetime import date, datetime, timedelta

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from supervision.audit.services import record
from supervision.outbox.services import queue_mail
from supervision.vocabulary import AuditAction

from ..models import Invitation, JobRole, Person, Team
from .people import locked, save_checked, withdraw_invitations

LASTS = timedelta(days=7)


class InvitationGone(Exception):
    """The link is unknown, too old or used; which of them is nobody's business."""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    by: Person,
    at: datetime,
    job_role: JobRole | None = None,
    team: Team | None = None,
    started_on: date | None = None,
    is_part_time: bool = False,
    hsb_training: str = "",
) -> Person:
    """Add a person and mail them a link. Raises ValidationError for an address already in use."""
    person = Person(
        email=email,
        name=name,
        job_role=job_role,
        team=team,
        started_on=started_on,
        is_part_time=is_part_time,
        hsb_training=hsb_training,
    )
    add_person(person=person, by=by, at=at)
    send_invitation(person=person, by=by, at=at)
    return person


@transaction.atomic
def add_person(*, person: Person, by: Person | None, at: datetime) -> None:
    """Save somebody new, who cannot sign in yet. `by` is None for a command of the operator."""
    person.joined_at = at
    person.set_unusable_password()
    save_checked(person)
    record(actor=by, action=AuditAction.CREATED, kind="person", object_id=person.pk, at=at)


def invite_again(*, person: Person, by: Person, at: datetime) -> None:
    """Mail a new link; the ones before stop working."""
    send_invitation(person=person, by=by, at=at)


@transaction.atomic
def send_invitation(*, person: Person, by: Person | None, at: datetime) -> str:
    """Mail a new link in place of any before, and return it. Raises ValidationError if the account is closed."""
    person = locked(person)
    if not person.is_active:
        raise ValidationError("This account is closed. Open it again before you send an invitation.")
    withdraw_invitations(person)
    secret = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        person=person, invited_by=by, secret_hash=_hash(secret), created_at=at, expires_at=at + LASTS
    )
    link = settings.REFLECT_ADDRESS + reverse("account_invitation", args=[secret])
    _mail(invitation, link)
    record(actor=by, action=AuditAction.CREATED, kind="invitation", object_id=person.pk, at=at)
    return link


def _mail(invitation: Invitation, link: str) -> None:
    words = {"invitation": invitation, "link": link, "organisation": settings.REFLECT_ORGANISATION}
    queue_mail(
        to=invitation.person.email,
        subject=render_to_string("emails/invitation_subject.txt", words),
        body=render_to_string("emails/invitation.txt", words),
        kind="invitation",
        key=f"invitation {invitation.pk}",
        at=invitation.created_at,
    )


def find_invitation(secret: str, at: datetime) -> Invitation:
    """The invitation of a link that still works. Raises InvitationGone."""
    found = Invitation.objects.select_related("person").filter(
        secret_hash=_hash(secret), accepted_at=None, expires_at__gt=at, person__is_active=True
    )
    if invitation := found.first():
        return invitation
    raise InvitationGone


@transaction.atomic
def accept(*, secret: str, password: str, at: datetime) -> Person:
    """Set a password and use the link up. Raises InvitationGone, or ValidationError for a password that is too weak."""
    locked(find_invitation(secret, at).person)  # somebody may have used the link, or withdrawn it, just before
    invitation = find_invitation(secret, at)
    person = invitation.person
    validate_password(password, person)
    person.set_password(password)
    person.save(update_fields=["password"])
    invitation.accepted_at = at
    invitation.save(update_fields=["accepted_at"])
    record(actor=person, action=AuditAction.CHANGED, kind="invitation", object_id=person.pk, at=at, accepted=True)
    return person
