"""Which people, action points, groups, case discussions and requests for support are counted?"""

from datetime import timedelta
from functools import partial

from django.db.models import Exists, F, OuterRef, Q

from supervision.gathering_vocabulary import GatheringKind
from supervision.sessions.models import SlotPresence
from supervision.sessions.queries import CARRIED_OFTEN

from .figures import Days, Figure, Subject, always

BANDS = {"1 to 7": (1, 7), "8 to 28": (8, 28), "more than 28": (29, 36500)}  # days overdue
PEOPLE, POINTS = Subject.PEOPLE, Subject.POINTS
HERE = Q(is_away=False)
OPEN = Q(closed_at=None)
CARRIED = Q(times_carried__gte=CARRIED_OFTEN)
CLINIC = Q(kind=GatheringKind.CLINIC)
CAME_FROM_OUTSIDE = Exists(SlotPresence.objects.filter(supervision_session=OuterRef("pk"), guest__isnull=False))


def _overdue(days: Days) -> Q:
    return HERE & Q(next_due_on__lt=days.on)


def _band(first: int, last: int, days: Days) -> Q:
    return HERE & Q(next_due_on__range=(days.on - timedelta(days=last), days.on - timedelta(days=first)))


def _up_to_date(days: Days) -> Q:
    return HERE & Q(next_due_on__gte=days.on)


OF_PEOPLE = {
    "supervised": Figure(
        "People with a lead supervisor", "Everybody who has a lead supervisor today.", PEOPLE, always(Q())
    ),
    "away": Figure(
        "Away, excused",
        "People whose days away are recorded for today. They are in no other number of this part.",
        PEOPLE,
        always(Q(is_away=True)),
    ),
    "here": Figure("Not away", "People with a lead supervisor who are not away today.", PEOPLE, always(HERE)),
    "up-to-date": Figure(
        "Up to date",
        "People who are not away and whose next session is due today or later.",
        PEOPLE,
        _up_to_date,
        out_of=("here",),
    ),
    "overdue": Figure(
        "Overdue",
        "People who are not away and whose next session was due before today.",
        PEOPLE,
        _overdue,
        out_of=("here",),
    ),
    "past-grace": Figure(
        "Overdue past the days of grace",
        "Of those, the ones whose days of grace, as their policy has them, are over as well.",
        PEOPLE,
        lambda days: HERE & Q(last_day__lt=days.on),
    ),
    **{
        f"overdue-{name.replace(' ', '-')}": Figure(
            f"Overdue by {name} days",
            "People who are not away, by the days since their next session was due.",
            PEOPLE,
            partial(_band, first, last),
        )
        for name, (first, last) in BANDS.items()
    },
    "agreed": Figure(
        "Agreement in date",
        "People whose agreement with their lead supervisor is signed by both and not yet due for its review.",
        PEOPLE,
        lambda days: Q(agreed_until__gte=days.on),
        out_of=("supervised",),
    ),
    "agreement-missing": Figure(
        "No agreement in date",
        "People with none that both have signed with their lead supervisor, or whose review date has passed.",
        PEOPLE,
        lambda days: Q(agreed_until=None) | Q(agreed_until__lt=days.on),
    ),
}
OF_POINTS = {
    "late-points": Figure(
        "Action points past their date",
        "Open action points that were due by now.",
        POINTS,
        lambda days: OPEN & Q(due_on__lt=days.on),
    ),
    "carried-points": Figure(
        "Carried twice or more",
        "Open action points that were still open in two or more later sessions.",
        POINTS,
        always(OPEN & CARRIED),
    ),
    "aged-points": Figure(
        "Aged action points",
        "Open action points that are past their date, or were carried twice or more.",
        POINTS,
        lambda days: OPEN & (Q(due_on__lt=days.on) | CARRIED),
    ),
    "points-due": Figure(
        "Action points that were due", "Action points whose date has passed.", POINTS,
        lambda days: Q(due_on__lt=days.on) | Q(closed_at__isnull=False), in_period=True,
    ),
    "points-on-time": Figure(
        "Closed on time",
        "Of those, the ones that were done, or no longer needed, by their date.",
        POINTS,
        always(Q(closed_at__date__lte=F("due_on"))),
        in_period=True,
        out_of=("points-due",),
    ),
}  # fmt: skip
OTHERS = {
    "support-waiting": Figure(
        "Support that waits", "Requests for support that nobody has answered yet.", Subject.SUPPORT, always(Q())
    ),
    "not-placed": Figure(
        "Case discussions not yet placed",
        "What signed records say of cases, and nobody has said that it is on the child’s file.",
        Subject.DISCUSSIONS,
        always(Q(placed_on=None)),
    ),
    "groups": Figure(
        "Groups held", "Group and peer supervision with a record of having been held.", Subject.GATHERINGS,
        always(~CLINIC), in_period=True,
    ),
    "clinics": Figure(
        "Case clinics held", "Case clinics with a record of having been held.", Subject.GATHERINGS, always(CLINIC),
        in_period=True,
    ),
    "clinics-with-agencies": Figure(
        "With agencies attending",
        "Of those, the ones at which somebody from another agency was there for a case.",
        Subject.GATHERINGS,
        always(CLINIC & Q(CAME_FROM_OUTSIDE)),
        in_period=True,
        out_of=("clinics",),
    ),
}  # fmt: skip
FIGURES = OF_PEOPLE | OF_POINTS | OTHERS
