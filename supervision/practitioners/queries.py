"""What does a person see of their own supervision?"""

from django.db.models import QuerySet

from accounts.models import Person
from supervision.sessions.models import SupervisionSession
from supervision.sessions.queries import is_party
from supervision.vocabulary import RecordState


def sessions_of(person: Person) -> QuerySet[SupervisionSession]:
    """Records in which this person is one of the two, newest first, without discarded drafts."""
    return (
        SupervisionSession.objects.filter(is_party(person))
        .exclude(state=RecordState.DISCARDED)
        .select_related("practitioner", "supervisor", "kind", "writer")
        .order_by("-held_on", "-pk")
    )
