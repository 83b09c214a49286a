"""How is a role given and taken away? An installation never loses its last administrator."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from supervision.audit.services import record
from supervision.vocabulary import AuditAction, Role

from ..models import Person, RoleGrant, Service, Team


@transaction.atomic
def grant(
    *,
    person: Person,
    role: Role,
    by: Person | None,
    at: datetime,
    scope: str = "",
    team: Team | None = None,
    service: Service | None = None,
) -> RoleGrant:
    """Give a role; one that is held already is returned as it is. `by` is None for a command of the operator.

    Raises ValidationError for a scope that does not fit the role, and for a role that somebody gives themselves.
    """
    if by is not None and by.pk == person.pk:
        raise ValidationError("Nobody gives themselves a role. Ask another administrator.")
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    wanted = {"person": person, "role": role, "scope": scope, "team": team, "service": service}
    if held := RoleGrant.objects.filter(**wanted).first():
        return held
    granted = RoleGrant(**wanted)
    granted.full_clean()
    granted.save()
    vars(person).pop("_grants", None)
    _record(AuditAction.CREATED, granted, by, at)
    return granted


@transaction.atomic
def revoke(*, grant: RoleGrant, by: Person, at: datetime) -> None:
    """Take a role away. Raises ValidationError if nobody would be left to administer."""
    if grant.role == Role.ADMINISTRATOR:
        keep_an_administrator(without=grant.person)
    _record(AuditAction.CHANGED, grant, by, at, taken_away=True)
    grant.delete()
    vars(grant.person).pop("_grants", None)


def _record(action: AuditAction, grant: RoleGrant, by: Person | None, at: datetime, **more: object) -> None:
    reach = {"role": grant.role, "scope": grant.scope, "team": grant.team_id, "service": grant.service_id}
    record(actor=by, action=action, kind="role", object_id=grant.person_id, at=at, **reach, **more)


def keep_an_administrator(*, without: Person) -> None:
    """Raises ValidationError if this person is the only active administrator.

    The rows are locked first and read afterwards: of two administrators who remove each other, one comes second.
    """
    administrators = RoleGrant.objects.filter(role=Role.ADMINISTRATOR)
    held = set(administrators.select_for_update().order_by("pk").values_list("person_id", flat=True))
    others = administrators.filter(person__is_active=True).exclude(person=without)
    if without.pk in held and not others.exists():
        raise ValidationError("This is the only administrator. Make somebody else an administrator first.")
