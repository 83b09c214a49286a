"""How does a manager ask for a report, see how far it is, and take it away?"""

import uuid
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Person
from accounts.queries import roles_of
from accounts.signed_in import person_of
from supervision.formpack.password import is_confirmed
from supervision.policy import check_manage
from supervision.report_vocabulary import ReportFormat, ReportState

from . import files, queries
from .choices import Choices
from .forms import MakeForm, ReportForm
from .models import UNDER_WAY, ReportRun
from .presets import PRESETS, query_of
from .services import runs

PAGE = 20
CONTENT_TYPES = {
    ReportFormat.CSV: "text/csv; charset=utf-8",
    ReportFormat.PDF: "application/pdf",
    ReportFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def manager_of(request: HttpRequest) -> Person:
    check_manage(roles_of(person_of(request)))
    return person_of(request)


def _found(manager: Person, run_id: UUID) -> ReportRun:
    try:
        return queries.run_for(manager, run_id)
    except ReportRun.DoesNotExist:
        raise Http404 from None


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    manager = manager_of(request)
    page = Paginator(queries.runs_for(manager), PAGE).get_page(request.GET.get("page"))
    saved = [(one, query_of(one)) for one in queries.saved_by(manager)]
    return render(request, "reports/reports.html", {"page": page, "presets": PRESETS, "saved": saved})


@require_http_methods(["GET", "POST"])
def build(request: HttpRequest) -> HttpResponse:
    """The choices stand in the address, which a GET counts and a POST makes a report of."""
    manager = manager_of(request)
    form = ReportForm(request.GET or None, manager=manager)
    if not form.is_valid():
        is_wrong = form.errors or request.method == "POST"
        return render(request, "reports/build.html", {"form": form}, status=422 if is_wrong else 200)
    choices = form.choices()
    make = MakeForm(request.POST or None, initial={"key": uuid.uuid4()})
    if request.method == "POST" and make.is_valid() and (run := _asked(make, choices, manager)):
        return redirect("reports:show", run.pk)
    found = queries.sessions_for(manager, choices).count()
    context = {"form": form, "make": make, "choices": choices, "count": found, "count_said": _sessions(found)}
    return render(request, "reports/build.html", context, status=422 if make.errors else 200)


def _asked(form: MakeForm, choices: Choices, by: Person) -> ReportRun | None:
    if not is_confirmed(form, by):
        return None
    try:
        return runs.ask(choices=choices, key=form.cleaned_data["key"], by=by, at=timezone.now())
    except ValidationError as refusal:
        form.add_error(None, refusal)
    return None


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many sessions there are with these choices, for the page's script."""
    manager = manager_of(request)
    form = ReportForm(request.GET, manager=manager)
    said = _sessions(queries.sessions_for(manager, form.choices()).count()) if form.is_valid() else ""
    return JsonResponse({"said": said})


def _sessions(number: int) -> str:
    return "1 session" if number == 1 else f"{number:,} sessions"


@never_cache
@require_safe
def show(request: HttpRequest, run_id: UUID) -> HttpResponse:
    manager = manager_of(request)
    run = _found(manager, run_id)
    context = {
        "run": run,
        "is_under_way": run.state in UNDER_WAY,
        "is_ready": run.state == ReportState.READY,
        "may_cancel": run.state in UNDER_WAY and run.made_by_id == manager.pk,
    }
    return render(request, "reports/show.html", context)


@never_cache
@require_safe
def progress(request: HttpRequest, run_id: UUID) -> HttpResponse:
    """How far it is, for the page's script."""
    run = _found(manager_of(request), run_id)
    said = {"state": run.state_said, "said": run.said}
    return JsonResponse({"done": run.rows_done, "known": run.rows_known, "under_way": run.state in UNDER_WAY, **said})


@require_POST
def cancel(request: HttpRequest, run_id: UUID) -> HttpResponse:
    manager = manager_of(request)
    run = runs.cancel(run=_found(manager, run_id), by=manager, at=timezone.now())
    messages.success(request, "The report was cancelled. What was written of it is deleted.")
    return redirect("reports:show", run.pk)


@never_cache
@require_safe
def download(request: HttpRequest, run_id: UUID) -> HttpResponseBase:
    """The file, as it comes out of the database. The trail says who took it before the first byte goes."""
    manager = manager_of(request)
    run = _found(manager, run_id)
    runs.note_download(run=run, is_covered=run.is_covered, by=manager, at=timezone.now())  # type: ignore[attr-defined]
    response = StreamingHttpResponse(files.stream(run), content_type=CONTENT_TYPES[ReportFormat(run.format)])
    response["Content-Disposition"] = f'attachment; filename="{run.file_name}"'
    response["Content-Length"] = str(run.size)
    return response
