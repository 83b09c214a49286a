"""Which records wait for a signature of somebody who does not supervise there any more, and is away or has left?"""

from datetime import date, timedelta
from typing import Any

from django.db.models import BigIntegerField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Greatest

from accounts.models import Person
from supervision.vocabulary import Party, RecordState

from .acting_queries import routed_to
from .models import IntervalPause, Signature, SignatureRoute, SupervisionArrangement, SupervisionSession

Records = QuerySet[Any]  # records, with columns added
LONG = timedelta(days=7)  # less than so much longer is no reason to take a signature from anybody


def away_on(day: date) -> QuerySet[IntervalPause]:
    return IntervalPause.objects.filter(starts_on__lte=day, ends_on__gte=day)


def without_their_signer(on: date) -> Records:
    """Sent records whose signer is away for long, with who leads now and whose entry it is.

    Found by the people who are away, so that it costs little however many records wait.
    """
    away = away_on(on).values("person")
    sent = SupervisionSession.objects.filter(state=RecordState.SENT).order_by()
    named = SignatureRoute.objects.filter(person__in=away, party=Party.SUPERVISOR).values("supervision_session")
    known = sent.filter(supervisor__in=away).values("pk").union(sent.filter(pk__in=named).values("pk"))
    entry = _long_away(on)
    mine = _passed_on(SupervisionSession.objects.filter(pk__in=known), on)
    found: Records = mine.annotate(entered_by_id=Subquery(entry.values("recorded_by")[:1]))
    return found.exclude(entered_by_id=None)


def _long_away(on: date) -> QuerySet[IntervalPause]:
    """Who signs is away until the day to sign by, and for a week at least: for less than that, a record waits."""
    until = Greatest(OuterRef("sign_by"), on + LONG)
    return away_on(on).filter(person=OuterRef("signer_id"), ends_on__gte=until)


def left_behind(on: date, *, practitioner_id: int, lead: Person | None = None) -> Records:
    """Those of one practitioner: also where the signer has left. With `lead`, as if that person led on the day."""
    mine = _passed_on(SupervisionSession.objects.filter(practitioner=practitioner_id), on, lead)
    away = Exists(_long_away(on))
    left = Exists(Person.objects.filter(pk=OuterRef("signer_id"), is_active=False))
    return mine.filter(Q(away) | Q(left))


def _passed_on(records: Records, on: date, leads: Person | None = None) -> Records:
    """Sent, not signed for the supervisor's side, and led today by somebody else, who is here."""
    signed = Signature.objects.filter(supervision_session=OuterRef("pk"), party=Party.SUPERVISOR, voided_at=None)
    lead = SupervisionArrangement.objects.current(on).lead().filter(practitioner=OuterRef("practitioner"))
    away = away_on(on).values("person")
    here: QuerySet[Any] = lead.filter(supervisor__is_active=True).exclude(supervisor__in=away).values("supervisor")
    if leads:
        here = Person.objects.filter(pk=leads.pk, is_active=True).exclude(pk__in=away).values("pk")
    found: Records = records.filter(~Exists(signed), state=RecordState.SENT).annotate(
        signer_id=Coalesce(routed_to(), F("supervisor"), output_field=BigIntegerField()),
        lead_id=Subquery(here[:1]),
    )
    return found.exclude(lead_id=None).exclude(lead_id=F("supervisor")).exclude(lead_id=F("signer_id"))
