"""Which mail of notices is not to leave any more? It may have waited for a mail server while what it tells of was done.

Mail that somebody waits for, such as a code or an invitation, tells of no notice and is not touched.
"""

from datetime import datetime

from .sweep import bound, run

# A mail goes with the account, or when each of its notices is settled or read. Who is away gets theirs later: it is
# looked at again when the next quiet hours are over, as they may be back earlier than was said.
WITHDRAW = """
WITH due AS (
    SELECT mail.id, mail.notices, person.id AS person_id, person.is_active,
        COALESCE(wish.quiet_until, '07:30') AS morning
    FROM outbox_outgoingmail mail
    LEFT JOIN accounts_person person
        ON person.id = (SELECT person_id FROM outbox_notice WHERE id = ANY(mail.notices) LIMIT 1)
    LEFT JOIN reminders_noticepreference wish ON wish.person_id = person.id
    WHERE mail.state IN ('waiting', 'uncertain') AND mail.not_before <= %(at)s AND mail.notices <> '{}'
    FOR UPDATE OF mail SKIP LOCKED
),
idle AS (
    SELECT id FROM due WHERE is_active IS NOT TRUE OR NOT EXISTS (
        SELECT FROM outbox_notice notice
        WHERE notice.id = ANY(due.notices) AND notice.settled_at IS NULL AND notice.read_at IS NULL
    )
),
dropped AS (
    DELETE FROM outbox_outgoingmail WHERE id IN (SELECT id FROM idle)
)
UPDATE outbox_outgoingmail mail SET not_before = (
    %(today)s + morning + CASE WHEN (%(today)s + morning) AT TIME ZONE 'Europe/London' > %(at)s
        THEN interval '0' ELSE interval '1 day' END
) AT TIME ZONE 'Europe/London'
FROM due
WHERE mail.id = due.id AND due.id NOT IN (SELECT id FROM idle) AND EXISTS (
    SELECT FROM supervision_sessions_intervalpause pause
    WHERE pause.person_id = due.person_id AND %(today)s BETWEEN pause.starts_on AND pause.ends_on
)"""


def withdraw(*, at: datetime) -> None:
    """Drop what there is no reason for any more, and hold what goes to somebody away: once before mail is claimed."""
    run(WITHDRAW, bound(at))
