"""What does a notice say, and where does it lead? Its row holds no words and no name; they are found here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from accounts.models import Person
from supervision.outbox.models import Notice
from supervision.times import long_day
from supervision.vocabulary import NoticeKind

K = NoticeKind
# {whose}: "Your supervision" or "Amara Quill's supervision"; {who}: "You" or their name; {asks}: "You asked" or who
# did; {who_asked}: "Your" or their name’s; {on}: the day;
# {was}: "is", or "was" when that is past; {group}: "group" or "case clinic".
WORDS = {
    K.SESSION_DUE: "{whose} {was} due on {on}",
    K.RECORD_UNSIGNED: "A record of {whose_low} is not signed yet. It {was} to be signed by {on}",
    K.ACTION_POINT_DUE: "An action point from {whose_low} {was} due on {on}",
    K.SUPPORT_WAITING: "{asks} for support on {on}, and nobody has answered",
    K.SUPPORT_URGENT: "{asks} for support, urgently, on {on}, and nobody has answered",
    K.AGENDA_AHEAD: "You meet on {on}. What would you like to talk about?",
    K.SIGNATURE_WANTED: "A record of {whose_low} was sent for your signature",
    K.RECORD_RETURNED: "A record of {whose_low} was returned for changes",
    K.SESSION_BOOKED: "A session of {whose_low} was booked for {on}",
    K.SESSION_MOVED: "A session of {whose_low} was moved to {on}",
    K.SESSION_CANCELLED: "The session of {whose_low} on {on} will not take place",
    K.PASSED_ON: "{whose} was passed on to you",
    K.CONFIRMATION_WANTED: "The record of the {group} of {on} waits for you to confirm it",
    K.WITHOUT_LEAD: "{whose} has no lead supervisor from {on}",
    K.CASE_PASSED_ON: "A case was passed on to you: you lead it from {on}",
    K.ARRANGEMENT_BEGUN: "A supervisor was named for {whose_low}, from {on}",
    K.COVER_BEGUN: "Cover was arranged for {whose_low}, from {on}",
    K.DAYS_AWAY: "{who} recorded days away, from {on}",
    K.SUPPORT_ASKED: "{asks} you for support",
    K.SUPPORT_ASKED_NOW: "{asks} you for support, and it is urgent",
    K.SUPPORT_OFFERED: "Support was offered to you. It could be on {on}",
    K.SUPPORT_MOVED: "{who_asked} request for support has moved on",
    K.GROUP_INVITED: "You are invited to a {group} on {on}",
    K.GROUP_MOVED: "A {group} you are invited to has another day, time or place. It is on {on}",
    K.GROUP_CALLED_OFF: "The {group} of {on} will not take place",
    K.GROUP_LEFT_OUT: "You are no longer invited to the {group} of {on}",
    K.GROUP_PASSED_ON: "The {group} of {on} was passed on to you: you facilitate it and write its record",
    K.REPORT_READY: "A monthly audit report, up to {on}, is ready to be downloaded",
    K.OPENING_ASKED: "{who} asked to open a signed record. It needs a second manager",
    K.OPENING_DECIDED: "Your request to open a record was decided",
    K.RECORD_OPENED: "{who} opened a record of your supervision, by break-glass, on {on}",
    K.OPENING_TO_REVIEW: "{who} opened a record at once, as a child may be at risk. It {was} to be reviewed by {on}",
    K.DIP_NAMED: "You are named to review records of a dip sample. They are open to you until {on}",
    K.RECORD_SAMPLED: "A record of {whose_low} was drawn for a dip sample: named colleagues read it until {on}",
    K.DIP_FEEDBACK: "The record of {whose_low} of {on} was reviewed in a dip sample: read what was found",
}
NO_DAY = {
    K.SESSION_BOOKED: "A session of {whose_low} was booked",
    K.SESSION_MOVED: "A session of {whose_low} was moved",
    K.SESSION_CANCELLED: "A session of {whose_low} will not take place",
    K.CASE_PASSED_ON: "A case was passed on to you",
    K.ARRANGEMENT_BEGUN: "A supervisor was named for {whose_low}",
    K.COVER_BEGUN: "Cover was arranged for {whose_low}",
    K.DAYS_AWAY: "{who} recorded days away",
    K.RECORD_OPENED: "{who} opened a record of your supervision, by break-glass",
    K.OPENING_TO_REVIEW: "{who} opened a record at once, as a child may be at risk. It is to be reviewed",
}
OF_A_RECORD = {K.RECORD_UNSIGNED, K.SIGNATURE_WANTED, K.RECORD_RETURNED, K.RECORD_OPENED, K.RECORD_SAMPLED}
OF_AN_OPENING = {K.OPENING_ASKED, K.OPENING_DECIDED, K.OPENING_TO_REVIEW}
OF_SUPPORT = {K.SUPPORT_WAITING, K.SUPPORT_URGENT, K.SUPPORT_ASKED, K.SUPPORT_ASKED_NOW, K.SUPPORT_OFFERED}
OF_A_GROUP = {K.CONFIRMATION_WANTED, K.GROUP_INVITED, K.GROUP_MOVED, K.GROUP_PASSED_ON}
OF_A_GROUP_GONE = {K.GROUP_CALLED_OFF, K.GROUP_LEFT_OUT}
BEGUN = {K.ARRANGEMENT_BEGUN, K.COVER_BEGUN}


@dataclass(frozen=True)
class Shown:
    notice: Notice
    words: str
    url: str


@dataclass(frozen=True)
class Places:
    """What the notices of one page are about: the arrangement of a planned session, records to be signed, clinics."""

    arrangements: Mapping[str, int]
    to_sign: Collection[str]
    clinics: Collection[str]


def shown(notice: Notice, person: Person, places: Places, today: date) -> Shown:
    return Shown(
        notice, say(notice, person, today, is_clinic=notice.about_id in places.clinics), url_of(notice, person, places)
    )


def say(notice: Notice, person: Person, today: date, *, is_clinic: bool) -> str:
    kind, day, about = NoticeKind(notice.kind), notice.about_on, notice.about_person
    is_own = about is None or about.pk == person.pk
    whose = "Your supervision" if is_own else f"{about.name}’s supervision" if about else ""
    said = (WORDS if day else {**WORDS, **NO_DAY})[kind].format(
        whose=whose,
        who="You" if is_own or about is None else about.name,
        asks="You asked" if is_own or about is None else f"{about.name} asked",
        who_asked="Your" if is_own or about is None else f"{about.name}’s",
        whose_low="your supervision" if is_own else whose,
        group="case clinic" if is_clinic else "group",
        on=long_day(day) if day else "",
        was="was" if day and day < today else "is",
    )
    return f"Escalated to you: {said[0].lower() if is_own else said[0]}{said[1:]}" if notice.is_escalation else said


def url_of(notice: Notice, person: Person, places: Places) -> str:
    """The page where something can be done about it; for what has come up to a manager, their own.

    A record that waits for others is not open to everybody who hears of it: their page of the practitioner is.
    """
    kind = NoticeKind(notice.kind)
    if notice.is_escalation:
        return reverse("managers:escalations")
    is_theirs = notice.about_person_id not in (None, person.pk)
    if kind in OF_A_RECORD and not (kind is K.RECORD_UNSIGNED and is_theirs and notice.about_id not in places.to_sign):
        return reverse("records:show", args=[notice.about_id])
    if kind in OF_A_GROUP:
        return reverse("gatherings:show", args=[notice.about_id])
    if kind in OF_A_GROUP_GONE:
        return reverse("gatherings:gatherings")  # it is not theirs to open any more
    if kind is K.WITHOUT_LEAD:
        return reverse("administration:continuity")
    if kind is K.ACTION_POINT_DUE:
        return reverse("records:action_point", args=[notice.about_id])
    if kind is K.CASE_PASSED_ON:
        return reverse("cases:case", args=[notice.about_id])
    if kind in OF_SUPPORT:
        return reverse("support:show", args=[notice.about_id])
    if kind in OF_AN_OPENING:
        return reverse("managers:opening", args=[notice.about_id])
    if kind is K.DIP_NAMED:
        return reverse("dips:sample", args=[notice.about_id])
    if kind is K.DIP_FEEDBACK:
        return reverse("dips:found", args=[notice.about_id])
    if kind is K.SUPPORT_MOVED:
        return reverse("support:requests")  # it may lie with somebody else now
    if kind is K.REPORT_READY:
        return reverse("reports:show", args=[notice.about_id])
    if notice.about_id in places.arrangements:
        return reverse("records:agenda", args=[places.arrangements[notice.about_id]])
    if kind is K.DAYS_AWAY:
        return reverse("records:pauses", args=[notice.about_person_id or person.pk])
    if kind in BEGUN and is_theirs:
        return reverse("supervisors:team")  # it may begin later: the page of the person opens on that day
    if is_theirs:
        return reverse("supervisors:person", args=[notice.about_person_id])
    return reverse("practitioners:home")
