"""How are the criteria of dip samples kept? A change is another edition; a sample keeps those it was drawn with."""

from datetime import datetime
from itertools import chain, count

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.text import slugify

from accounts.models import Person
from accounts.queries import roles_of
from supervision.audit.services import record as audit
from supervision.dips.models import Criterion
from supervision.policy import check_administer
from supervision.vocabulary import AuditAction

KIND = "criterion"


@transaction.atomic
def publish(*, criterion: Criterion | None, name: str, asks: str, by: Person, at: datetime) -> Criterion:
    """A criterion, new or in other words, for the samples from now on. Raises Denied, ValidationError."""
    check_administer(roles_of(by))
    in_force = list(Criterion.objects.select_for_update().filter(retired_at=None))
    if any(one.name.lower() == name.lower() and one != criterion for one in in_force):
        raise ValidationError({"name": "This name is used already. Choose another"})
    if criterion is None:
        made = _first_edition(name, asks, at)
    elif criterion not in in_force:
        raise ValidationError("Somebody changed this criterion meanwhile. Look at it again.")
    elif (criterion.name, criterion.asks) == (name, asks):
        return criterion
    else:
        _retire(criterion, at)
        made = Criterion.objects.create(
            key=criterion.key, edition=criterion.edition + 1, name=name, asks=asks, position=criterion.position,
            published_at=at,
        )  # fmt: skip
    audit(actor=by, action=AuditAction.CHANGED, kind=KIND, object_id=made.pk, at=at)
    return made


def _first_edition(name: str, asks: str, at: datetime) -> Criterion:
    """Under a key of its own, by which its editions are told together."""
    taken, slug = set(Criterion.objects.values_list("key", flat=True)), slugify(name)[:34] or "criterion"
    keys = chain([slug], (f"{slug}-{number}" for number in count(2)))
    last = Criterion.objects.aggregate(last=Max("position"))["last"] or 0
    return Criterion.objects.create(
        key=next(key for key in keys if key not in taken), name=name, asks=asks, position=last + 1, published_at=at
    )


@transaction.atomic
def retire(*, criterion: Criterion, by: Person, at: datetime) -> None:
    """It is in no further sample. One at least is left. Raises Denied, ValidationError."""
    check_administer(roles_of(by))
    in_force = list(Criterion.objects.select_for_update().filter(retired_at=None))
    if criterion in in_force:
        if len(in_force) == 1:
            raise ValidationError("A sample needs one criterion at least. Add another one first.")
        _retire(criterion, at)
        audit(actor=by, action=AuditAction.CHANGED, kind=KIND, object_id=criterion.pk, at=at, retired=True)


def _retire(criterion: Criterion, at: datetime) -> None:
    criterion.retired_at = at
    criterion.save(update_fields=["retired_at"])
