"""What does somebody copy to their regulator? Their own words, with every case reference pointed out first."""

import re
from collections.abc import Iterable

from supervision.times import long_day

from .models import LearningEntry

CASE_REFERENCE = re.compile(r"\b[A-Za-z]{2,4}\s?[-–]\s?[0-9]{3,5}\b")


def as_text(entry: LearningEntry) -> str:
    """One entry as plain text, field by field; what was left empty is left out."""
    fields = [
        ("Type of activity", entry.get_kind_display()),
        ("What it was", entry.title),
        ("Date", long_day(entry.done_on)),
        ("Why it was relevant", entry.relevance),
        ("What I learnt", entry.learnt),
        ("Impact on my practice", entry.impact),
        ("Peer reflection", entry.peer_view),
    ]
    return "\n\n".join(f"{name}\n{text}" for name, text in fields if text)


def references_in(texts: Iterable[str]) -> list[str]:
    """What looks like the reference of a case in texts that leave the log, each once, in their order."""
    return list(dict.fromkeys(found for text in texts for found in CASE_REFERENCE.findall(text)))
