"""How do the two people book their next session, move it or cancel it, and see what came of it?"""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from supervision.carrying import filled
from supervision.policy import allowed, check_plan
from supervision.records import shortness
from supervision.records.booking import book_next
from supervision.records.forms.planning import BookForm, CancelForm, SlotForm, as_booked, proposed
from supervision.records.loading import load_arrangement, person_of
from supervision.sessions import planned_queries as queries
from supervision.sessions.lengths import least_of
from supervision.sessions.models import PlannedSession, SupervisionArrangement
from supervision.sessions.outlook_queries import outlook_of
from supervision.sessions.services import planning
from supervision.times import appointment, moment, weekday
from supervision.vocabulary import PlanChange, PlanState

form_page = require_http_methods(["GET", "POST"])


def _load(request: HttpRequest, planned_id: UUID) -> PlannedSession:
    try:
        return queries.get_planned(person_of(request), planned_id, on=timezone.localdate())
    except PlannedSession.DoesNotExist:
        raise Http404 from None


@form_page
def book(request: HttpRequest, arrangement_id: int) -> HttpResponse:
    """The form; a proposal's one button posts the same fields."""
    arrangement, least = load_arrangement(request, arrangement_id), least_of(arrangement_id)
    if request.method == "POST":
        form = BookForm(request.POST)
        shortness.say_beside(form, least)
        if form.is_valid() and (first := _booked(request, arrangement, form)):
            shortness.remark(request, least, first.minutes, first.kind)
            return redirect("records:planned", first.pk)
    else:
        outlook = outlook_of(arrangement.pk, at=timezone.now())
        form = BookForm(initial=proposed(outlook.proposal))
        shortness.say_beside(form, least)
    context = {"arrangement": arrangement, "form": form, "has_errors": bool(form.errors)}
    return render(request, "records/book.html", context, status=422 if form.errors else 200)


def _booked(request: HttpRequest, arrangement: SupervisionArrangement, form: BookForm) -> PlannedSession | None:
    every_weeks, times = form.repeats()
    try:
        rows = planning.book_series(
            arrangement=arrangement,
            slot=form.slot(),
            kind_id=form.cleaned_data["kind"].pk,
            every_weeks=every_weeks,
            times=times,
            booking_key=form.cleaned_data["booking_key"],
            by=person_of(request),
            at=timezone.now(),
        )
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    many = f"{len(rows)} sessions are booked. The first one is on" if len(rows) > 1 else "Booked for"
    messages.success(request, f"{many} {appointment(rows[0].starts_at)}.")
    _warn_of_closed_days(request, arrangement, rows)
    return rows[0]


def _warn_of_closed_days(request: HttpRequest, arrangement: SupervisionArrangement, rows: list[PlannedSession]) -> None:
    closed = queries.days_not_worked(arrangement.practitioner, rows)
    if closed:
        days = ", ".join(weekday(day) for day in closed)
        messages.warning(request, f"Not a day on which people usually work: {days}. You can move the session.")


@require_safe
def planned(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    row, now = _load(request, planned_id), timezone.now()
    context = {
        "planned": row,
        "may_change": allowed(lambda: check_plan(is_party=True, state=PlanState(row.state))),
        "has_started": row.starts_at <= now,
        "is_today": timezone.localdate(row.starts_at) <= timezone.localdate(now),
        "others": list(queries.others_of_series(row)),
        "events": [
            {
                "title": PlanChange(change.change).label,
                "by": change.by.name,
                "when": moment(change.at),
                "text": f"For {appointment(change.starts_at)}",
            }
            for change in queries.history_of(row)
        ],
    }
    if row.state == PlanState.NOT_HELD:
        context |= book_next(outlook_of(row.arrangement_id, at=now, not_held=row.record))
    return render(request, "records/planned.html", context)


@form_page
def move(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    row = _load(request, planned_id)
    check_plan(is_party=True, state=PlanState(row.state))
    form, least = SlotForm(request.POST or None, initial=as_booked(row)), least_of(row.arrangement_id)
    shortness.say_beside(form, least)
    if request.method == "POST" and form.is_valid():
        try:
            moved = planning.move(planned=row, slot=form.slot(), by=person_of(request), at=timezone.now())
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"Booked for {appointment(moved.starts_at)}.")
            _warn_of_closed_days(request, row.arrangement, [moved])
            shortness.remark(request, least, moved.minutes, row.kind)
            return redirect("records:planned", row.pk)
    return _ask(request, row, form, title="Move this session", button="Move this session")


@form_page
def cancel(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    row, now = _load(request, planned_id), timezone.now()
    if row.state == PlanState.NOT_HELD and row.record_id and request.method == "POST":
        return redirect("records:show", row.record_id)  # a second press of the button
    check_plan(is_party=True, state=PlanState(row.state))
    has_started = row.starts_at <= now
    form = filled(request, CancelForm(request.POST or None, has_started=has_started))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        record = planning.cancel(planned=row, **form.why(), by=person_of(request), at=now)
        messages.success(request, "You recorded that this session does not take place.")
        return redirect("records:show", record.pk)
    title = "Record that this session did not happen" if has_started else "Cancel this session"
    return _ask(request, row, form, title=title, button=title, is_warning=not has_started, tells=True)


@form_page
def cancel_rest(request: HttpRequest, planned_id: UUID) -> HttpResponse:
    row, now = _load(request, planned_id), timezone.now()
    if row.state == PlanState.NOT_HELD and request.method == "POST":
        return redirect("records:planned", row.pk)  # a second press of the button
    check_plan(is_party=True, state=PlanState(row.state))
    rest = list(queries.rest_of_series(row))
    if not rest:
        return redirect("records:cancel_planned", row.pk)
    form = filled(request, CancelForm(request.POST or None, has_started=False))
    if request.method == "POST" and form.is_valid() and form.is_looked_at():
        records = planning.cancel_rest(planned=row, **form.why(), by=person_of(request), at=now)
        messages.success(request, f"You recorded that {len(records)} sessions do not take place.")
        return redirect("records:planned", row.pk)
    return _ask(request, row, form, title="Cancel the rest of this series", button=f"Cancel {len(rest)} sessions",
                is_warning=True, rest=rest, tells=True)  # fmt: skip


def _ask(request: HttpRequest, row: PlannedSession, form: SlotForm | CancelForm, **words: object) -> HttpResponse:
    context = {"planned": row, "form": form, "has_errors": bool(form.errors), **words}
    return render(request, "records/change_planned.html", context, status=422 if form.errors else 200)
