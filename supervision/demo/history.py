"""How does one invented person's supervision get into the log? Through the services, with the clock passed in."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from accounts.models import Person
from supervision.sessions.models import ActionPoint, SupervisionArrangement, SupervisionSession, TemplateVersion
from supervision.sessions.services import action_points, agenda, agreements, drafts, notes, records, sign_off
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place, ProgressKind, RecordState, SignatureResponse

from . import words
from .contents import Forms, as_controls, content_for, ratings_for
from .discussions import place_on_files, with_cases
from .plans import Plan

AGREE, COMMENT, DISAGREE = SignatureResponse


@dataclass
class Diary:
    """One practitioner's two years: who supervises when, and what is written."""

    practitioner: Person
    arrangements: list[SupervisionArrangement]
    random: Random
    forms: Forms
    today: date
    closes: float = 0.92  # how likely an action point is closed before the next session

    def at(self, day: date, days: int = 0, hour: int = 16) -> datetime:
        """A moment that many working-hours days later, but never in the future."""
        moment = timezone.make_aware(
            datetime.combine(day + timedelta(days=days), time(hour, self.random.randint(0, 59)))
        )
        return min(moment, timezone.make_aware(datetime.combine(self.today, time(0, 30))))

    def progress(self, day: date) -> float:
        """From 0 two years ago to 1 today."""
        return 1 - (self.today - day).days / 800

    def arrangement_on(self, day: date) -> SupervisionArrangement:
        return next(a for a in self.arrangements if a.starts_on <= day and (a.ends_on is None or day <= a.ends_on))


def agree(diary: Diary, arrangement: SupervisionArrangement) -> None:
    """The agreement of the two, signed by both a day later."""
    day = arrangement.starts_on
    agreement = agreements.write(
        arrangement=arrangement,
        interval_days=arrangement.interval_days,
        minutes=90,
        place=Place.IN_PERSON,
        review_on=max(day, diary.today - timedelta(days=200)) + timedelta(days=365),
        confidentiality=words.CONFIDENTIALITY,
        disagreements=words.DISAGREEMENTS,
        adjustments=diary.random.choice(words.ADJUSTMENTS),
        by=arrangement.supervisor,
        at=diary.at(day, hour=11),
    )
    agreements.sign(agreement=agreement, by=arrangement.practitioner, at=diary.at(day, 1))


def happen(diary: Diary, plan: Plan) -> None:
    """One planned session, from its action points of last time to the state its record has today."""
    arrangement = diary.arrangement_on(plan.held_on)
    if plan.end == "not_held":
        _not_held(diary, arrangement, plan)
        return
    _follow_up(diary, plan.held_on)
    record = _write(diary, arrangement, plan)
    _finish(diary, record, plan)
    if plan.end not in ("draft", "sent", "returned", "struck"):
        record.refresh_from_db()
        place_on_files(record, diary.today)


def _not_held(diary: Diary, arrangement: SupervisionArrangement, plan: Plan) -> None:
    by = diary.random.choice(list(NotHeldBy))
    reason = diary.random.choice([NotHeldReason.LEAVE, NotHeldReason.SICKNESS, NotHeldReason.URGENT_WORK])
    records.record_not_held(
        arrangement=arrangement, kind_id=plan.kind, planned_on=plan.held_on, not_held_by=by, reason=reason,
        explanation="", start_key=uuid.uuid4(), by=diary.practitioner, at=diary.at(plan.held_on),
    )  # fmt: skip


def _follow_up(diary: Diary, day: date) -> None:
    """Before the session the owners say what became of what was agreed."""
    still_open = ActionPoint.objects.filter(
        practitioner=diary.practitioner, closed_at=None, supervision_session__state=RecordState.LOCKED
    )
    for point in still_open.select_related("owner"):
        if point.due_on <= day and diary.random.random() < diary.closes:
            action_points.follow_up(
                action_point=point, kind=ProgressKind.DONE, body=diary.random.choice(words.EVIDENCE),
                by=point.owner, at=diary.at(min(point.due_on, day - timedelta(days=1))),
            )  # fmt: skip


def _write(diary: Diary, arrangement: SupervisionArrangement, plan: Plan) -> SupervisionSession:
    random = diary.random
    writer = arrangement.supervisor if plan.by_supervisor else arrangement.practitioner
    version = TemplateVersion.objects.get(pk=random.choice(diary.forms.version_ids))
    record = records.start(
        arrangement=arrangement, kind_id=plan.kind, template_version=version, held_on=plan.held_on,
        start_key=uuid.uuid4(), by=writer, at=diary.at(plan.held_on, random.choice((0, 0, 1)), hour=15),
    )  # fmt: skip
    if random.random() < 0.2:
        written = diary.at(plan.held_on, 1)
        notes.save(supervision_session=record, body=words.PRIVATE, base_version=0, by=writer, at=written)
    how_many = random.choice((1, 1, 2, 2, 3))
    progress = diary.progress(plan.held_on)
    content = content_for(record, diary.forms, random, progress=progress, how_many=how_many)
    if not plan.by_supervisor:
        content = with_cases(content, record, diary.practitioner)
    if plan.end in ("sent", "signed_by_one", "returned", "draft"):
        drafts.save(
            supervision_session=record,
            answers=as_controls(content),
            versions={},
            by=writer,
            at=diary.at(plan.held_on, 1),
        )
    if plan.end == "draft":
        return record
    record = records.send(
        supervision_session=record, content=content, by=writer, at=diary.at(plan.held_on, 1 + plan.late_by)
    )
    if plan.returned_once and plan.end == "locked":
        reviewer = _other(record)
        records.return_for_changes(
            supervision_session=record, text=words.RETURNED, by=reviewer, at=diary.at(plan.held_on, 3 + plan.late_by)
        )
        record = records.send(
            supervision_session=record, content=content, by=writer, at=diary.at(plan.held_on, 4 + plan.late_by)
        )
    return record


def _other(record: SupervisionSession) -> Person:
    return record.supervisor if record.writer_id == record.practitioner_id else record.practitioner


def _finish(diary: Diary, record: SupervisionSession, plan: Plan) -> None:
    """The signatures, and what else the plan wants."""
    if plan.end in ("draft", "sent"):
        return
    reviewer = _other(record)
    if plan.end == "returned":
        records.return_for_changes(
            supervision_session=record, text=words.RETURNED, by=reviewer, at=diary.at(plan.held_on, 3)
        )
        return
    _sign(diary, record, record.writer, AGREE, 2 + plan.late_by)
    if plan.end == "signed_by_one":
        return
    if reviewer == diary.practitioner or diary.random.random() < 0.35:
        _rate_beside(diary, record, reviewer)
    response = {"disputed": DISAGREE, "commented": COMMENT}.get(plan.end, AGREE)
    _sign(diary, record, reviewer, response, diary.random.choice((3, 4, 6, 11)) + plan.late_by)
    if plan.end == "disputed":
        sign_off.add_addendum(
            supervision_session=record, reason=words.ADDENDUM[0], body=words.ADDENDUM[1],
            by=record.supervisor, at=diary.at(plan.held_on, 14),
        )  # fmt: skip
    if plan.end == "struck":
        records.strike(
            supervision_session=record, reason=words.STRUCK, by=diary.practitioner, at=diary.at(plan.held_on, 15)
        )


def _sign(diary: Diary, record: SupervisionSession, by: Person, response: SignatureResponse, days: int) -> None:
    statement = {AGREE: "", COMMENT: words.COMMENT, DISAGREE: words.DISAGREES}[response]
    sign_off.sign(
        supervision_session=record, response=response, statement=statement,
        shown_version=record.content_version, by=by, at=diary.at(record.held_on, days),
    )  # fmt: skip


def _rate_beside(diary: Diary, record: SupervisionSession, by: Person) -> None:
    ratings = ratings_for(diary.forms.domains, diary.random, diary.progress(record.held_on))
    sign_off.rate_beside(
        supervision_session=record, ratings=ratings, feelings={}, by=by, at=diary.at(record.held_on, 2)
    )


def look_ahead(diary: Diary) -> None:
    """What both want to talk about next time; one item stays private."""
    _follow_up(diary, diary.today)
    arrangement = diary.arrangements[-1]
    shared, private = diary.random.sample(words.AGENDA, 2)
    agenda.add(
        arrangement=arrangement, body=shared, is_shared=True, by=diary.practitioner, at=diary.at(diary.today, -2)
    )
    agenda.add(
        arrangement=arrangement, body=private, is_shared=False, by=diary.practitioner, at=diary.at(diary.today, -1)
    )
    if diary.random.random() < 0.5:
        agenda.add(
            arrangement=arrangement, body=words.AGENDA_OF_SUPERVISOR, is_shared=True,
            by=arrangement.supervisor, at=diary.at(diary.today, -3),
        )  # fmt: skip
