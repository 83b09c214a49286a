"""Which invented cases are there, and what is written about them? Through the services, with the clock passed in."""

import uuid
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Person
from supervision.casenotes.models import Case, PartnerAgency
from supervision.casenotes.queries import Supervised
from supervision.casenotes.services import access, cases, leading, notes
from supervision.casenotes.services.cases import Details
from supervision.casenotes.words import AgeBand, AssessmentStatus, CaseNoteKind, Need, PathwayFor, PathwayStage

# Reference, who leads it, how many weeks it has been open, and to whom access was given.
CASES = [
    ("CR-2041", "Esther Larkspur", 40, "Ben Marshwiggle"),
    ("CR-2003", "Esther Larkspur", 60, ""),
    ("CR-2066", "Amara Quillfeather", 30, ""),
    ("CR-2012", "Amara Quillfeather", 22, "Nadia Goldcrest"),
    ("CR-2018", "Ben Marshwiggle", 52, ""),
    ("CR-2024", "Farah Brightwater", 35, ""),
    ("CR-2031", "Jodie Winterbourne", 18, ""),
    ("CR-2047", "Kwame Silverbirch", 45, "Xanthe Merryweather"),
    ("CR-2055", "Nadia Goldcrest", 50, ""),
    ("CR-2072", "Samir Oakenshaw", 28, ""),
    ("CR-2088", "Tess Copperfield", 33, ""),
    ("CR-2095", "Priya Featherstone", 12, ""),
]
CLOSED = "CR-2003"
# A case that is to pass to another lead practitioner, and one that just has.
AHEAD, HANDED_ON = ("CR-2072", "Tess Copperfield"), ("CR-2055", "Quentin Ashgrove")
WRITTEN = [
    (CaseNoteKind.CONTACT, "Home visit. He stayed downstairs for the whole hour and chose the game. His mother said "
     "that evenings are calmer since the door alarm was explained to him."),
    (CaseNoteKind.DIRECT_WORK, "Second session on private and public places, with pictures. He sorted most cards by "
     "himself and asked for a break by the signal that we agreed."),
    (CaseNoteKind.MEETING, "Review with the class teacher and the placement. The two safety plans now say the same "
     "about break times. The teacher will send a weekly line on how lessons went."),
    (CaseNoteKind.DECISION, "The supervised contact stays as it is for four weeks. It gives him his family, and it "
     "keeps the younger child safe. We looked at ending it and found no new reason to."),
    (CaseNoteKind.CONSULTATION, "Talked through with the specialist: keep to short questions and time to answer. "
     "Ask for a speech and language assessment before the next block of work."),
]  # fmt: skip


def make_cases(people: dict[str, Person], today: date) -> None:
    for number, (reference, lead, weeks, shared_with) in enumerate(CASES):
        case = _begin(reference, people[lead], today - timedelta(weeks=weeks), number)
        _write(case, today, number)
        if shared_with:
            access.give(
                case=case, person=people[shared_with], ends_on=None, supervised=Supervised(), by=case.lead,
                at=_noon(today - timedelta(days=20)),
            )  # fmt: skip
        if reference == CLOSED:
            cases.close(case=case, closed_on=today - timedelta(days=30), by=case.lead, at=_noon(today, days=-30))

        _hand_on(case, people, today)


def _hand_on(case: Case, people: dict[str, Person], today: date) -> None:
    for (reference, to), days in ((AHEAD, 10), (HANDED_ON, -2)):
        if case.reference == reference:
            at = _noon(today, days=min(days, 0))
            on = today + timedelta(days=days)
            leading.hand_on(case=case, to=people[to], on=on, supervised=Supervised(), by=case.lead, at=at)


def _noon(day: date, days: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=days), time(12)))


def _begin(reference: str, lead: Person, since: date, number: int) -> Case:
    random = Random(reference)  # noqa: S311 - invented data
    agencies = random.sample(sorted(PartnerAgency.objects.values_list("pk", flat=True)), 3)
    details = Details(
        age_band=list(AgeBand)[1 + number % 4],
        since=since,
        learning_disability=random.choice(list(Need)),
        autism=Need.ON_PATHWAY if number % 2 == 0 else random.choice(list(Need)),
        assessment=list(AssessmentStatus)[number % 5],
        agency_ids=agencies,
    )
    return cases.add(reference=reference, details=details, by=lead, at=_noon(since))


def _write(case: Case, today: date, number: int) -> None:
    """A note every fifth week until lately, an addendum to one of them, and two steps where there is a pathway."""
    day = case.since + timedelta(days=3)
    while day < today - timedelta(days=35):
        kind, body = WRITTEN[(number + day.toordinal() // 35) % len(WRITTEN)]
        note = notes.add_note(
            case=case, kind=kind, dated_on=day, body=body, key=uuid.uuid4(), by=case.lead, at=_noon(day, days=1)
        )
        day += timedelta(days=35)
    notes.add_addendum(
        note=note, reason="The day of the next meeting was left out.", body="The next meeting is in five weeks.",
        key=uuid.uuid4(), by=case.lead, at=_noon(note.dated_on, days=4),
    )  # fmt: skip
    if case.autism == Need.ON_PATHWAY:
        _step(case, PathwayStage.REFERRED, case.since + timedelta(days=20), "The school sends its form.")
        _step(case, PathwayStage.WAITING, case.since + timedelta(days=48), "Ask the clinic for a date at the review.")


def _step(case: Case, stage: PathwayStage, day: date, next_step: str) -> None:
    notes.add_step(
        case=case, need=PathwayFor.AUTISM, stage=stage, dated_on=day, next_step=next_step, key=uuid.uuid4(),
        by=case.lead, at=_noon(day),
    )  # fmt: skip
