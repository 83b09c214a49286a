"""How does an outside professional come to their slot of a clinic? By a link that works once, and a code by mail."""

import hashlib
import secrets
from collections.abc import Collection
from datetime import datetime, time, timedelta
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.timezone import localdate, make_aware

from accounts.models import Person
from supervision.audit.services import record as audit
from supervision.casenotes.models import PartnerAgency
from supervision.gathering_policy import check_keep_guests, check_write_gathering
from supervision.outbox.services import queue_mail
from supervision.vocabulary import AuditAction

from ..clinic_queries import open_invitations
from ..gathering_queries import meeting_of, standing_of
from ..models import ClinicSlot, GuestCode, GuestInvitation, SupervisionSession
from ..models.guest import MOST_TRIES
from .history import lock_row
from .sent_before import check_same

AFTER = timedelta(days=7)  # after the clinic, for as long as a guest may look something up
CODE_LASTS = timedelta(minutes=10)
MOST_CODES, CODES_IN = 5, timedelta(hours=1)


class LinkGone(Exception):
    """The link is unknown, used, too old or taken away; which of them is nobody's business."""


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def invite(
    *,
    supervision_session: SupervisionSession,
    name: str,
    email: str,
    agency: PartnerAgency,
    slots: Collection[ClinicSlot],
    key: UUID,
    by: Person,
    at: datetime,
) -> GuestInvitation:
    """Ask somebody from outside to some slots of a clinic, and mail them a link. Once for each `key`.

    Raises SentBefore when the key stands for somebody else.
    """
    record = lock_row(supervision_session)
    check_write_gathering(standing_of(by, record, on=localdate(at)))
    if any(slot.supervision_session_id != record.pk for slot in slots) or not slots:
        raise ValidationError({"slots": "Choose at least one case"})
    guest, created = GuestInvitation.objects.get_or_create(
        key=key,
        defaults={
            "supervision_session": record, "name": name, "email": email, "agency": agency, "invited_by": by,
            "invited_at": at, "expires_at": _end(record, at),
        },
    )  # fmt: skip
    if not created:
        asked = (guest.name, guest.email, guest.agency_id, {slot.pk for slot in guest.slots.all()})
        check_same(asked, (name, email, agency.pk, {slot.pk for slot in slots}))
        return guest
    guest.slots.set(slots)
    _send_link(guest, at)
    audit(actor=by, action=AuditAction.CREATED, kind="guest", object_id=guest.pk, at=at)
    return guest


def _end(record: SupervisionSession, at: datetime) -> datetime:
    return make_aware(datetime.combine(max(record.held_on, localdate(at)) + AFTER, time(23, 59)))


def move_end(record: SupervisionSession, *, at: datetime) -> None:
    """The clinic has another day: what its guests may open ends as long after that one."""
    record.guests.filter(revoked_at=None).update(expires_at=_end(record, at))


def tell_moved(record: SupervisionSession, *, at: datetime) -> None:
    _mail_all(record, "guest_moved", at)


def tell_called_off(record: SupervisionSession, *, at: datetime) -> None:
    _mail_all(record, "guest_called_off", at)


def _mail_all(record: SupervisionSession, name: str, at: datetime) -> None:
    """Everybody from outside whose access was not taken away."""
    for guest in record.guests.filter(revoked_at=None):
        _mail(guest, name, f"{guest.pk} {at.isoformat()}", at)


def _locked(guest: GuestInvitation, by: Person, at: datetime) -> GuestInvitation:
    """The invitation, its row locked, for the facilitator of its clinic in any state of the record."""
    guest = (
        GuestInvitation.objects.select_for_update(of=("self",)).select_related("supervision_session").get(pk=guest.pk)
    )
    check_keep_guests(standing_of(by, guest.supervision_session, on=localdate(at)))
    return guest


@transaction.atomic
def send_again(*, guest: GuestInvitation, by: Person, at: datetime) -> None:
    """Mail a new link. The one before stops working, and so does the browser that was let in by it.

    Raises ValidationError for one that was taken away or is over.
    """
    guest = _locked(guest, by, at)
    if guest.revoked_at or guest.expires_at <= at:
        raise ValidationError("This access has ended. Invite them anew.")
    guest.opened_at = None
    guest.save(update_fields=["opened_at"])
    _send_link(guest, at)
    audit(actor=by, action=AuditAction.CHANGED, kind="guest", object_id=guest.pk, at=at, sent_again=True)


@transaction.atomic
def revoke(*, guest: GuestInvitation, by: Person, at: datetime) -> None:
    """Take a guest's access away, from their next request on. A second time: nothing."""
    guest = _locked(guest, by, at)
    if guest.revoked_at is None:
        guest.revoked_at, guest.token_hash = at, None
        guest.save(update_fields=["revoked_at", "token_hash"])
        audit(actor=by, action=AuditAction.CHANGED, kind="guest", object_id=guest.pk, at=at, revoked=True)


def ask_how_it_was(guest: GuestInvitation, *, at: datetime) -> None:
    """A new link, to say it; the one before stops working."""
    _send_link(guest, at, "guest_feedback")


def _send_link(guest: GuestInvitation, at: datetime, name: str = "guest_invitation") -> None:
    secret = secrets.token_urlsafe(32)
    guest.token_hash = _hash(secret)
    guest.save(update_fields=["token_hash"])
    link = settings.REFLECT_ADDRESS + reverse("guests:enter", args=[secret])
    _mail(guest, name, f"{guest.pk} {guest.token_hash[:16]}", at, link=link)


def _mail(guest: GuestInvitation, name: str, key: str, at: datetime, **words: object) -> None:
    record = guest.supervision_session
    words |= {"guest": guest, "record": record, "meeting": meeting_of(record)}
    words |= {"organisation": settings.REFLECT_ORGANISATION}
    queue_mail(
        to=guest.email,
        subject=render_to_string(f"emails/{name}_subject.txt", words),
        body=render_to_string(f"emails/{name}.txt", words),
        kind=name,
        key=f"{name} {key}",
        at=at,
    )


def find(secret: str, *, at: datetime) -> GuestInvitation:
    """The invitation of a link that still works. Raises LinkGone."""
    found = open_invitations(at).filter(token_hash=_hash(secret)).first()
    if found is None:
        raise LinkGone
    return found


@transaction.atomic
def send_code(*, secret: str, at: datetime) -> bool:
    """Mail six digits; whether it was done, for not more than a few go out in an hour. Raises LinkGone."""
    guest = find(secret, at=at)
    GuestInvitation.objects.select_for_update().get(pk=guest.pk)
    if guest.codes.filter(made_at__gt=at - CODES_IN).count() >= MOST_CODES:
        return False
    code = f"{secrets.randbelow(1_000_000):06d}"
    made = GuestCode.objects.create(invitation=guest, code_hash=_code_hash(guest, code), made_at=at)
    _mail(guest, "guest_code", str(made.pk), at, code=code)
    return True


def _code_hash(guest: GuestInvitation, code: str) -> str:
    """Keyed, because six digits could be found from a plain hash by trying them all."""
    return salted_hmac(f"reflect.guest.{guest.pk}", code, algorithm="sha256").hexdigest()


@transaction.atomic
def open_with(*, secret: str, code: str, at: datetime) -> GuestInvitation | None:
    """The guest, if this is the latest code and it still counts; the link is used up with it. Raises LinkGone."""
    guest = find(secret, at=at)
    latest = guest.codes.select_for_update().first()
    if latest is None or latest.used_at or latest.made_at <= at - CODE_LASTS or latest.tries >= MOST_TRIES:
        return None
    latest.tries += 1
    is_right = constant_time_compare(latest.code_hash, _code_hash(guest, code))
    latest.used_at = at if is_right else None
    latest.save(update_fields=["tries", "used_at"])
    if not is_right:
        return None
    guest.opened_at, guest.token_hash = at, None
    guest.save(update_fields=["opened_at", "token_hash"])
    audit(actor=None, action=AuditAction.SIGNED_IN, kind="guest", object_id=guest.pk, at=at)
    return guest
