"""How does a test get a request for support, as far on as it wants it?"""

import uuid
from datetime import timedelta
from typing import Any

from accounts.models import Person
from supervision.sessions.models import ConfidenceDomain
from supervision.support import services
from supervision.support.models import SupportRequest
from supervision.support_vocabulary import SupportKind
from tests.people import NOW, TODAY

SOON = NOW + timedelta(days=2)
WHY = "The first visit is on my mind"


def wanted(to: Person | None, **given: Any) -> services.Wanted:
    domains = ConfidenceDomain.objects.filter(position__in=(3, 4)).values_list("pk", flat=True)
    known = {"kind": SupportKind.JOINT_VISIT, "is_urgent": False, "to": to, "why": WHY, "domain_ids": list(domains)}
    return services.Wanted(**known | given)


def asked(by: Person, to: Person | None, *, steps: int = 0, at: Any = NOW, **given: Any) -> SupportRequest:
    """Asked; with `steps` also offered, accepted and given, by whom it was asked of."""
    request = services.ask(wanted=wanted(to, **given), key=uuid.uuid4(), by=by, at=at)
    if steps > 0 and to:
        request = services.offer(request=request, could_be_at=SOON, note="", by=to, at=at)
    if steps > 1:
        request = services.accept(request=request, by=by, at=at)
    if steps > 2 and to:
        request = finish(request, to)
    return request


def finish(request: SupportRequest, by: Person) -> SupportRequest:
    return services.finish(request=request, given=SupportKind.JOINT_VISIT, done_on=TODAY, by=by, at=NOW)


def again(request: SupportRequest) -> SupportRequest:
    """Once more to the same person."""
    return services.ask_again(request=request, to=request.to_person, note="x", by=request.requester, at=NOW)
