"""Which groups does somebody know of, and how much time is credited to them this year?"""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.queries import roles_of
from supervision.gathering_policy import check_start_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.gatherings.loading import person_of
from supervision.gatherings.reading import part_of, tag
from supervision.policy import allowed
from supervision.sessions.gathering_queries import credit_of, visible_to, waiting_for

PAGE = 20


@require_safe
def gatherings(request: HttpRequest) -> HttpResponse:
    person, today = person_of(request), timezone.localdate()
    found = visible_to(person).select_related("supervisor", "kind", "group_format").order_by("-held_on", "-pk")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    waiting = set(waiting_for(person).values_list("supervision_session", flat=True))
    credit = credit_of(person, since=date(today.year, 1, 1), until=today)
    context = {
        "page": page,
        "rows": [
            {"record": one, "tag": tag(one), "part": part_of(one, person), "wants_answer": one.pk in waiting}
            for one in page
        ],
        "credit": credit,
        "credit_unit": f"in {credit.times} group{'' if credit.times == 1 else 's'}",
        "may_plan": allowed(check_start_gathering, roles_of(person), GatheringKind.CLINIC),
        "may_start": allowed(check_start_gathering, roles_of(person)),
    }
    return render(request, "gatherings/gatherings.html", context)
