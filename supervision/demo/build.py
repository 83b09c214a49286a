"""How is the demonstration made? The people first, then two years of supervision for each of them."""

from datetime import date, datetime, time, timedelta
from random import Random

from django.db import transaction
from django.utils import timezone

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.outbox.notices import mark_read
from supervision.quarters import services as quarters
from supervision.reminders.sweep import sweep
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import arrangements
from supervision.vocabulary import ArrangementKind, NoticeKind

from .bookings import make_bookings
from .cases import make_cases
from .cast import EARLIER_LEAD, LEADERS, SPECIALIST, TEAMS, Member
from .contents import Forms, read_forms
from .dips import make_dips
from .following import follow_up
from .groups import make_groups
from .history import Diary, agree, happen, look_ahead
from .learning import make_learning, make_plans
from .looking_back import look_back_from
from .openings import make_openings
from .people import make_people
from .plans import sessions_of
from .policies import make_pauses, make_policies
from .pulses import make_pulses
from .reading import open_records
from .reports import make_reports
from .support import make_support

CLOSES = {"carried": 0.35, "overdue": 0.5}
CHANGE_OF_LEAD = 240  # days ago


@transaction.atomic
def build(now: datetime) -> None:
    """Everything, as it would have come about by `now`."""
    today = timezone.localdate(now)
    people = make_people(today, now - timedelta(days=800))
    administrator = people["Nell Rushmere"]
    make_policies(administrator, now - timedelta(days=800))
    make_cases(people, today)
    forms = read_forms()
    for member, supervisor in _pairs():
        practitioner = people[member.name]
        led = _arrange(practitioner, member, people[supervisor], people, administrator, today)
        _live(practitioner, member, led, forms, today)
    make_groups(people, today)
    follow_up(today)
    make_learning(people, today)
    make_plans(people, today)
    look_back_from(people, now)
    make_pauses(people, today, administrator, now)
    make_bookings(people, today)
    for name, supervisor in SPECIALIST:
        _begin(people[name], people[supervisor], today - timedelta(days=150), administrator, ArrangementKind.SPECIALIST)
    make_support(people, today)
    make_openings(people, now)
    make_dips(people, now)
    _read_long_ago(now)
    sweep(at=now)
    quarters.close_due(at=now)
    make_pulses(people, today, now)
    open_records(today, now)
    make_reports(people, now)


def _read_long_ago(now: datetime) -> None:
    """What asks for nothing and was said a month ago has been read, such as who supervises whom."""
    known = [NoticeKind.ARRANGEMENT_BEGUN, NoticeKind.RECORD_SAMPLED, NoticeKind.DIP_FEEDBACK]
    for notice in Notice.objects.filter(kind__in=known, made_at__lt=now - timedelta(days=28)):
        mark_read(person_id=notice.person_id, notice_id=notice.pk, at=notice.made_at)


def _pairs() -> list[tuple[Member, str]]:
    """Everybody who is supervised, with their present lead supervisor."""
    pairs = []
    for members in TEAMS.values():
        manager, *team = members
        pairs.append((manager, "Grace Underhill"))
        pairs += [(member, manager.name) for member in team]
    return [*pairs, (LEADERS[0], "Una Clearwater")]


def _arrange(
    practitioner: Person, member: Member, supervisor: Person, people: dict[str, Person], by: Person, today: date
) -> list[SupervisionArrangement]:
    assert practitioner.started_on is not None
    starts_on = max(practitioner.started_on, today - timedelta(days=730))
    earlier = EARLIER_LEAD.get(member.name)
    if earlier is None:
        return [_begin(practitioner, supervisor, starts_on, by)]
    change = today - timedelta(days=CHANGE_OF_LEAD)
    first = _begin(practitioner, people[earlier], starts_on, by)
    arrangements.end(arrangement=first, ends_on=change - timedelta(days=1), by=by, at=_morning(change))
    return [first, _begin(practitioner, supervisor, change, by)]


def _begin(
    practitioner: Person,
    supervisor: Person,
    starts_on: date,
    by: Person,
    kind: ArrangementKind = ArrangementKind.LEAD,
) -> SupervisionArrangement:
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=kind, starts_on=starts_on, by=by,
         at=_morning(starts_on),
    )  # fmt: skip


def _morning(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9)))


def _live(practitioner: Person, member: Member, led: list[SupervisionArrangement], forms: Forms, today: date) -> None:
    diary = Diary(
        practitioner=practitioner,
        arrangements=led,
        random=Random(member.email),  # noqa: S311 - invented data
        forms=forms,
        today=today,
        closes=CLOSES.get(member.story, 0.92),
    )
    for arrangement in led:
        agree(diary, arrangement)
    for plan in sessions_of(member, led[0].starts_on, today):
        happen(diary, plan)
    if member.story != "new":
        look_ahead(diary)
