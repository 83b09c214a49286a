"""How does something get onto the agenda of the next session, and off it?"""

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from supervision.audit.services import record
from supervision.policy import Denied
from supervision.vocabulary import AuditAction

from ..models import AgendaItem, SupervisionArrangement
from ..queries import covers_arrangement


@transaction.atomic
def add(*, arrangement: SupervisionArrangement, body: str, is_shared: bool, by: Person, at: datetime) -> AgendaItem:
    """Add an item, for both to see or for its writer alone. The same item again, as from a double click, is one."""
    if by.pk not in (arrangement.practitioner_id, arrangement.supervisor_id):
        _check_covers(arrangement, is_shared, by, at)
    SupervisionArrangement.objects.select_for_update(no_key=True).get(pk=arrangement.pk)
    mine = arrangement.agenda_items.filter(author=by, is_shared=is_shared, taken_up_in=None)
    if same := next((item for item in mine if item.body == body), None):
        return same
    item = AgendaItem.objects.create(arrangement=arrangement, author=by, is_shared=is_shared, added_at=at, body=body)
    record(actor=by, action=AuditAction.CREATED, kind="agenda_item", object_id=item.pk, at=at)
    return item


def _check_covers(arrangement: SupervisionArrangement, is_shared: bool, by: Person, at: datetime) -> None:
    if not (is_shared and covers_arrangement(by, arrangement.pk, on=localdate(at))):
        raise Denied("Only the two people in an arrangement, and who covers it, share its agenda.")


@transaction.atomic
def remove(*, item: AgendaItem, by: Person, at: datetime) -> None:
    """Take one's own item off again, until a record has taken it up."""
    if item.author_id != by.pk or item.taken_up_in_id:
        raise Denied("Only the person who added an item can take it off, before it is discussed.")
    record(actor=by, action=AuditAction.CHANGED, kind="agenda_item", object_id=item.pk, at=at)
    item.delete()
