"""What do invented records say of cases, and what of it is on the invented files?"""

import uuid
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.models import Q
from django.utils import timezone

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.casenotes.words import Continuum, ToolColour
from supervision.policy import CaseRelation
from supervision.sessions.content import DiscussedCase, RecordContent
from supervision.sessions.models import SupervisionSession
from supervision.sessions.services import placements

PLACED_AFTER, LONGEST_OPEN = 24, 150  # days
# Looked at, needs, safety, decision, why, the child's words.
SAID = [
    (
        "The evenings. Both plans were on the table, and what each adult does when he comes downstairs at night.",
        "Ordinary play with friends of his age, and an adult who notices early when he is getting anxious.",
        "An adult in sight at break times and in the street; the bedroom arrangement at weekends stays as it is.",
        "Supervised football twice a week from Monday, looked at again in four weeks.",
        "It keeps him with other children and keeps adults near. Staying away from all clubs was weighed: it would "
        "have taken away what he does well, and the older brother can take him.",
        "He asked whether he is allowed to go swimming with the others too.",
    ),
    (
        "What happened online, what he understood of it, and how much of it the school needs to know.",
        "Short sentences and pictures; he reads better than he understands. Time with his grandmother.",
        "The tablet stays downstairs. The cousin’s parents know the plan and whom to ring.",
        "Letters to his cousin for now, read together with the worker; contact in person is looked at in a month.",
        "The cousin says that letters feel safe. Contact now was weighed and is too soon for both of them.",
        "He wants to see his cousin and does not understand why not.",
    ),
    (
        "The move of placement, and that the behaviour seems to follow each change of carer.",
        "The same faces for a while. A signal for stopping that everybody in the house knows.",
        "The door alarm stays for the first six weeks. The younger child sleeps on the other floor.",
        "The safety plan stays as it is for four weeks, and is then gone through with both carers.",
        "Nothing new since the move, and six weeks of it are not over. Ending the alarm now would be guessing.",
        "He says that he wants people to stop talking about it when he is in the room.",
    ),
    (
        "The first block of direct work: what he learnt, and what is still hard for him to say.",
        "A second block with the same worker, and a speech and language assessment before it.",
        "School keeps its seating plan. His mother tells the worker the same day when something worries her.",
        "A second block of six sessions begins after the assessment.",
        "He used the cards by himself last week. A longer block was weighed; six is what he can look forward to.",
        "He said that he is proud of the drawing on the wall.",
    ),
]
STEPS = [Continuum.ABUSIVE, Continuum.PROBLEMATIC, Continuum.PROBLEMATIC, Continuum.INAPPROPRIATE, Continuum.NORMAL]
COLOURS = {
    Continuum.ABUSIVE: ToolColour.RED, Continuum.PROBLEMATIC: ToolColour.ORANGE,
    Continuum.INAPPROPRIATE: ToolColour.ORANGE, Continuum.NORMAL: ToolColour.GREEN,
}  # fmt: skip


def with_cases(content: RecordContent, record: SupervisionSession, lead: Person) -> RecordContent:
    """The same record with what was said of one or two of the practitioner's own cases."""
    random = Random(f"{lead.email} {record.held_on}")  # noqa: S311 - invented data
    known = Case.objects.filter(Q(closed_on=None) | Q(closed_on__gte=record.held_on), lead=lead)
    cases = [case for case in known.filter(since__lte=record.held_on) if random.random() < 0.75]
    if not cases:
        return content
    first_said = random.randrange(len(SAID))
    said = [_said(record, case, number, first_said, random) for number, case in enumerate(cases)]
    first, *others = content.action_points
    return replace(content, cases=said, action_points=[replace(first, case_id=cases[0].pk), *others])


def _said(record: SupervisionSession, case: Case, number: int, first_said: int, random: Random) -> DiscussedCase:
    weeks = (record.held_on - case.since).days // 7
    continuum = STEPS[min(len(STEPS) - 1, max(0, weeks // 9 + random.choice((-1, 0, 0, 0))))]
    analysed, needs, safety, decision, why, voice = SAID[(first_said + number) % len(SAID)]
    return DiscussedCase(
        id=uuid.uuid5(record.pk, f"cases-{number}"),
        case_id=case.pk,
        continuum=continuum if random.random() < 0.9 else "",
        tool=COLOURS[continuum] if random.random() < 0.6 else "",
        analysed=analysed,
        child_needs=needs,
        others_safety=safety,
        decision=decision,
        why=why,
        child_voice=voice if random.random() < 0.8 else "",
    )


def place_on_files(record: SupervisionSession, today: date) -> None:
    """What was signed long ago is on the file, and most of what was weeks ago; what is recent is not yet."""
    placed_on = record.held_on + timedelta(days=PLACED_AFTER)
    if record.locked_at is None or placed_on >= today:
        return
    for discussion in record.discussions.select_related("case__lead"):
        if discussion.id.int % 4 or record.held_on < today - timedelta(days=LONGEST_OPEN):
            placements.place(
                discussion=discussion, placed_on=placed_on, relations=frozenset({CaseRelation.LEAD}),
                key=uuid.uuid4(), by=discussion.case.lead, at=_noon(placed_on),
            )  # fmt: skip


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
