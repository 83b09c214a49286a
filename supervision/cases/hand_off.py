"""What of one discussion goes on the child's file? Plain text about this case: nothing of the session around it."""

import re
from collections.abc import Iterable

from django.utils import timezone

from supervision.sessions.models import ActionPoint, CaseDiscussion
from supervision.times import long_day

REFERENCES = re.compile(r"\b[A-Z]{2,4}-[0-9]{3,5}\b")


def text_of(discussion: CaseDiscussion, points: Iterable[ActionPoint]) -> str:
    """Reference, day and roles, then what was decided; a heading stands only over what was written."""
    session = discussion.supervision_session
    assert session.locked_at is not None
    about = [
        f"Supervision: discussion of {discussion.case.reference}",
        f"Date of the session: {long_day(session.held_on)}",
        "Took part: practitioner, supervisor",
        f"Behaviour on the continuum: {discussion.get_continuum_display() or 'not placed'}",
        f"Brook's traffic light tool: {discussion.get_tool_display() or 'not used'}",
    ]
    parts = [
        ("Decision", discussion.decision or "No decision was recorded."),
        ("Why", discussion.why),
        ("What this child needs", discussion.child_needs),
        ("What keeps others safe", discussion.others_safety),
        ("What the child says", discussion.child_voice),
        ("Action points", "\n".join(_line(point) for point in points)),
    ]
    written = [f"{title}\n{text}" for title, text in parts if text]
    signed = f"Signed and locked on {long_day(timezone.localdate(session.locked_at))}"
    return "\n\n".join(["\n".join(about), *written, signed])


def _line(point: ActionPoint) -> str:
    role = "practitioner" if point.owner_id == point.practitioner_id else "supervisor"
    told = [f"- {point.what} ({role}, by {long_day(point.due_on)})"]
    told += [f"  Why: {point.why}"] if point.why else []
    told += [f"  Done when: {point.how}"] if point.how else []
    return "\n".join(told)


def other_references(text: str, own: str) -> list[str]:
    """References in the text that are not this case's, each once: somebody wrote of another child in its box."""
    return sorted(set(REFERENCES.findall(text)) - {own})
