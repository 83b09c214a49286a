"""The child's side of the log: a case under an opaque reference, its notes, and who may open it."""

from .access import CaseAccess
from .case import Case, PartnerAgency
from .handover import CaseHandover
from .note import CaseNote, CaseNoteAddendum
from .pathway import PathwayStep

__all__ = ["Case", "CaseAccess", "CaseHandover", "CaseNote", "CaseNoteAddendum", "PartnerAgency", "PathwayStep"]
