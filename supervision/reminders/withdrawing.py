"""Which mail of notices is not to leave any more? It may have waited for a mail server while what it tells of was done.

Mail that somebody waits for, such as a code or an invitation, tells of no notice and is not touched.
"""

from datetime import datetime

from .sweep import bound, run

# What is settled or read, or an escalation that somebody has taken in hand, is not told any more. A mail goes when
# nothing is left to tell, with its account, or when its person wants none; so does one that is half true and has
# surely not arrived: what is left of it is put into another. Who is away, or has quiet hours now, gets theirs later:
# it is looked at again when the next quiet hours are over, as they may be back earlier than was said.
WITHDRAW = """
WITH due AS (
    SELECT mail.id, mail.state, mail.notices, person.id AS person_id,
        COALESCE(person.is_active AND (mail.kind <> 'notices' OR COALESCE(wish.delivery, '') <> 'never'), false)
            AS is_wanted,
        COALESCE(wish.quiet_from, '19:00') AS evening, COALESCE(wish.quiet_until, '07:30') AS morning,
        (%(at)s AT TIME ZONE 'Europe/London')::time AS clock
    FROM outbox_outgoingmail mail
    LEFT JOIN accounts_person person
        ON person.id = (SELECT person_id FROM outbox_notice WHERE id = ANY(mail.notices) LIMIT 1)
    LEFT JOIN reminders_noticepreference wish ON wish.person_id = person.id
    WHERE mail.state IN ('waiting', 'uncertain') AND mail.not_before <= %(at)s AND mail.notices <> '{}'
    FOR UPDATE OF mail SKIP LOCKED
),
untold AS (
    SELECT due.id AS mail_id, notice.id FROM due JOIN outbox_notice notice ON notice.id = ANY(due.notices)
    WHERE notice.settled_at IS NULL AND notice.read_at IS NULL AND NOT (notice.is_escalation AND EXISTS (
        SELECT FROM reminders_acknowledgement known
        WHERE known.matter = notice.kind AND known.about_id = notice.about_id AND known.about_on = notice.about_on
            AND known.until >= %(today)s
    ))
),
counted AS (
    SELECT due.id, is_wanted, state, cardinality(notices) AS told, count(untold.id) AS remaining
    FROM due LEFT JOIN untold ON untold.mail_id = due.id GROUP BY due.id, is_wanted, state, notices
),
half_true AS (
    SELECT id FROM counted WHERE is_wanted AND state = 'waiting' AND remaining BETWEEN 1 AND told - 1
),
gone AS (
    SELECT id FROM counted WHERE NOT is_wanted OR remaining = 0 UNION ALL SELECT id FROM half_true
),
dropped AS (
    DELETE FROM outbox_outgoingmail WHERE id IN (SELECT id FROM gone)
),
told_anew AS (
    UPDATE outbox_notice SET mailed_at = NULL
    WHERE id IN (SELECT id FROM untold WHERE mail_id IN (SELECT id FROM half_true))
)
UPDATE outbox_outgoingmail mail SET not_before = (
    %(today)s + morning + CASE WHEN (%(today)s + morning) AT TIME ZONE 'Europe/London' > %(at)s
        THEN interval '0' ELSE interval '1 day' END
) AT TIME ZONE 'Europe/London'
FROM due
WHERE mail.id = due.id AND due.id NOT IN (SELECT id FROM gone) AND (
    CASE WHEN evening <= morning THEN clock >= evening AND clock < morning ELSE clock >= evening OR clock < morning END
    OR EXISTS (
        SELECT FROM supervision_sessions_intervalpause pause
        WHERE pause.person_id = due.person_id AND %(today)s BETWEEN pause.starts_on AND pause.ends_on
    )
)"""


def withdraw(*, at: datetime) -> None:
    """Drop what there is no reason for any more, and hold what comes at the wrong time: once before mail is claimed."""
    run(WITHDRAW, bound(at))
