"""What have the invented people learnt, this year and last, and what do their teams plan to learn?"""

import uuid
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from accounts.models import Person
from supervision.learning import plan_services, services
from supervision.learning.plan_services import Plan
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind, PlanEnd
from supervision.sessions.models import ConfidenceDomain

from . import moments

LEARNERS = ["Amara Quillfeather", "Ben Marshwiggle", "Esther Larkspur", "Priya Featherstone", "Kwame Silverbirch"]
# Days ago, kind, positions of the areas, and what was written: title, relevance, learnt, impact, peer's view.
PIECES = [
    (30, LearningKind.TRAINING, [7], "Technology and online safety, one day",
     "I felt less sure about what happens online than about anything else.",
     "Ask how a young person uses each app before asking what went wrong there.",
     "I open the conversation with what they enjoy online. It is easier for both of us.",
     "My supervisor thought the questions were shorter than last time, and that the silences were kinder."),
    (95, LearningKind.READING, [1, 2], "The guideline on harmful sexual behaviour",
     "A new area of work for me.", "What is expected at each age, and when to refer early rather than late.",
     "I now write down why I think a behaviour is expected or not, instead of only that it worried me.", ""),
    (210, LearningKind.OBSERVATION, [3, 4], "Watching a colleague's first session of direct work",
     "I have not led one yet.", "How long a pause can be, and how a signal for stopping is agreed.",
     "", "My colleague said that being watched made her explain more than usual, which helped the boy too."),
    (400, LearningKind.GROUP, [9], "A peer group on who does what between agencies",
     "", "Whom to ask first in health, and that asking early is welcome.", "", ""),
]  # fmt: skip


def make_learning(people: dict[str, Person], today: date) -> None:
    areas = dict(ConfidenceDomain.objects.values_list("position", "pk"))
    for number, name in enumerate(LEARNERS):
        for days, kind, positions, *words in PIECES[: 4 - number % 3]:
            day = today - timedelta(days=days + number)
            fields = ("title", "relevance", "learnt", "impact", "peer_view")
            piece = Learning(
                kind=kind, done_on=day, domain_ids=[areas[position] for position in positions],
                **dict(zip(fields, words, strict=True)),
            )  # fmt: skip
            at = timezone.make_aware(datetime.combine(day, time(17)))
            services.add(learning=piece, key=uuid.uuid4(), by=people[name], at=at)


# Of whose team, for which area, what, who sees to it, in how many days, and whether it was done.
PLANS = [
    ("Priya Featherstone", 7, "Half a day with the online safety lead: how children use the apps they name most.",
     "Ben Marshwiggle", 21, False),
    ("Priya Featherstone", 3, "Each of us watches a first session of direct work, and is watched in one.",
     "Priya Featherstone", 60, False),
    ("Priya Featherstone", 1, "Read the guideline together, one chapter a month.", "Esther Larkspur", 5, True),
    ("Imran Stormcloud", 8, "Ask the speech and language therapist to our group on short questions.",
     "Jodie Winterbourne", 30, False),
]  # fmt: skip


def make_plans(people: dict[str, Person], today: date) -> None:
    areas = {area.position: area for area in ConfidenceDomain.objects.all()}
    at = moments.at(today - timedelta(days=14), 11)
    for supervisor, position, what, owner, days, is_done in PLANS:
        plan = Plan(areas[position], what, people[owner], today + timedelta(days=days))
        planned = plan_services.plan(plan=plan, key=uuid.uuid4(), by=people[supervisor], at=at)
        if is_done:
            plan_services.end(planned=planned, how=PlanEnd.DONE, by=people[owner], at=at + timedelta(days=9))
