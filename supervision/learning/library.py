"""Where is more to be found? Everybody reads the library; administrators keep it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.queries import roles_of
from supervision.policy import check_administer
from supervision.vocabulary import Role

from . import queries, services
from .forms import ResourceForm
from .models import Resource
from .views import person_of


@require_safe
def resources(request: HttpRequest) -> HttpResponse:
    keeps = Role.ADMINISTRATOR in roles_of(person_of(request))
    context = {
        "areas": [area for area in queries.library() if area.offered],
        "general": list(queries.general_resources()),
        "every": list(queries.every_resource()) if keeps else [],
        "keeps": keeps,
    }
    return render(request, "learning/resources.html", context)


@require_http_methods(["GET", "POST"])
def add_resource(request: HttpRequest) -> HttpResponse:
    return _kept(request, Resource(), "Add a resource")


@require_http_methods(["GET", "POST"])
def change_resource(request: HttpRequest, resource_id: int) -> HttpResponse:
    check_administer(roles_of(person_of(request)))
    return _kept(request, get_object_or_404(queries.every_resource(), pk=resource_id), "Change a resource")


def _kept(request: HttpRequest, resource: Resource, title: str) -> HttpResponse:
    person = person_of(request)
    check_administer(roles_of(person))
    form = ResourceForm(request.POST or None, instance=resource)
    if request.method == "POST" and form.is_valid():
        domains = [domain.pk for domain in form.cleaned_data["domains"]]
        try:
            services.keep_resource(resource=form.instance, domain_ids=domains, by=person, at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, "The library is saved.")
            return redirect("learning:resources")
    has_errors = bool(form.errors)
    context = {"form": form, "title": title, "has_errors": has_errors}
    return render(request, "learning/keep_resource.html", context, status=422 if has_errors else 200)
