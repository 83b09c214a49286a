"""What does an administrator see? People and how they are arranged; never anything that was written."""

from datetime import date

from django.db.models import Max, Prefetch, Q, QuerySet

from accounts.models import Agency, Person, RoleGrant, Service
from supervision.sessions.frequency import with_rhythm
from supervision.sessions.models import ReflectiveTemplate, SupervisionArrangement


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
