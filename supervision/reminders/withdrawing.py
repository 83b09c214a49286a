"""Which mail of notices is not to leave any more? It may have waited for a mail server while what it tells of was done.

Mail that somebody waits for, such as a code or an invitation, tells of no notice and is not touched.
"""

from datetime import datetime

from .sweep import bound, run

# What is settled or read, or an escalation that somebody has taken in hand, is not told any more. A mail goes when
# nothing is left to tell, with its account, or when its person wants none; so does one that is half true and has
# surely not arrived: what is left of it is put into another. Who is away, or has quiet hours now, gets theirs later:
# it is looked at again when the next quiet hours are over, as they may be back earlier than was said.
# For each mail its notices are looked up by their keys: joined as two sets, 20,000 mails took more than a minute.
WITHDRAW = """
WITH due AS (
    SELECT id, kind, state, notices FROM outbox_outgoingmail
    WHERE state IN ('waiting', 'uncertain') AND not_before <= %(at)s AND notices <> '{}'
    FOR UPDATE SKIP LOCKED
),
judged AS (
    SELECT due.id, person.id AS person_id, told.standing,
        CASE WHEN person.is_active IS NOT TRUE OR told.standing IS NULL
                OR (due.kind = 'notices' AND wish.delivery = 'never') THEN 'idle'
            WHEN due.state = 'waiting' AND cardinality(told.standing) < cardinality(due.notices) THEN 'half true'
            ELSE 'true' END AS verdict,
        COALESCE(wish.quiet_from, '19:00') AS evening, COALESCE(wish.quiet_until, '07:30') AS morning,
        (%(at)s AT TIME ZONE 'Europe/London')::time AS clock
    FROM due CROSS JOIN LATERAL (
        SELECT min(notice.person_id) AS person_id, array_agg(notice.id) FILTER (
            WHERE notice.settled_at IS NULL AND notice.read_at IS NULL AND NOT (notice.is_escalation AND EXISTS (
                SELECT FROM reminders_acknowledgement known
                WHERE known.matter = notice.kind AND known.about_id = notice.about_id
                    AND known.about_on = notice.about_on AND known.until >= %(today)s
            ))
        ) AS standing
        FROM outbox_notice notice WHERE notice.id = ANY(due.notices)
    ) told
    LEFT JOIN accounts_person person ON person.id = told.person_id
    LEFT JOIN reminders_noticepreference wish ON wish.person_id = person.id
),
dropped AS (
    DELETE FROM outbox_outgoingmail WHERE id IN (SELECT id FROM judged WHERE verdict <> 'true')
),
told_anew AS (
    UPDATE outbox_notice SET mailed_at = NULL
    WHERE id IN (SELECT unnest(standing) FROM judged WHERE verdict = 'half true')
)
UPDATE outbox_outgoingmail mail SET not_before = (
    %(today)s + morning + CASE WHEN (%(today)s + morning) AT TIME ZONE 'Europe/London' > %(at)s
        THEN interval '0' ELSE interval '1 day' END
) AT TIME ZONE 'Europe/London'
FROM judged
WHERE mail.id = judged.id AND verdict = 'true' AND (
    CASE WHEN evening <= morning THEN clock >= evening AND clock < morning ELSE clock >= evening OR clock < morning END
    OR EXISTS (
        SELECT FROM supervision_sessions_intervalpause pause
        WHERE pause.person_id = judged.person_id AND %(today)s BETWEEN pause.starts_on AND pause.ends_on
    )
)"""


def withdraw(*, at: datetime) -> None:
    """Drop what there is no reason for any more, and hold what comes at the wrong time: once before mail is claimed."""
    run(WITHDRAW, bound(at))
