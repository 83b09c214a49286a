"""How does an administrator give a role and take it away?"""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from accounts import services
from accounts.models import Person, RoleGrant
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.people import RoleForm
from supervision.vocabulary import Role


@require_http_methods(["GET", "POST"])
def grant(request: HttpRequest, person_id: int) -> HttpResponse:
    by = administrator(request)
    person = get_object_or_404(Person, pk=person_id)
    form = RoleForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.grant(
                person=person, role=Role(given["role"]), scope=given["scope"], team=given["team"],
                service=given["service"], by=by, at=timezone.now(),
            )  # fmt: skip
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, f"{person.name} has the role.")
            return redirect("administration:person", person.pk)
    back = reverse("administration:person", args=[person.pk])
    return form_page(request, form, title=f"Give {person.name} a role", button="Give the role", back=back)


@require_http_methods(["GET", "POST"])
def revoke(request: HttpRequest, person_id: int, grant_id: int) -> HttpResponse:
    by = administrator(request)
    held = get_object_or_404(RoleGrant.objects.select_related("person"), pk=grant_id, person=person_id)
    if request.method == "POST":
        try:
            services.revoke(grant=held, by=by, at=timezone.now())
        except ValidationError as error:
            messages.warning(request, " ".join(error.messages))
        else:
            messages.success(request, "The role is taken away.")
        return redirect("administration:person", person_id)
    return form_page(
        request, Form(), title=f"Take a role from {held.person.name}", button="Take the role away", is_warning=True,
        back=reverse("administration:person", args=[person_id]), lead=f"The role: {held}.",
    )  # fmt: skip
