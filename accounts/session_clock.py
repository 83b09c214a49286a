"""How long does a session still last? It ends when it is idle, and at the latest after a working day."""

from datetime import datetime, timedelta

from django.contrib.sessions.backends.base import SessionBase

IDLE = timedelta(minutes=30)
LONGEST = timedelta(hours=12)
STORED_EVERY = timedelta(minutes=1)  # one write to the database a minute, not one for each page
BEGAN, ACTIVE = "clock_began", "clock_active"


def start(session: SessionBase, now: datetime) -> None:
    session[BEGAN] = session[ACTIVE] = now.timestamp()


def renew(session: SessionBase, now: datetime) -> None:
    """The person did something."""
    if BEGAN not in session:
        start(session, now)
    session[ACTIVE] = now.timestamp()


def renew_sometimes(session: SessionBase, now: datetime) -> None:
    if now.timestamp() - session.get(ACTIVE, 0) >= STORED_EVERY.total_seconds():
        renew(session, now)


def seconds_left(session: SessionBase, now: datetime) -> int:
    """Until the session ends if nothing more is done; 0 or less once it has."""
    began, active = session.get(BEGAN, now.timestamp()), session.get(ACTIVE, now.timestamp())
    end = min(active + IDLE.total_seconds(), began + LONGEST.total_seconds())
    return int(end - now.timestamp())
