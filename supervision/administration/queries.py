"""What does an administrator see? People and how they are arranged; never anything that was written."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.utils.timezone import get_default_timezone

from accounts.models import Agency, Person, RoleGrant, Service
from supervision.sessions.closed_days import published
from supervision.sessions.frequency import with_rhythm
from supervision.sessions.models import (
    ClosedDay,
    FrequencyPolicy,
    GroupFormat,
    ReflectiveTemplate,
    SupervisionArrangement,
)
from supervision.sessions.models.policy import FrequencyPolicyQuerySet
from supervision.vocabulary import BankHolidays


def people(*, words: str = "", team_id: int | None = None, active: str = "") -> QuerySet[Person]:
    """Everybody who fits, by name. `words` are looked for in name and e-mail address; `active` is "yes" or "no"."""
    found = Person.objects.select_related("team", "job_role").prefetch_related(_grants())
    if words:
        found = found.filter(Q(name__icontains=words) | Q(email__icontains=words))
    if team_id:
        found = found.filter(team=team_id)
    return found.filter(is_active=active == "yes") if active else found


def _grants() -> "Prefetch[str]":
    return Prefetch("role_grants", RoleGrant.objects.select_related("team", "service"))


def agencies() -> QuerySet[Agency]:
    services = Service.objects.prefetch_related("teams")
    return Agency.objects.prefetch_related(Prefetch("services", services))


def arrangements(*, on: date, which: str = "current", words: str = "") -> QuerySet[SupervisionArrangement]:
    """`which`: "current" ones and those that are to begin, or "ended" ones."""
    ended = Q(ends_on__lt=on)
    found = SupervisionArrangement.objects.filter(ended if which == "ended" else ~ended | Q(ends_on=None))
    if words:
        found = found.filter(Q(practitioner__name__icontains=words) | Q(supervisor__name__icontains=words))
    return (
        with_rhythm(found, on=on)
        .select_related("practitioner__team", "supervisor")
        .order_by("practitioner__name", "kind", "starts_on")
    )


def arrangements_about(person: Person) -> QuerySet[SupervisionArrangement]:
    """All in which the person is one of the two."""
    return SupervisionArrangement.objects.filter(Q(practitioner=person) | Q(supervisor=person)).select_related(
        "practitioner", "supervisor"
    )


def lead_in(practitioner: Person, on: date) -> SupervisionArrangement | None:
    """The lead arrangement that runs on that day or begins after it."""
    later = Q(ends_on=None) | Q(ends_on__gte=on)
    return SupervisionArrangement.objects.lead().filter(later, practitioner=practitioner).order_by("starts_on").first()


def templates() -> QuerySet[ReflectiveTemplate]:
    return ReflectiveTemplate.objects.annotate(version=Max("versions__number"), published=Max("versions__published_at"))


def group_formats() -> QuerySet[GroupFormat]:
    """The edition of each format that holds now, offered or not; earlier ones are kept by the records held in them."""
    return GroupFormat.objects.filter(replaced_by=None).prefetch_related("steps")


def policies() -> QuerySet[FrequencyPolicy]:
    """Those in force, the most general first."""
    general_first = (F("team").asc(nulls_first=True), F("job_role").asc(nulls_first=True), "name")
    return policy_editions().in_force().order_by(*general_first)


def policy_editions() -> FrequencyPolicyQuerySet:
    """Every policy as it was at every time, the newest first."""
    found = FrequencyPolicy.objects.select_related("job_role", "team", "put_by", "ended_by", "replaced_by")
    return found.prefetch_related("stages").order_by(F("begins_at").desc(nulls_last=True), "-pk")


def policies_on(day: date) -> FrequencyPolicyQuerySet:
    """Those that were in force as the day ended."""
    return policy_editions().in_force_at(datetime.combine(day, time.max, tzinfo=get_default_timezone()))


@dataclass(frozen=True)
class ClosedRow:
    """A day that is published for some countries, or that the organisation said something of."""

    day: date
    name: str
    whose: str
    said: ClosedDay | None = None


def closed_days(year: int) -> list[ClosedRow]:
    names: dict[tuple[date, str], list[BankHolidays]] = {}
    for kept in BankHolidays:
        for day, name in published(kept, year).items():
            names.setdefault((day, name), []).append(kept)
    rows = [ClosedRow(day, name, _whose(kept)) for (day, name), kept in names.items()]
    for said in ClosedDay.objects.filter(day__year=year):
        whose = [BankHolidays(said.bank_holidays)] if said.bank_holidays else list(BankHolidays)
        rows.append(ClosedRow(said.day, said.name, _whose(whose), said))
    return sorted(rows, key=lambda row: (row.day, row.said is not None, row.whose))


def _whose(kept: list[BankHolidays]) -> str:
    return "All agencies" if len(kept) == len(BankHolidays) else ", ".join(one.label for one in kept)
