"""How is the record of a group started?"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts.queries import roles_of
from supervision.carrying import filled
from supervision.gathering_policy import check_start_gathering
from supervision.gathering_vocabulary import GatheringKind
from supervision.gatherings.forms import StartForm
from supervision.gatherings.loading import done_once, person_of, put
from supervision.sessions.services import gatherings


@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    person = person_of(request)
    roles = roles_of(person)
    check_start_gathering(roles)
    form = filled(request, StartForm(request.POST or None, by=person, roles=roles))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        given = {name: form.cleaned_data[name] for name in ("group_format", "held_on", "question", "start_key")}
        given |= {"kind": GatheringKind(form.cleaned_data["kind"]), "by": person, "at": timezone.now()}
        invited = [*form.cleaned_data["invited"], *form.cleaned_data["others"]]
        if record := done_once(form, "start_key", lambda: gatherings.start(invited=invited, **given)):
            return redirect("gatherings:show", record.pk)
    return put(request, "gatherings/start.html", form)
