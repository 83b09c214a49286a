"""What would a plan do? Each person and record it touches in a line, before anything is planned."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.timezone import localdate

from accounts.models import Person
from supervision.sessions import continuity_queries as queries
from supervision.sessions import leaving_queries as leaving
from supervision.sessions.continuity_queries import Effect
from supervision.times import long_day

from .forms.continuity import CoverForm, DepartureForm, HandoverForm

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Preview:
    """Sentences on the whole, then a table of what happens to whom."""

    sentences: list[str]
    people: list[Effect]
    records: list[Effect]
    cases: list[Effect] = field(default_factory=list)


def of_cover(form: CoverForm) -> Preview:
    given = form.cleaned_data
    days = f"{long_day(given['starts_on'])} to {long_day(given['ends_on'])}"
    people = [
        Effect(one.practitioner.name, f"{given['cover']} covers for {one.supervisor}.") for one in given["arrangements"]
    ]
    says = [
        f"From {days} {given['cover']} reads and signs as the supervisor of {_people(len(people))}.",
        "They may hold sessions and add to the agenda. Private notes and private agenda items stay closed to them.",
    ]
    return Preview(says, people, [])


def of_handover(form: HandoverForm) -> Preview:
    given = form.cleaned_data
    people = [queries.when_handed_over(one, given["to"], given["on"]) for one in given["arrangements"]]
    day = max(given["on"], localdate())  # one that is past takes effect today
    passing = [one for each in given["arrangements"] for one in queries.signatures_after(each, given["to"], day)]
    says = [
        f"{given['to']} supervises {_people(len(people))} from {long_day(given['on'])}.",
        "Records that wait for a signature stay with the supervisor who was in the session. Where that supervisor "
        f"has left, or is away for a week or more and past the day to sign by, {given['to']} signs.",
        "Private notes pass to nobody.",
    ]
    return Preview(says + _leaves_later(given["to"]), people, passing)


def _leaves_later(to: Person) -> list[str]:
    """What becomes of people who pass to somebody who is planned to leave."""
    departure = leaving.departure_of(to)
    if departure is None:
        return []
    then = f"{departure.successor} takes over" if departure.successor else "Nobody takes over"
    return [f"{to} leaves after {long_day(departure.last_on)}. {then} then: see to it before, if that is not right."]


def of_departure(person: Person, form: DepartureForm) -> Preview:
    """Raises nothing: what cannot be planned is said when it is tried."""
    last_on, successor, each = form.cleaned_data["last_on"], form.cleaned_data["successor"], form.each()
    cases = queries.cases_after(person, last_on=last_on, cases_to=form.cleaned_data.get("cases_to"))
    led = queries.led_after(person, last_on)
    passing = [(one, each.get(one.pk, successor)) for one in led]
    people = [queries.when_handed_over(one, to, max(last_on + DAY, one.starts_on)) for one, to in passing if to]
    sooner = [queries.when_brought_forward(one, last_on) for one in leaving.too_late(person, last_on)]
    records = queries.records_after(person, last_on=last_on, successor=successor, each=each)
    says = [
        f"The account of {person} is closed on {long_day(last_on + DAY)}, and they are signed out.",
        f"{_people(len(people)).capitalize()} and {_count(len(records), 'record')} pass on.",
        *([f"Handovers that are brought forward to the day after: {len(sooner)}."] if sooner else []),
        *([f"So does the lead of {_count(len(cases), 'case')}."] if cases else []),
        *queries.in_their_own_supervision(person, last_on),
    ]
    return Preview(says, people + sooner, records, cases)


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


def _count(number: int, name: str) -> str:
    return f"{number} {name}" if number == 1 else f"{number} {name}s"
