"""The hub: what joins practitioner, supervisor, reflection, confidence and action points over time."""

from .action_point import ActionPoint, ActionPointProgress, CarriedActionPoint
from .agenda import AgendaItem
from .agreement import AgreementSignature, SupervisionAgreement
from .arrangement import SupervisionArrangement
from .draft import CarriedPost, DraftAnswer, KeptText
from .note import PrivateNote
from .rating import ConfidenceRating, EmotionalRating
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
    "CarriedActionPoint",
    "CarriedPost",
    "ConfidenceDomain",
    "ConfidenceRating",
    "DraftAnswer",
    "EmotionalRating",
    "KeptText",
    "PrivateNote",
    "RecordEvent",
    "ReflectiveTemplate",
    "SessionKind",
    "SessionText",
    "Signature",
    "SupervisionAgreement",
    "SupervisionArrangement",
    "SupervisionSession",
    "TemplateQuestion",
    "TemplateVersion",
]
