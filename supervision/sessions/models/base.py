"""What do all rows that hold narrative have in common? The same here as in every other app."""

from supervision.narrative import NarrativeRow

__all__ = ["NarrativeRow"]
