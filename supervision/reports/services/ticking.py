"""What is done about reports each time the clock strikes? By a task, or by the command when there is no Celery."""

from datetime import datetime

from supervision.outbox import ticks

from . import making, runs, saving


def strike(*, at: datetime) -> tuple[int, int]:
    """How many reports were made, and of how many the file was deleted. A long report says itself how far it is."""
    deleted = runs.delete_expired(at=at)
    saving.ask_due(at=at)
    ticks.note(ticks.REPORTS, at=at)
    return making.make_waiting(), deleted
