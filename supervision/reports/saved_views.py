"""How does a manager keep choices for another time, and take them off again?"""

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from . import queries
from .forms import ReportForm, SaveForm
from .models import SavedReport
from .services import saving
from .views import manager_of


@require_http_methods(["GET", "POST"])
def save(request: HttpRequest) -> HttpResponse:
    """The choices stand in the address, as on the page where a report is made."""
    manager = manager_of(request)
    chosen = ReportForm(request.GET or None, manager=manager)
    if not chosen.is_valid():
        return redirect("reports:build")
    form = SaveForm(request.POST or None, manager=manager, initial={"key": uuid.uuid4()})
    if request.method == "POST" and form.is_valid():
        saving.save(choices=chosen.choices(), by=manager, at=timezone.now(), **form.cleaned_data)
        messages.success(request, "The choices are saved.")
        return redirect("reports:reports")
    context = {"form": form, "choices": chosen.choices()}
    return render(request, "reports/save.html", context, status=422 if form.errors else 200)


@require_POST
def forget(request: HttpRequest, saved_id: int) -> HttpResponse:
    manager = manager_of(request)
    try:
        saved = queries.saved_by(manager).get(pk=saved_id)
    except SavedReport.DoesNotExist:
        raise Http404 from None
    saving.forget(saved=saved, by=manager, at=timezone.now())
    messages.success(request, "The saved choices are gone. Reports that were made of them stay.")
    return redirect("reports:reports")
