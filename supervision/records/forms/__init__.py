"""Which forms does the life of a record need?"""

from .rating import RatingsForm
from .record import RecordForm
from .rows import ActionPointRows, CaseRows
from .start import NotHeldForm, StartForm
from .steps import AddendumForm, CommentForm, NoteForm, SignForm, StrikeForm

__all__ = [
    "ActionPointRows",
    "AddendumForm",
    "CaseRows",
    "CommentForm",
    "NotHeldForm",
    "NoteForm",
    "RatingsForm",
    "RecordForm",
    "SignForm",
    "StartForm",
    "StrikeForm",
]
