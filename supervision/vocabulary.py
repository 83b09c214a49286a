"""Which words does the product store? Every stored choice, once, and nothing else."""

from enum import StrEnum


class Word(StrEnum):
    """A stored value with the words a person reads for it."""

    label: str

    def __new__(cls, value: str, label: str = "") -> "Word":
        word = str.__new__(cls, value)
        word._value_ = value
        word.label = label
        return word

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        return [(word.value, word.label) for word in cls]


class Role(Word):
    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"
    MANAGER = "manager", "Manager"
    ADMINISTRATOR = "administrator", "Administrator"


class Scope(Word):
    """How far a manager's role reaches."""

    TEAM = "team", "One team"
    SERVICE = "service", "One service"
    ORGANISATION = "organisation", "The whole organisation"


class ArrangementKind(Word):
    LEAD = "lead", "Lead supervisor"
    SPECIALIST = "specialist", "Specialist supervisor"
    COVER = "cover", "Cover while the lead supervisor is away"


class BankHolidays(Word):
    """Whose bank holidays an agency keeps."""

    ENGLAND_AND_WALES = "england_and_wales", "England and Wales"
    SCOTLAND = "scotland", "Scotland"
    NORTHERN_IRELAND = "northern_ireland", "Northern Ireland"


class WorkingPattern(Word):
    """Whom a frequency policy is for."""

    ANY = "any", "Full-time and part-time"
    FULL_TIME = "full_time", "Full-time only"
    PART_TIME = "part_time", "Part-time only"


class Span(Word):
    """The unit in which a length of calendar time is counted."""

    DAYS = "days", "days"
    WEEKS = "weeks", "weeks"
    MONTHS = "months", "months"


class Timeliness(Word):
    """When a session was held, beside the day on which it was due: a fact about the diary."""

    ON_TIME = "on_time", "On time"
    WITHIN_GRACE = "within_grace", "Within the days of grace"
    LATER = "later", "After the days of grace"


class PauseReason(Word):
    """Why the clock of somebody's supervision stands still."""

    LEAVE = "leave", "Leave"
    SICKNESS = "sickness", "Sickness"
    PARENTAL = "parental", "Parental leave"
    SUSPENSION = "suspension", "Suspension"
    OTHER = "other", "Another reason"


class PlanState(Word):
    """What became of a planned session."""

    BOOKED = "booked", "Booked"
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Did not happen"


class PlanChange(Word):
    """What was done to a planned session."""

    BOOKED = "booked", "Booked"
    MOVED = "moved", "Moved"
    HELD = "held", "Held"
    NOT_HELD = "not_held", "Did not happen"
    PASSED_ON = "passed_on", "Passed on to another supervisor"


class Place(Word):
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"


class RecordState(Word):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Waiting for signatures"
    RETURNED = "returned", "Returned for changes"
    LOCKED = "locked", "Signed and locked"
    NOT_HELD = "not_held", "Did not happen"
    DISCARDED = "discarded", "Draft discarded"
    STRUCK = "struck", "Entered in error"


class RecordStep(Word):
    """What can be done to a record; also what its history shows."""

    START = "start", "Draft started"
    SEND = "send", "Sent for signature"
    COMMENT = "comment", "Comment added"
    RETURN = "return", "Returned for changes"
    TAKE_BACK = "take_back", "Taken back to change"
    SIGN = "sign", "Signed"
    LOCK = "lock", "Locked"
    DISCARD = "discard", "Draft discarded"
    NOT_HELD = "not_held", "Recorded as not held"
    STRIKE = "strike", "Marked as entered in error"
    ADDENDUM = "addendum", "Addendum added"
    REROUTE = "reroute", "Signature passed on"
    HAND_OVER = "hand_over", "Draft passed on"
    LEAVE = "leave", "Left before signing"


class Party(Word):
    """A side of a session of two; the facilitator of a group signs as its supervisor."""

    PRACTITIONER = "practitioner", "Practitioner"
    SUPERVISOR = "supervisor", "Supervisor"


class SignatureResponse(Word):
    AGREE = "agree", "I agree with this record"
    AGREE_WITH_COMMENT = "agree_with_comment", "I agree, with a comment"
    DO_NOT_AGREE = "do_not_agree", "I do not agree"


class SupervisionFunction(Word):
    """The four functions of supervision (Morrison 2005)."""

    ACCOUNTABILITY = "accountability", "Accountability"
    DEVELOPMENT = "development", "Development"
    SUPPORT = "support", "Support"
    MEDIATION = "mediation", "Mediation"


class QuestionPart(Word):
    """Where a template question stands on the form."""

    CYCLE = "cycle", "Reflective cycle"
    PROMPT = "prompt", "Prompt"
    DECISION = "decision", "Decisions"


class EmotionalItem(Word):
    WORRIED = "worried", "worried about this work"
    ANXIOUS = "anxious", "anxious about this work"


# How much of it was felt, from 1 to 5. The confidence scale, which templates hold, would read oddly here.
FEELING_POINTS = ["Not at all", "A little", "Some", "Quite a lot", "A great deal"]


class NotHeldBy(Word):
    """Who could not hold the session."""

    PRACTITIONER = "practitioner", "The practitioner"
    SUPERVISOR = "supervisor", "The supervisor"
    ORGANISATION = "organisation", "The organisation"


class NotHeldReason(Word):
    LEAVE = "leave", "Leave"
    SICKNESS = "sickness", "Sickness"
    URGENT_WORK = "urgent_work", "Urgent work took priority"
    DID_NOT_ATTEND = "did_not_attend", "Did not attend"
    OTHER = "other", "Another reason"


class ProgressKind(Word):
    UPDATE = "update", "Update"
    DONE = "done", "Done"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"
    REOPENED = "reopened", "Opened again"
    PASSED_ON = "passed_on", "Passed on"


class NoteKind(Word):
    """A text only its writer opens here."""

    REFLECTION = "reflection", "Private reflection"
    PREPARATION = "preparation", "Supervisor's own preparation"


class AuditAction(Word):
    READ = "read", "Opened"
    SEARCHED = "searched", "Searched"
    DOWNLOADED = "downloaded", "Downloaded"
    EDITED = "edited", "Edited"
    CREATED = "created", "Created"
    CHANGED = "changed", "Changed"
    STEPPED = "stepped", "Moved on"
    SIGNED_IN = "signed_in", "Signed in"
    SIGNED_OUT = "signed_out", "Signed out"
    REFUSED = "refused", "Refused"
    ROTATED = "rotated", "Encryption key changed"


class MailState(Word):
    WAITING = "waiting", "Waiting"
    SENDING = "sending", "Being sent"
    SENT = "sent", "Sent"
    UNCERTAIN = "uncertain", "Not known whether it arrived"
    FAILED = "failed", "Failed"


class Matter(Word):
    """What somebody is reminded of, from some days before a date to some days after it."""

    SESSION_DUE = "session_due", "A session is due"
    RECORD_UNSIGNED = "record_unsigned", "A record is not signed yet"
    ACTION_POINT_DUE = "action_point_due", "An action point is due"
    SUPPORT_WAITING = "support_waiting", "A request for support waits"
    SUPPORT_URGENT = "support_urgent", "An urgent request for support waits"


class Audience(Word):
    """Who hears of a matter. A manager's step is an escalation."""

    PERSON = "person", "The person whose it is"
    SUPERVISOR = "supervisor", "Their supervisor"
    TEAM_MANAGER = "team_manager", "The team manager"
    SERVICE_MANAGER = "service_manager", "The service manager"


class NoticeKind(Word):
    """What a notice in the app says; each matter is one of them."""

    SESSION_DUE = "session_due", "Supervision is due"
    RECORD_UNSIGNED = "record_unsigned", "A record is not signed yet"
    ACTION_POINT_DUE = "action_point_due", "An action point is due"
    SUPPORT_WAITING = "support_waiting", "A request for support waits"
    SUPPORT_URGENT = "support_urgent", "An urgent request for support waits"
    AGENDA_AHEAD = "agenda_ahead", "A session is coming up: what would you like to talk about?"
    SIGNATURE_WANTED = "signature_wanted", "A record was sent for your signature"
    RECORD_RETURNED = "record_returned", "A record was returned for changes"
    SESSION_BOOKED = "session_booked", "A session was booked"
    SESSION_MOVED = "session_moved", "A session was moved"
    SESSION_CANCELLED = "session_cancelled", "A session will not take place"
    PASSED_ON = "passed_on", "Supervision was passed on to you"
    CONFIRMATION_WANTED = "confirmation_wanted", "The record of a group or clinic waits for you to confirm it"
    WITHOUT_LEAD = "without_lead", "Somebody has no lead supervisor"
    CASE_PASSED_ON = "case_passed_on", "A case was passed on to you"
    ARRANGEMENT_BEGUN = "arrangement_begun", "A supervisor was named"
    COVER_BEGUN = "cover_begun", "Cover was arranged"
    DAYS_AWAY = "days_away", "Days away were recorded"
    SUPPORT_ASKED = "support_asked", "You are asked for support"
    SUPPORT_ASKED_NOW = "support_asked_now", "You are asked for support, and it is urgent"
    SUPPORT_OFFERED = "support_offered", "Support was offered to you"
    SUPPORT_MOVED = "support_moved", "A request for support has moved on"
    GROUP_INVITED = "group_invited", "You are invited to a group or clinic"
    GROUP_MOVED = "group_moved", "A group or clinic has another day, time or place"
    GROUP_CALLED_OFF = "group_called_off", "A group or clinic will not take place"
    GROUP_LEFT_OUT = "group_left_out", "You are no longer invited to a group or clinic"
    GROUP_PASSED_ON = "group_passed_on", "A group or clinic was passed on to you"
    REPORT_READY = "report_ready", "A monthly audit report is ready"
    OPENING_ASKED = "opening_asked", "A manager asks to open a record"
    OPENING_DECIDED = "opening_decided", "Your request to open a record was decided"
    RECORD_OPENED = "record_opened", "A manager opened a record of yours"
    OPENING_TO_REVIEW = "opening_to_review", "A record was opened at once: to be reviewed"
    DIP_NAMED = "dip_named", "You are named to review records of a dip sample"
    RECORD_SAMPLED = "record_sampled", "A record of yours was drawn for a dip sample"
    DIP_FEEDBACK = "dip_feedback", "A record of yours was reviewed in a dip sample"


class Delivery(Word):
    """How somebody wants to have their notices by e-mail."""

    AT_ONCE = "at_once", "At once"
    DAILY = "daily", "Once a day, together"
    NEVER = "never", "Not by e-mail"
