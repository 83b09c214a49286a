"""Which groups have the invented people held? One is locked, one waits, one is being written."""

import uuid
from datetime import date, timedelta
from typing import Any

from accounts.models import Person
from supervision.gathering_vocabulary import AttendanceState, AttendeeResponse, GatheringKind, GatheringText
from supervision.sessions.content import AgreedAction, as_sent, hash_of
from supervision.sessions.models import GroupFormat, SupervisionSession
from supervision.sessions.services import gathering_sign_off, gatherings
from supervision.sessions.services.gatherings import Place

from . import moments
from .clinics import make_clinics

PRIYA, AMARA, BEN, CHLOE, DYLAN, ESTHER, FARAH, GARETH = (
    "Priya Featherstone", "Amara Quillfeather", "Ben Marshwiggle", "Chloe Thistlewood", "Dylan Ambergate",
    "Esther Larkspur", "Farah Brightwater", "Gareth Pennywhistle",
)  # fmt: skip
QUESTION = "How do I keep his little sister safe without making him the only problem in the house?"
TEXTS = {
    GatheringText.BROUGHT: "CR-2041. Two visits in which everybody watched him and nobody looked at her. The plan is "
    "kept to the letter, and the house has become very quiet.",
    GatheringText.THOUGHTS: "What would she say if somebody asked her. Quiet may be fear, or relief. The plan has "
    "rules for him and none that give the two of them something they may do together. Somebody wondered who looks "
    "after the parents in all this.",
    GatheringText.TAKE_AWAY: "I had stopped seeing her. I will ask her first next time, and bring something to do.",
}
DIFFERENCE = "I remember that we also said the school has to hear of the change before the holidays."


def make_groups(people: dict[str, Person], today: date) -> None:
    team = [people[name] for name in (AMARA, BEN, CHLOE, DYLAN, ESTHER, FARAH, GARETH)]
    locked = _held(people[PRIYA], team, people[ESTHER], today - timedelta(days=37), "Reflective case discussion")
    _answer(locked, dict.fromkeys(team[:-1], "") | {people[BEN]: DIFFERENCE}, today - timedelta(days=33))
    waiting = _held(people[PRIYA], team, people[FARAH], today - timedelta(days=4), "Bells that ring")
    _answer(waiting, {people[AMARA]: "", people[BEN]: ""}, today - timedelta(days=2))
    peer = _start(people[BEN], [people[AMARA], people[CHLOE]], today - timedelta(days=1), "Intervision")
    assert peer.pk
    make_clinics(people[PRIYA], today)


def _start(by: Person, invited: list[Person], day: date, name: str) -> SupervisionSession:
    kind = GatheringKind.PEER if name == "Intervision" else GatheringKind.GROUP
    group_format = GroupFormat.objects.get(name=name, is_offered=True)
    return gatherings.start(
        kind=kind, group_format=group_format, held_on=day, question=QUESTION, invited=invited,
        start_key=uuid.uuid4(), by=by, at=moments.at(day, 9),
    )  # fmt: skip


def _held(by: Person, team: list[Person], presenter: Person, day: date, name: str) -> SupervisionSession:
    """Written and sent by its facilitator. The last of the team sent apologies."""
    record, at = _start(by, team, day, name), moments.at(day, 16)
    now: dict[str, Any] = {"supervision_session": record, "by": by, "at": at}
    texts = {GatheringText.QUESTION: QUESTION, **TEXTS}
    shown = gatherings.texts_mark(record)
    gatherings.write(**now, held_on=day, minutes=90, place="in_person", texts=texts, shown=shown)
    record.refresh_from_db()
    places = {person.pk: Place(AttendanceState.ATTENDED) for person in team[:-1]}
    places[team[-1].pk] = Place(AttendanceState.APOLOGIES)
    shown = gatherings.places_mark(record)
    gatherings.note_attendance(**now, places=places, presenter_id=presenter.pk, others=[], shown=shown)
    agreed = [_point(presenter, "Ask her first at the next visit, and bring something for the two to do", day)]
    gatherings.write_points(**now, agreed=agreed, shown=gatherings.points_mark(record))
    return gathering_sign_off.send(**now, shown=hash_of(as_sent(record)))


def _point(owner: Person, what: str, day: date) -> AgreedAction:
    how = "She has said in her own words what she wants."
    return AgreedAction(id=uuid.uuid4(), what=what, why="", how=how, owner_id=owner.pk, due_on=day + timedelta(days=42))


def _answer(record: SupervisionSession, answers: dict[Person, str], day: date) -> None:
    """Each confirms it, or says what they saw differently where there are words for it."""
    for person, statement in answers.items():
        response = AttendeeResponse.DIFFERS if statement else AttendeeResponse.CONFIRMED
        gathering_sign_off.confirm(
            supervision_session=record, response=response, statement=statement,
            shown_version=record.content_version, by=person, at=moments.at(day, 10),
        )  # fmt: skip
