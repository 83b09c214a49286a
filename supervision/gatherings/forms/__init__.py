"""What is asked about a gathering? When it is started, while it is written, and when it is signed and answered."""

from .signing import AddendumForm, ConfirmForm, NoteForm, ReasonForm, SendForm
from .start import StartForm
from .writing import AttendanceForm, PointRows, PointsForm, TextsForm

__all__ = [
    "AddendumForm",
    "AttendanceForm",
    "ConfirmForm",
    "NoteForm",
    "PointRows",
    "PointsForm",
    "ReasonForm",
    "SendForm",
    "StartForm",
    "TextsForm",
]
