"""What does a page say of the next session: what is booked, or a proposal that one press of a button books?"""

from typing import Any

from supervision.records.forms.planning import BookForm, proposed
from supervision.sessions.outlook_queries import Outlook


def book_next(outlook: Outlook) -> dict[str, Any]:
    """For templates/records/book_next.html."""
    form = BookForm(initial=proposed(outlook.proposal), auto_id=False) if outlook.proposal else None
    return {"outlook": outlook, "booking": form}
