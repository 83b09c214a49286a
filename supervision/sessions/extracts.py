"""What is handed on of one discussion, to the child's file or to an agency? Plain text, and nothing beside it."""

import re
from collections.abc import Collection, Iterable

from django.utils import timezone

from supervision.casenotes.models import PartnerAgency
from supervision.gathering_vocabulary import GatheringKind
from supervision.times import long_day

from .models import ActionPoint, CaseDiscussion, SupervisionSession
from .outcome_queries import Agreed

# As people type it: CR-2042, cr-2042, CR–2042, CR 2042, CR2042.
REFERENCES = re.compile(r"\b([A-Z]{2,4})(\s?[-‐‑–]\s?|\s?)([0-9]{3,5})\b", re.IGNORECASE)


def text_of(discussion: CaseDiscussion, points: Iterable[ActionPoint]) -> str:
    """Reference, day and roles, then what was decided; a heading stands only over what was written."""
    session = discussion.supervision_session
    is_clinic = session.kind_id == GatheringKind.CLINIC
    about = [
        f"{'Case clinic' if is_clinic else 'Supervision'}: discussion of {discussion.case.reference}",
        f"Date of the {'clinic' if is_clinic else 'session'}: {long_day(session.held_on)}",
        f"Took part: {_roles(discussion) if is_clinic else 'practitioner, supervisor'}",
        f"Behaviour on the continuum: {discussion.get_continuum_display() or 'not placed'}",
        f"Brook's traffic light tool: {discussion.get_tool_display() or 'not used'}",
    ]
    parts = [
        ("Decision", _decision(discussion)),
        ("Why", discussion.why),
        ("What this child needs", discussion.child_needs),
        ("What keeps others safe", discussion.others_safety),
        ("What the child says", discussion.child_voice),
        ("Action points", "\n".join(_line(point, session) for point in points)),
    ]
    return _put_together(about, parts, session)


def excerpt_of(discussion: CaseDiscussion) -> str:
    """What a discussion says of the child, to be shortened for a pack; never what the two looked at in their work."""
    parts = [
        ("Decision", discussion.decision),
        ("Why", discussion.why),
        ("What this child needs", discussion.child_needs),
        ("What keeps others safe", discussion.others_safety),
        ("What the child says", discussion.child_voice),
    ]
    return "\n\n".join(f"{title}\n{text}" for title, text in parts if text)


def text_for(agency: PartnerAgency, record: SupervisionSession, agreed: Agreed) -> str:
    """For one agency: of each case it came for the decision, and all that this agency agreed to do. No other's."""
    about = [f"Case clinic on {long_day(record.held_on)}", f"For: {agency.name}"]
    parts = [
        (discussion.case.reference, "\n".join([
            f"Decision: {_decision(discussion)}", *_agreed(agency, points, record),
        ]))
        for discussion, points in agreed.cases
    ]  # fmt: skip
    parts.append(("For no case named above", "\n".join(_agreed(agency, agreed.besides, record))))
    if not (agreed.besides or any(points for _, points in agreed.cases)):
        parts.append(("Action points", f"{agency.name} agreed to nothing in this clinic."))
    return _put_together(about, parts, record)


def _agreed(agency: PartnerAgency, points: Collection[ActionPoint], record: SupervisionSession) -> list[str]:
    return [f"What {agency.name} agreed to do:", *(_line(point, record) for point in points)] if points else []


def _decision(discussion: CaseDiscussion) -> str:
    return discussion.decision or "No decision was recorded."


def _put_together(about: list[str], parts: Iterable[tuple[str, str]], session: SupervisionSession) -> str:
    assert session.locked_at is not None
    written = [f"{title}\n{text}" for title, text in parts if text]
    signed = f"Signed and locked on {long_day(timezone.localdate(session.locked_at))}"
    return "\n\n".join(["\n".join(about), *written, signed])


def _roles(discussion: CaseDiscussion) -> str:
    """Of a clinic: who was there for this case, as roles and agencies."""
    session = discussion.supervision_session
    there = session.presences.filter(slot__case=discussion.case_id).select_related("slot", "guest__agency")
    roles = {
        "lead practitioner" if one.person_id == one.slot.lead_id else "colleague" for one in there if not one.guest
    }
    agencies = {one.guest.agency.name for one in there if one.guest}
    return ", ".join(["facilitator", *sorted(roles, reverse=True), *sorted(agencies)])


def _line(point: ActionPoint, session: SupervisionSession) -> str:
    told = [f"- {point.what} ({_role(point, session)}, by {long_day(point.due_on)})"]
    told += [f"  Why: {point.why}"] if point.why else []
    told += [f"  Done when: {point.how}"] if point.how else []
    return "\n".join(told)


def _role(point: ActionPoint, session: SupervisionSession) -> str:
    if point.guest:
        return point.guest.agency.name
    if session.kind_id == GatheringKind.CLINIC:
        return "facilitator" if point.owner_id == session.supervisor_id else "practitioner"
    return "practitioner" if point.owner_id == point.practitioner_id else "supervisor"


def other_references(text: str, *own: str) -> list[str]:
    """References in the text that are not of its cases, each once: somebody wrote of another child in its box.

    Without a hyphen "in 2026" and "NHS 111" look like one: there it has the letters of its own cases, or capitals and
    at least four digits.
    """
    ours = {reference.split("-")[0] for reference in own}
    found: dict[str, str] = {}
    for letters, between, digits in REFERENCES.findall(text):
        if between.strip() or letters.upper() in ours or (letters.isupper() and len(digits) > 3):
            found.setdefault(f"{letters.upper()}-{digits}", f"{letters}{between}{digits}")
    return [written for reference, written in sorted(found.items()) if reference not in own]
