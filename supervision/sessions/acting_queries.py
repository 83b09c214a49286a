"""Who stands in for the supervisor of a record: by a cover within its dates, or by a signature that was passed on?"""

from datetime import date
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from accounts.models import Person
from supervision.vocabulary import ArrangementKind, Party, RecordState

from .models import SignatureRoute, SupervisionArrangement, SupervisionSession


def covers_by(person: Person, on: date) -> QuerySet[SupervisionArrangement]:
    """The covers this person holds on that day, for lead arrangements that still run."""
    still_led = Q(covers__ends_on=None) | Q(covers__ends_on__gte=on)
    return SupervisionArrangement.objects.current(on).filter(still_led, kind=ArrangementKind.COVER, supervisor=person)


def covers_record(person: Person, on: date) -> Exists:
    """Of records: whether `person` covers for their supervisor with their practitioner on that day."""
    theirs = {"practitioner": OuterRef("practitioner"), "covers__supervisor": OuterRef("supervisor")}
    return Exists(covers_by(person, on).filter(**theirs))


def routed_to(record: str = "pk") -> Subquery:
    """Of records: who signs in place of their supervisor. Of a row with a record: name the column that holds it."""
    routes = SignatureRoute.objects.filter(supervision_session=OuterRef(record), party=Party.SUPERVISOR)
    return Subquery(routes.order_by("-routed_at", "-pk").values("person")[:1])


def passed_on_to(person: Person) -> QuerySet[SignatureRoute]:
    """Every time that a record was passed on to them, to sign in place of its supervisor."""
    return SignatureRoute.objects.filter(person=person, party=Party.SUPERVISOR).order_by()


def stands_in(records: QuerySet[SupervisionSession], person: Person, on: date) -> QuerySet[SupervisionSession]:
    """The records with `covered_now` and `routed_to_now`, which `is_stood_in_for` and `acts_now` read."""
    return records.annotate(covered_now=covers_record(person, on), routed_to_now=routed_to())


def is_stood_in_for(person: Person) -> Q:
    """Of records with the columns of `stands_in`: whether this person acts as their supervisor, never as their own."""
    return (Q(covered_now=True) | Q(routed_to_now=person.pk)) & ~Q(practitioner=person)


def sent_and_may_concern(person: Person, on: date) -> QuerySet[SupervisionSession, Any]:
    """Sent records that may wait for this person, no fewer than do: each of the ways is one look into an index.

    Whoever asks further must not ask for the state again, or all that wait for anybody are looked at.
    """
    sent = SupervisionSession.objects.filter(state=RecordState.SENT).order_by()
    covered = covers_by(person, on).order_by().values("practitioner")
    routes = passed_on_to(person)
    return sent.filter(practitioner=person).values("pk").union(
        sent.filter(supervisor=person).values("pk"),
        sent.filter(practitioner__in=covered).values("pk"),
        sent.filter(pk__in=routes.values("supervision_session")).values("pk"),
        all=True,
    )  # fmt: skip


def acts_now(person: Person, record: SupervisionSession, on: date) -> bool:
    """Whether this person acts as the supervisor of a record on that day."""
    if person.pk == record.practitioner_id:
        return False
    if not hasattr(record, "routed_to_now"):
        return stands_in(SupervisionSession.objects.filter(pk=record.pk), person, on).filter(
            is_stood_in_for(person)
        ).exists()  # fmt: skip
    return bool(record.covered_now) or record.routed_to_now == person.pk  # type: ignore[attr-defined]


def signs_for_supervisor(record: SupervisionSession) -> Person | None:
    """The person who was named to sign in place of the supervisor, if there is one: the latest."""
    if getattr(record, "routed_to_now", record) is None:
        return None
    routes = SignatureRoute.objects.filter(supervision_session=record, party=Party.SUPERVISOR).select_related("person")
    route = routes.order_by("-routed_at", "-pk").first()
    return route.person if route else None


def covered_lead(person: Person, arrangement_id: int, on: date) -> SupervisionArrangement | None:
    """The lead arrangement, if this person covers for its supervisor on that day."""
    covered = covers_by(person, on).filter(covers=arrangement_id).values(lead=F("covers"))
    return (
        SupervisionArrangement.objects.filter(pk__in=covered).select_related("practitioner__team", "supervisor").first()
    )
