"""How are a person's details changed, and how is an account closed and opened again?"""

from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.template.loader import render_to_string

from supervision.audit.services import record
from supervision.outbox.services import queue_mail
from supervision.vocabulary import AuditAction

from ..models import Person
from .roles import keep_an_administrator

CHANGEABLE = frozenset({"name", "email", "job_role", "team", "started_on", "is_part_time", "hsb_training"})


def locked(person: Person) -> Person:
    """The person as they are now, whom nobody else changes until the end of the transaction."""
    return Person.objects.select_for_update(no_key=True).get(pk=person.pk)


def save_checked(person: Person) -> None:
    """Raises ValidationError for a field that is not right, or an address that somebody else has."""
    person.email = person.email.strip().lower()
    person.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError as error:
        raise ValidationError({"email": "Somebody here already uses this e-mail address"}) from error


@transaction.atomic
def change_person(*, person: Person, by: Person, at: datetime, **fields: Any) -> Person:
    """Change any of CHANGEABLE; the trail names the fields and not what is in them.

    Another address ends every sign-in, and is mailed to the old and the new one: whoever has it can ask for a password.
    """
    if unknown := fields.keys() - CHANGEABLE:
        raise TypeError(f"Not a detail that can be changed: {', '.join(sorted(unknown))}")
    person = locked(person)
    old_address = person.email
    changed = sorted(name for name, value in fields.items() if getattr(person, name) != value)
    for name in changed:
        setattr(person, name, fields[name])
    if "email" in changed:
        _forget_address(person)
        person.session_epoch += 1
    if changed:
        save_checked(person)
        record(actor=by, action=AuditAction.CHANGED, kind="person", object_id=person.pk, at=at, fields=changed)
    if "email" in changed:
        _tell_of_address(person, old_address, at)
    return person


def _forget_address(person: Person) -> None:
    """Whoever reads the old address can no longer come in by it: the sign-in library has noted it in its own table."""
    withdraw_invitations(person)
    EmailAddress.objects.filter(user=person).delete()


def _tell_of_address(person: Person, old_address: str, at: datetime) -> None:
    words = {"person": person, "organisation": settings.REFLECT_ORGANISATION}
    for which, to in (("old", old_address), ("new", person.email)):
        queue_mail(
            to=to,
            subject=render_to_string("emails/address_changed_subject.txt", words),
            body=render_to_string("emails/address_changed.txt", words | {"is_old": which == "old"}),
            kind="address",
            key=f"address {person.pk} {person.session_epoch} {which}",
            at=at,
        )


def withdraw_invitations(person: Person) -> None:
    """The links that were sent and not used stop working."""
    person.invitations.filter(accepted_at=None).delete()


@transaction.atomic
def deactivate(*, person: Person, by: Person, at: datetime) -> Person:
    """Close an account: it is signed out at the next request. Raises ValidationError for the last administrator."""
    keep_an_administrator(without=person)
    person = locked(person)
    person.is_active = False
    person.session_epoch += 1
    person.save(update_fields=["is_active", "session_epoch"])
    withdraw_invitations(person)
    record(actor=by, action=AuditAction.CHANGED, kind="person", object_id=person.pk, at=at, is_active=False)
    return person


@transaction.atomic
def reactivate(*, person: Person, by: Person, at: datetime) -> Person:
    """Open a closed account again, with the password and roles it had."""
    person = locked(person)
    person.is_active = True
    person.save(update_fields=["is_active"])
    record(actor=by, action=AuditAction.CHANGED, kind="person", object_id=person.pk, at=at, is_active=True)
    return person


@transaction.atomic
def sign_out_everywhere(*, person: Person, by: Person, at: datetime) -> Person:
    """End every session of this person: each carries the number that changes here."""
    person = locked(person)
    person.session_epoch += 1
    person.save(update_fields=["session_epoch"])
    record(actor=by, action=AuditAction.SIGNED_OUT, kind="person", object_id=person.pk, at=at, everywhere=True)
    return person
