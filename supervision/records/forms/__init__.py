"""Which forms does the life of a record need?"""

from .record import ActionPointRows, RecordForm
from .rating import RatingsForm
from .start import NotHeldForm, StartForm
from .steps import AddendumForm, CommentForm, NoteForm, SignForm, StrikeForm

__all__ = [
    "ActionPointRows",
    "AddendumForm",
    "CommentForm",
    "NotHeldForm",
    "NoteForm",
    "RatingsForm",
    "RecordForm",
    "SignForm",
    "StartForm",
    "StrikeForm",
]
