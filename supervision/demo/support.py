"""Who in the demonstration asked for support, and how far has it come? One request in each state."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.sessions.models import ConfidenceDomain
from supervision.support import services
from supervision.support.models import SupportRequest
from supervision.support_vocabulary import SupportKind, SupportState

from . import moments

SPECIALISTS = ""
PRIYA, UNA = "Priya Featherstone", "Una Clearwater"
S, K = SupportState, SupportKind


@dataclass(frozen=True)
class Asked:
    """One request, how many days ago it was asked and how it stands now; `by` answered it."""

    who: str
    days: int
    kind: SupportKind
    why: str
    to: str = SPECIALISTS
    state: SupportState = S.ASKED
    by: str = UNA
    said: str = ""
    areas: tuple[int, ...] = ()
    is_urgent: bool = False
    passed_on_by: str = ""
    case: str = ""


REQUESTS = [
    Asked("Amara Quillfeather", 118, K.JOINT_VISIT, "I have not done a first session of direct work by myself. I "
          "would like to plan it with somebody and have them in the room.", state=S.DONE,
          said="Let us plan it the day before, over half an hour.", areas=(3, 4), case="CR-2066"),
    Asked("Amara Quillfeather", 6, K.CONSULTATION, "The family asks what the assessment means. I know what to say "
          "about the next step, not about the one after.", state=S.OFFERED,
          said="Bring the two questions they ask most.",
          areas=(2,)),
    Asked("Chloe Thistlewood", 9, K.DEBRIEF, "The last visit stayed with me. I would like to talk it over before I go "
          "there again.", to=PRIYA),
    Asked("Gareth Pennywhistle", 2, K.CONSULTATION, "The night shift asks me every evening what to watch for. I want "
          "to give them one answer.", areas=(6,), is_urgent=True),
    Asked("Dylan Ambergate", 4, K.JOINT_VISIT, "The school asks for a meeting about the safety plan, and I have not "
          "led one.", to="Imran Stormcloud", state=S.ACCEPTED, by="Imran Stormcloud", areas=(9,)),
    Asked("Kwame Silverbirch", 60, K.OTHER, "Somebody to look over the order of the sessions with me.", state=S.DONE,
          areas=(8,)),
    Asked("Jodie Winterbourne", 12, K.CONSULTATION, "How to begin when he says nothing at all.", to="Imran Stormcloud",
          passed_on_by="Imran Stormcloud", said="The specialists know more about this than I do."),
    Asked("Farah Brightwater", 25, K.DEBRIEF, "A hard week. I have talked to a colleague since.", to=PRIYA,
          state=S.WITHDRAWN),
]  # fmt: skip


def make_support(people: dict[str, Person], today: date) -> None:
    areas = dict(ConfidenceDomain.objects.values_list("position", "pk"))
    for asked in REQUESTS:
        at = moments.at(today - timedelta(days=asked.days), 10)
        wanted = services.Wanted(
            kind=asked.kind, is_urgent=asked.is_urgent, to=people.get(asked.to), why=asked.why,
            domain_ids=[areas[position] for position in asked.areas],
            case=Case.objects.get(reference=asked.case) if asked.case else None,
        )  # fmt: skip
        made = services.ask(wanted=wanted, key=uuid.uuid4(), by=people[asked.who], at=at)
        _move(made, asked, people, at + timedelta(hours=5), today)


def _move(made: SupportRequest, asked: Asked, people: dict[str, Person], at: datetime, today: date) -> None:
    who, by = people[asked.who], people[asked.by]
    if asked.passed_on_by:
        services.pass_on(request=made, to=None, reason=asked.said, by=people[asked.passed_on_by], at=at)
    if asked.state in (S.OFFERED, S.ACCEPTED, S.DONE):
        could_be_at = moments.at(min(today + timedelta(days=3), made.asked_on + timedelta(days=8)), 14)
        services.offer(request=made, could_be_at=could_be_at, note=asked.said, by=by, at=at)
    if asked.state in (S.ACCEPTED, S.DONE):
        services.accept(request=made, by=who, at=at + timedelta(hours=1))
    if asked.state is S.DONE:
        done_on = made.asked_on + timedelta(days=8)
        services.finish(request=made, given=asked.kind, done_on=done_on, by=by, at=moments.at(done_on, 17))
    if asked.state is S.WITHDRAWN:
        services.withdraw(request=made, by=who, at=at + timedelta(days=1))
