"""How are choices kept for another time, and made into a report on the first of each month?"""

import uuid
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Person
from accounts.queries import roles_of, teams_within
from supervision.audit.services import record
from supervision.outbox.notices import notify
from supervision.policy import check_manage
from supervision.report_vocabulary import Outcome, ReportFormat
from supervision.sessions.models import SessionKind
from supervision.vocabulary import AuditAction, NoticeKind, Role

from .. import queries
from ..choices import Choices, last_months
from ..column_queries import BY_KEY
from ..models import ReportRun, SavedReport
from .runs import ask

KIND = "saved_report"


@transaction.atomic
def save(
    *, choices: Choices, months: int, monthly: bool, told: Collection[Person], key: uuid.UUID, by: Person, at: datetime
) -> SavedReport:
    """Keep choices, over the last so many months instead of fixed days. The same form again is the same one."""
    check_manage(roles_of(by))
    if kept := SavedReport.objects.filter(key=key, owner=by).first():
        return kept
    kept = SavedReport.objects.create(
        owner=by, key=key, months=months, kinds=[kind.pk for kind in choices.kinds], outcomes=list(choices.outcomes),
        columns=[column.key for column in choices.columns], format=choices.format,
        next_on=_first_of_next(localdate(at)) if monthly else None,
    )  # fmt: skip
    kept.teams.set(choices.teams)
    kept.job_roles.set(choices.job_roles)
    kept.told.set(told if monthly else [])
    record(actor=by, action=AuditAction.CREATED, kind=KIND, object_id=kept.pk, at=at, monthly=monthly)
    return kept


@transaction.atomic
def forget(*, saved: SavedReport, by: Person, at: datetime) -> None:
    """Whoever saved it takes it off again; the reports that were made of it stay."""
    record(actor=by, action=AuditAction.CHANGED, kind=KIND, object_id=saved.pk, at=at, removed=True)
    saved.delete()


def choices_of(saved: SavedReport, *, on: date) -> Choices:
    """The choices over the last whole months before that day; teams only as far as their owner's role reaches now."""
    first_on, last_on = last_months(on, saved.months)
    return Choices(
        first_on=first_on,
        last_on=last_on,
        teams=list(saved.teams.filter(pk__in=teams_within(saved.owner).values("pk"))),
        job_roles=list(saved.job_roles.all()),
        kinds=list(SessionKind.every.filter(pk__in=saved.kinds)),
        outcomes=[Outcome(one) for one in saved.outcomes],
        columns=[BY_KEY[key] for key in saved.columns if key in BY_KEY],
        format=ReportFormat(saved.format),
    )


def ask_due(*, at: datetime) -> int:
    """Ask for the reports whose day has come, and say how many. Once for each month, however often it is called."""
    due = SavedReport.objects.filter(next_on__lte=localdate(at)).select_related("owner")
    return sum(_asked(saved, at) for saved in due)


@transaction.atomic
def _asked(saved: SavedReport, at: datetime) -> bool:
    """Nothing comes of it without a session, nor once its owner has left or manages nobody any more."""
    locked = SavedReport.objects.select_for_update(no_key=True, of=("self",)).filter(pk=saved.pk)
    if not locked.filter(next_on=saved.next_on).update(next_on=_first_of_next(localdate(at))):
        return False
    choices, owner = choices_of(saved, on=localdate(at)), saved.owner
    lost_teams = saved.teams.exists() and not choices.teams
    if not owner.is_active or Role.MANAGER not in roles_of(owner) or lost_teams:
        return False
    try:
        with transaction.atomic():
            run = ask(choices=choices, key=uuid.uuid5(saved.key, str(choices.last_on)), by=owner, at=at)
    except ValidationError:
        return False
    return bool(ReportRun.objects.filter(pk=run.pk).update(saved=saved))


def tell(*, run: ReportRun, at: datetime) -> None:
    """Those who were named hear that it is ready, in the app and as they wish by mail, if their role reaches it."""
    if run.saved is None:
        return
    for person in run.saved.told.filter(is_active=True):
        if Role.MANAGER in roles_of(person) and queries.covers(person, run):
            notify(
                person_id=person.pk, kind=NoticeKind.REPORT_READY, key=f"report:{run.pk}:{person.pk}", about_id=run.pk,
                about_on=run.last_on, at=at, mail_after=at,
            )  # fmt: skip


def _first_of_next(on: date) -> date:
    return (on.replace(day=1) + timedelta(days=31)).replace(day=1)
