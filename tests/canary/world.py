"""Who is there, and what have they written? Everything through the services, each text with a word of its own."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from accounts.models import Person
from supervision.casenotes.models import Case
from supervision.casenotes.services import cases, notes
from supervision.casenotes.words import PathwayFor, PathwayStage
from supervision.learning import plan_services
from supervision.learning import services as learning
from supervision.learning.plan_services import Plan
from supervision.learning.words import LearningKind
from supervision.outbox.notices import notify
from supervision.reminders.services import acknowledge
from supervision.sessions.content import DiscussedCase, RecordContent
from supervision.sessions.models import (
    ConfidenceDomain,
    GuestInvitation,
    SignatureRoute,
    SupervisionArrangement,
    SupervisionSession,
)
from supervision.sessions.services import (
    action_points,
    agenda,
    agreements,
    arrangements,
    calendars,
    carrying,
    covers,
    drafts,
    openings,
    pauses,
    planning,
    records,
    sign_off,
)
from supervision.sessions.services import notes as private
from supervision.support import services as support
from supervision.vocabulary import (
    ArrangementKind,
    Matter,
    NotHeldBy,
    NotHeldReason,
    NoticeKind,
    Party,
    PauseReason,
    Place,
    ProgressKind,
    SignatureResponse,
)
from tests import people as plain
from tests.canary.everybody import everybody
from tests.canary.group import hold_clinic, hold_group, plan_clinic
from tests.canary.sample import review_samples
from tests.canary.words import Words
from tests.cases import cast
from tests.cases.cast import DETAILS
from tests.people import NOW, TODAY, begin, start
from tests.reports import cast as reports
from tests.support_requests import cast as support_cast

DAY = timedelta(days=1)
DISCUSSED = ("old", "locked", "covered locked")
LONG_AGO = TODAY - timedelta(days=500)


@dataclass
class World:
    words: Words
    people: dict[str, Person] = field(default_factory=dict)
    secrets: dict[str, str] = field(default_factory=dict)  # of calendars
    guest: GuestInvitation | None = None  # O, of one of two cases


def make_world() -> World:
    world = World(Words())
    world.people = everybody()
    world.guest = _Writing(world.words, world.people).all()
    reports.make(reports.ask(world.people["M"]))
    world.secrets = {letter: calendars.make(person=world.people[letter], at=NOW) for letter in "PSNC"}
    return world


class _Writing:
    def __init__(self, words: Words, people: dict[str, Person]) -> None:
        self.word, self.words, self.people = words.new, words, people

    def all(self) -> GuestInvitation:
        """The supervision with S, which ended yesterday; that with N, whom V covers; a specialist's; a colleague's."""
        p, s, n, x, c, b = (self.people[letter] for letter in "PSNXCB")
        self.cases()
        before, theirs = begin(p, s), begin(c, b)
        begin(self.people["L"], s)
        self.with_the_first(before)
        arrangements.end(arrangement=before, ends_on=TODAY - DAY, by=s, at=NOW)
        special = begin(p, x, kind=ArrangementKind.SPECIALIST)
        self.locked(special, "with the specialist")
        lead = begin(p, n, starts_on=TODAY)
        self.with_the_next(lead)
        self.of_the_colleague(theirs)
        self.followed_up(hold_group(self.word, b, [c, self.people["G"]], absent=p), c, "of the group")
        plan_clinic(self.word, b, self.of_c)
        guest = hold_clinic(self.word, b, c, self.people["G"], (self.of_c, self.of_c_too))
        self.learning(p)
        self.support()
        self.escalated(lead)
        review_samples(self.word, self.record_of_p, drawn_by=self.people["M"], reviewer=self.people["E"])
        carrying.carry(
            person=p, path=f"/records/with/{lead.pk}/agenda/", at=NOW,
            fields={"body": [self.word("CarriedPost.fields", "P")], "is_shared": ["no"]},
        )  # fmt: skip
        return guest

    def with_the_first(self, arrangement: SupervisionArrangement) -> None:
        p, s = arrangement.practitioner, arrangement.supervisor
        routed = self.sent(arrangement, "routed")
        SignatureRoute.objects.create(
            supervision_session=routed, party=Party.SUPERVISOR, person=self.people["R"], in_place_of=s,
            routed_by=self.people["A"], routed_at=NOW,
        )  # fmt: skip
        self.signed(routed, p, "routed")
        self.locked(arrangement, "old", held_on=LONG_AGO)
        self.put_on_agenda(arrangement, p, "taken up")
        self.put_on_agenda(arrangement, s, "S", is_shared=False)
        self.record_of_p = locked = self.locked(arrangement, "locked")
        said = locked.discussions.get()
        cast.note(self.of_p, p, self.word("CaseNote.body", "after the session"), discussion=said)
        self.asked_to_open(locked)
        self.sent(arrangement, "sent")
        self.returned(arrangement)
        self.agreed(arrangement, "with S")
        struck, withdrawn = self.locked(arrangement, "struck"), self.sent(arrangement, "withdrawn")
        for record, which in ((struck, "struck"), (withdrawn, "withdrawn")):
            why = self.word("RecordEvent.comment", which)
            records.strike(supervision_session=record, reason=why, by=p, at=NOW)
        self.typed(start(arrangement), "draft")
        discarded = start(arrangement)
        drafts.save(supervision_session=discarded, answers={"others_present": ["x"]}, versions={}, by=p, at=NOW)
        records.discard(supervision_session=discarded, by=p, at=NOW)
        self.not_held(arrangement)

    def with_the_next(self, lead: SupervisionArrangement) -> None:
        p, n = lead.practitioner, lead.supervisor
        covers.begin(
            arrangements=[lead], cover=self.people["V"], starts_on=TODAY, ends_on=TODAY, by=self.people["A"], at=NOW
        )
        self.locked(lead, "covered locked", held_on=TODAY)
        self.sent(lead, "covered sent", held_on=TODAY)
        self.typed(start(lead, held_on=TODAY), "covered draft")
        self.agreed(lead, "with N")
        self.put_on_agenda(lead, p, "with N")
        for letter, by in (("P", p), ("N", n)):
            self.put_on_agenda(lead, by, letter, is_shared=False)
        self.book(lead)
        pauses.pause(
            person=p, starts_on=TODAY + 30 * DAY, ends_on=TODAY + 39 * DAY, reason=PauseReason.LEAVE, by=p, at=NOW
        )

    def of_the_colleague(self, arrangement: SupervisionArrangement) -> None:
        which = "of the colleague"
        self.locked(arrangement, which)
        self.sent(arrangement, which)
        self.typed(start(arrangement, by=arrangement.supervisor), which)
        self.agreed(arrangement, which)
        self.put_on_agenda(arrangement, arrangement.practitioner, which)
        self.book(arrangement)

    def book(self, arrangement: SupervisionArrangement) -> None:
        planning.book_series(
            arrangement=arrangement, slot=planning.Slot(NOW + 3 * DAY, 60, Place.VIDEO), kind_id="one_to_one",
            every_weeks=1, times=2, booking_key=uuid.uuid4(), by=arrangement.practitioner, at=NOW,
        )  # fmt: skip

    def content(self, record: SupervisionSession, which: str) -> RecordContent:
        """A whole record, with a word for each of its texts."""

        def word(name: str) -> str:
            return self.word(name, which)

        whole = plain.content(record)
        return replace(
            whole,
            others_present=word("SessionText.body"),
            answers={question: word("SessionText.body") for question in whole.answers},
            action_points=[
                replace(point, what=word("ActionPoint.what"), why=word("ActionPoint.why"), how=word("ActionPoint.how"))
                for point in whole.action_points
            ],
            cases=[self.discussed(which)] if which in DISCUSSED else [],
        )

    def discussed(self, which: str) -> DiscussedCase:
        """P's case, as part of a record."""
        texts = ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
        words = {name: self.word(f"CaseDiscussion.{name}", which) for name in texts}
        return DiscussedCase(id=uuid.uuid4(), case_id=self.of_p.pk, **words)

    def sent(self, arrangement: SupervisionArrangement, which: str, **given: Any) -> SupervisionSession:
        """With a comment, a note of each of the two, and an action point that was followed up."""
        record = start(arrangement, **given)
        records.send(supervision_session=record, content=self.content(record, which), by=record.writer, at=NOW)
        p, s = record.practitioner, record.supervisor
        words = self.word("RecordEvent.comment", which)
        records.comment(supervision_session=record, text=words, by=p, at=NOW)
        for person in (p, s):
            letter = next(letter for letter, known in self.people.items() if known == person)
            body = self.word("PrivateNote.body", letter)
            private.save(supervision_session=record, body=body, base_version=0, by=person, at=NOW)
        self.followed_up(record, p, which)
        return record

    def followed_up(self, record: SupervisionSession, by: Person, which: str) -> None:
        point, said = record.action_points.all()[0], self.word("ActionPointProgress.body", which)
        action_points.follow_up(action_point=point, kind=ProgressKind.UPDATE, body=said, by=by, at=NOW)

    def signed(self, record: SupervisionSession, by: Person, which: str) -> None:
        record.refresh_from_db()
        statement = self.word("Signature.statement", which)
        plain.sign(record, by, SignatureResponse.AGREE_WITH_COMMENT, statement)

    def locked(self, arrangement: SupervisionArrangement, which: str, **given: Any) -> SupervisionSession:
        record = self.sent(arrangement, which, **given)
        for person in (record.practitioner, record.supervisor):
            self.signed(record, person, which)
        reason, body = self.word("Addendum.reason", which), self.word("Addendum.body", which)
        sign_off.add_addendum(supervision_session=record, reason=reason, body=body, by=record.practitioner, at=NOW)
        return record

    def typed(self, record: SupervisionSession, which: str) -> None:
        """A draft, and a text of its writer's that lost against a newer one."""
        typed, kept = self.word("DraftAnswer.values", which), self.word("KeptText.values", which)
        answers = {"others_present": [typed]}
        drafts.save(supervision_session=record, answers=answers, versions={}, by=record.writer, at=NOW)
        drafts.keep_beside(record, "others_present", [kept], NOW)

    def returned(self, arrangement: SupervisionArrangement) -> None:
        record = self.sent(arrangement, "returned")
        words = self.word("RecordEvent.comment", "returned")
        records.return_for_changes(supervision_session=record, text=words, by=record.supervisor, at=NOW)
        record.refresh_from_db()
        self.typed(record, "returned")

    def not_held(self, arrangement: SupervisionArrangement) -> None:
        records.record_not_held(
            arrangement=arrangement, kind_id="one_to_one", planned_on=TODAY - 2 * DAY, start_key=uuid.uuid4(),
            not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.LEAVE, by=arrangement.practitioner, at=NOW,
            explanation=self.word("SessionText.body", "not held"),
        )  # fmt: skip

    def agreed(self, arrangement: SupervisionArrangement, which: str) -> None:
        texts = ("confidentiality", "disagreements", "adjustments", "less_often_reason")
        agreement = agreements.write(
            arrangement=arrangement, interval_days=90, minutes=60, place=Place.VIDEO, review_on=TODAY + 200 * DAY,
            **{name: self.word(f"SupervisionAgreement.{name}", which) for name in texts},
            by=arrangement.supervisor, at=NOW,
        )  # fmt: skip
        agreements.sign(agreement=agreement, by=arrangement.practitioner, at=NOW)

    def put_on_agenda(
        self, arrangement: SupervisionArrangement, by: Person, which: str, is_shared: bool = True
    ) -> None:
        body = self.word("AgendaItem.body", which)
        agenda.add(arrangement=arrangement, body=body, is_shared=is_shared, by=by, at=NOW)

    def cases(self) -> None:
        p, c, leaver = (self.people[letter] for letter in "PCL")
        self.of_p = case = self.case(p, "of P", {"recent": TODAY - DAY, "old": LONG_AGO})
        cast.give(case, self.people["G"])
        self.of_c = self.case(c, "of the colleague", {"of the colleague": TODAY - DAY})
        self.of_c_too = self.case(c, "of the colleague, too", {})
        self.case(leaver, "of the leaver", {})

    def case(self, lead: Person, which: str, written: dict[str, date]) -> Case:
        details = replace(DETAILS, since=LONG_AGO - DAY)
        case = cases.add(reference=self.words.reference(which), details=details, by=lead, at=NOW)
        for how_old, day in written.items():
            noted = cast.note(case, lead, self.word("CaseNote.body", how_old), dated_on=day)
            notes.add_addendum(
                note=noted, reason=self.word("CaseNoteAddendum.reason", how_old),
                body=self.word("CaseNoteAddendum.body", how_old), key=uuid.uuid4(), by=lead, at=NOW,
            )  # fmt: skip
            notes.add_step(
                case=case, need=PathwayFor.AUTISM, stage=PathwayStage.WAITING, dated_on=day, key=uuid.uuid4(),
                next_step=self.word("PathwayStep.next_step", how_old), by=lead, at=NOW,
            )  # fmt: skip
        return case

    def support(self) -> None:
        """P asks S, who offers, and the specialists; C asks B, and takes up what B offers."""
        Person.objects.filter(pk=self.people["X"].pk).update(hsb_training="AIM3, 2025")
        for which, who, to in (("to S", "P", "S"), ("to the specialists", "P", None), ("of the colleague", "C", "B")):
            word = partial(self.word, "SupportEvent.body", which)
            case = self.of_p if who == "P" else self.of_c
            request = support_cast.asked(self.people[who], self.people[to] if to else None, why=word(), case=case)
            if to:
                by = self.people[to]
                request = support.offer(request=request, could_be_at=NOW + 2 * DAY, note=word(), by=by, at=NOW)
            if to == "B":
                support.accept(request=request, by=self.people[who], at=NOW)

    def learning(self, by: Person) -> None:
        texts = ("title", "relevance", "learnt", "impact", "peer_view")
        words = {name: self.word(f"LearningEntry.{name}", "P") for name in texts}
        learnt = learning.Learning(kind=LearningKind.READING, done_on=TODAY, domain_ids=(), **words)
        learning.add(learning=learnt, key=uuid.uuid4(), by=by, at=NOW)
        for letter in "NB":
            supervisor, area = self.people[letter], ConfidenceDomain.objects.all()[0]
            planned = Plan(area, self.word("PlannedLearning.what", f"of {letter}"), supervisor, TODAY)
            plan_services.plan(plan=planned, key=uuid.uuid4(), by=supervisor, at=NOW)

    def asked_to_open(self, record: SupervisionSession) -> None:
        record.refresh_from_db()
        why = f"I was asked what was agreed: {self.word('RecordOpeningReason.body', 'of P')}"
        openings.ask(
            supervision_session=record, reason=why, is_at_risk=False, key=uuid.uuid4(), by=self.people["M"], at=NOW
        )

    def escalated(self, lead: SupervisionArrangement) -> None:
        """To the managers of P, one of whom has it in hand."""
        for letter in "MDB":
            notify(
                person_id=self.people[letter].pk, about_person_id=lead.practitioner_id, is_escalation=True,
                key=f"{letter}:x:x:1:x", kind=NoticeKind.SESSION_DUE, about_id=lead.pk, about_on=TODAY, at=NOW,
            )  # fmt: skip
        reason = f"I talk to them: {self.word('Acknowledgement.reason', 'of P')}"
        acknowledge(
            matter=Matter.SESSION_DUE, about_id=str(lead.pk), about_on=TODAY, reason=reason, until=TODAY + 5 * DAY,
            by=self.people["M"], at=NOW,
        )  # fmt: skip
