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


class Place(Word):
    IN_PERSON = "in_person", "In person"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"


class RecordState(Word):
    DRAFT = "draft", "Draft"
    SENT = "sent", "Waiting for signatures"
    RETURNED = "returned", "Returned for changes"
    LOCKED = "locked", "Signed by both"
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


class Party(Word):
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
    FAILED = "failed", "Failed"
