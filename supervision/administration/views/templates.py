"""How does an administrator keep the questions that records ask?"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.administration import queries
from supervision.administration.access import administrator, form_page, put
from supervision.administration.forms.templates import ROWS, QuestionRows, TemplateForm
from supervision.formpack.rows import changed_rows, unchecked
from supervision.sessions.models import ReflectiveTemplate
from supervision.sessions.services.templates import publish, questions_of


@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    administrator(request)
    return render(request, "administration/templates.html", {"templates": queries.templates()})


@require_safe
def template(request: HttpRequest, template_id: int) -> HttpResponse:
    administrator(request)
    shown = get_object_or_404(ReflectiveTemplate, pk=template_id)
    versions = shown.versions.prefetch_related("questions")
    context = {"template": shown, "versions": [(version, questions_of(version)) for version in versions]}
    return render(request, "administration/template.html", context)


@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    return _write(request, None, title="Add a set of questions", back=reverse("administration:templates"))


@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, template_id: int) -> HttpResponse:
    administrator(request)
    shown = get_object_or_404(ReflectiveTemplate, pk=template_id)
    back = reverse("administration:template", args=[shown.pk])
    return _write(request, shown, title=f"Change “{shown.name}”", back=back)


def _write(request: HttpRequest, shown: ReflectiveTemplate | None, *, title: str, back: str) -> HttpResponse:
    by = administrator(request)
    page: dict[str, Any] = {"title": title, "back": back, "button": "Publish", "template": "administration/write.html"}
    pressed = changed_rows(request.POST, ROWS)
    if pressed is not None:
        return form_page(
            request, unchecked(TemplateForm(pressed)), rows=unchecked(QuestionRows(pressed, prefix=ROWS)), **page
        )
    form, rows = _forms(request, shown)
    if request.method == "POST" and form.is_valid() & rows.is_valid():
        try:
            saved = publish(template=shown, **form.cleaned_data, questions=rows.questions(), by=by, at=timezone.now())
        except ValidationError as error:
            put(form, error)
        else:
            messages.success(request, "Published. Records that are being written keep the questions they began with.")
            return redirect("administration:template", saved.pk)
    return form_page(request, form, rows=rows, **page)


def _forms(request: HttpRequest, shown: ReflectiveTemplate | None) -> tuple[TemplateForm, Any]:
    if request.method == "POST":
        return TemplateForm(request.POST), QuestionRows(request.POST, prefix=ROWS)
    if shown is None:
        return TemplateForm(initial={"is_offered": True}), QuestionRows(prefix=ROWS, initial=[{}])
    version = shown.versions.prefetch_related("questions").first()
    asked = [vars(question) for question in questions_of(version)] if version else [{}]
    about = {"name": shown.name, "summary": shown.summary, "is_offered": shown.is_offered}
    return TemplateForm(initial=about), QuestionRows(prefix=ROWS, initial=asked)
