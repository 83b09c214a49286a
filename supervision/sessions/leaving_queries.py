"""Who leaves, and who or what would be left without somebody by it?"""

from datetime import date, timedelta

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from accounts.models import Person
from supervision.rules.record_states import EDITABLE
from supervision.vocabulary import ArrangementKind, Role

from .gathering_queries import gatherings
from .models import Departure, Handover, SupervisionArrangement, SupervisionSession

DAY = timedelta(days=1)


def departure_of(person: Person) -> Departure | None:
    """The departure that is planned for somebody and has not taken place."""
    return Departure.objects.filter(person=person, applied_at=None).select_related("successor").first()


def last_day_before(person: Person, day: date) -> date | None:
    """The last day of somebody who will have left by `day`."""
    departure = departure_of(person)
    return departure.last_on if departure and departure.last_on < day else None


def too_late(person: Person, last_on: date) -> QuerySet[Handover]:
    """Handovers from a leaver that are planned for later than the day after the last one."""
    return (
        Handover.objects.filter(from_arrangement__supervisor=person, applied_at=None, on__gt=last_on + DAY)
        .select_related("from_arrangement__practitioner", "to_arrangement__supervisor")
        .order_by("from_arrangement__practitioner__name")
    )


def first_day_after(arrangement: SupervisionArrangement, last_on: date) -> date:
    """The first day on which somebody else can lead, when its supervisor's last day is `last_on`."""
    return max(last_on, arrangement.starts_on) + DAY


def handovers_not_done(on: date) -> QuerySet[Handover]:
    """Those whose day has come and that have not taken place."""
    return Handover.objects.filter(on__lte=on, applied_at=None).select_related(
        "from_arrangement__practitioner", "to_arrangement__supervisor"
    )


def departures_not_done(on: date) -> QuerySet[Departure]:
    return Departure.objects.filter(last_on__lt=on, applied_at=None).select_related("person")


def without_lead(on: date) -> QuerySet[Person]:
    """Whoever works here or supervises and has no lead supervisor on that day, with the last day of the one before."""
    led = SupervisionArrangement.objects.current(on).lead().values("practitioner")
    before = Q(kind=ArrangementKind.LEAD, practitioner=OuterRef("pk"), ends_on__lt=on)
    last = SupervisionArrangement.objects.filter(before).order_by("-ends_on").values("ends_on")[:1]
    return (
        Person.objects.filter(is_active=True, role_grants__role__in=[Role.PRACTITIONER, Role.SUPERVISOR])
        .exclude(pk__in=led)
        .annotate(led_until=Subquery(last))
        .select_related("team")
        .order_by("name")
        .distinct()
    )


def facilitated(person: Person) -> QuerySet[SupervisionSession]:
    """Groups and clinics whose record this person is writing: of any other, those who came see it to its end."""
    return gatherings().filter(supervisor=person, state__in=EDITABLE)


def left_with_groups() -> QuerySet[Person]:
    """People who have left and whose groups nobody was named to go on with, with how many."""
    left = gatherings().filter(state__in=EDITABLE, supervisor__is_active=False)
    counted = left.filter(supervisor=OuterRef("pk")).order_by().values("supervisor").annotate(n=Count("pk"))
    found = Person.objects.filter(pk__in=left.values("supervisor"))
    return found.annotate(groups_left=Subquery(counted.values("n"))).order_by("name")
