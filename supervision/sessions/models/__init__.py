"""The hub: what joins practitioner, supervisor, reflection, confidence and action points over time."""

from .action_point import ActionPoint, ActionPointProgress, CarriedActionPoint
from .agenda import AgendaItem
from .agreement import AgreementSignature, SupervisionAgreement
from .arrangement import SupervisionArrangement
from .attendance import Attendance
from .case_discussion import CaseDiscussion
from .clinic import ClinicSlot, PackItem
from .continuity import Departure, Handover, SignatureRoute
from .draft import CarriedPost, DraftAnswer, KeptText
from .feedback import Feedback
from .group_format import GroupFormat, GroupFormatStep
from .guest import GuestCode, GuestInvitation
from .meeting import Meeting
from .note import PrivateNote
from .opening import RecordOpening, RecordOpeningReason
from .pause import ClosedDay, IntervalPause
from .placement import Placement
from .planned import CalendarFeed, PlannedSession, PlannedSessionChange
from .policy import FrequencyPolicy, PolicyStage
from .presence import SlotPresence
from .rating import ConfidenceRating, EmotionalRating, RetrospectiveRating
from .session import SessionKind, SupervisionSession
from .sign_off import Addendum, RecordEvent, Signature
from .template import ConfidenceDomain, ReflectiveTemplate, TemplateQuestion, TemplateVersion
from .text import SessionText

__all__ = [
    "ActionPoint",
    "ActionPointProgress",
    "Addendum",
    "AgendaItem",
    "AgreementSignature",
    "Attendance",
    "CalendarFeed",
    "CarriedActionPoint",
    "CarriedPost",
    "CaseDiscussion",
    "ClinicSlot",
    "ClosedDay",
    "ConfidenceDomain",
    "ConfidenceRating",
    "Departure",
    "DraftAnswer",
    "EmotionalRating",
    "Feedback",
    "FrequencyPolicy",
    "GroupFormat",
    "GroupFormatStep",
    "GuestCode",
    "GuestInvitation",
    "Handover",
    "IntervalPause",
    "KeptText",
    "Meeting",
    "PackItem",
    "Placement",
    "PlannedSession",
    "PlannedSessionChange",
    "PolicyStage",
    "PrivateNote",
    "RecordEvent",
    "RecordOpening",
    "RecordOpeningReason",
    "ReflectiveTemplate",
    "RetrospectiveRating",
    "SessionKind",
    "SessionText",
    "Signature",
    "SignatureRoute",
    "SlotPresence",
    "SupervisionAgreement",
    "SupervisionArrangement",
    "SupervisionSession",
    "TemplateQuestion",
    "TemplateVersion",
]
