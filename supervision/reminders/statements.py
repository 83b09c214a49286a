"""Who is to be told of what today? One statement for each matter: the database finds, decides and writes.

An item is something with a date: a due session, an unsigned record, an open action point. Its columns are about_id,
about_on, person_id (whose it is to do), practitioner_id, team_id and supervisor_id (the cover within its dates).
Every parameter is bound; `at` is the moment and `today` its day in local time.
"""

from supervision.vocabulary import Matter

AWAY = """
away AS MATERIALIZED (
    SELECT person_id FROM supervision_sessions_intervalpause WHERE %(today)s BETWEEN starts_on AND ends_on
),
gone AS MATERIALIZED (
    SELECT person_id FROM away UNION ALL SELECT id FROM accounts_person WHERE NOT is_active
)"""

# The lead supervisor of each practitioner today, or who covers for them.
LEADING = """
lead_now AS NOT MATERIALIZED (
    SELECT lead.id AS arrangement_id, lead.practitioner_id, lead.remind_on,
        COALESCE(cover.supervisor_id, lead.supervisor_id) AS supervisor_id, lead.supervisor_id AS lead_id
    FROM supervision_sessions_supervisionarrangement lead
    LEFT JOIN supervision_sessions_supervisionarrangement cover ON cover.covers_id = lead.id
        AND cover.kind = 'cover' AND %(today)s BETWEEN cover.starts_on AND cover.ends_on
        AND cover.supervisor_id NOT IN (SELECT person_id FROM gone)
    WHERE lead.kind = 'lead' AND lead.starts_on <= %(today)s AND (lead.ends_on IS NULL OR lead.ends_on >= %(today)s)
)"""

# Whose next session is booked, of a kind that moves the due date. A booking far behind the due date puts nothing off:
# it counts up to a month after it, and when it is no more than two weeks away.
BOOKED = """
booked AS (
    SELECT DISTINCT lead_now.practitioner_id
    FROM supervision_sessions_plannedsession planned
    JOIN supervision_sessions_supervisionarrangement arranged ON arranged.id = planned.arrangement_id
        AND arranged.kind IN ('lead', 'cover')
    JOIN supervision_sessions_sessionkind kind ON kind.key = planned.kind_id AND kind.counts_towards_due
    JOIN lead_now ON lead_now.practitioner_id = arranged.practitioner_id
    WHERE planned.state = 'booked' AND planned.starts_at >= %(midnight)s
        AND (planned.starts_at AT TIME ZONE 'Europe/London')::date
            <= GREATEST(lead_now.remind_on + 31, %(today)s + 14)
)"""

# What is being written is for its writer to send, and what was sent for each of the two who has not signed it as it
# stands. A route, or else a cover, takes the place of who signed before.
UNSIGNED = """
unsigned AS (
    SELECT record.id AS record_id, record.sign_by, record.practitioner_id,
        CASE WHEN routed.person_id IS NOT NULL THEN routed.person_id
            WHEN side.party = 'practitioner' THEN record.practitioner_id
            ELSE COALESCE(cover.supervisor_id, record.supervisor_id) END AS person_id
    FROM supervision_sessions_supervisionsession record
    CROSS JOIN (VALUES ('practitioner'), ('supervisor')) AS side (party)
    LEFT JOIN LATERAL (
        SELECT route.person_id FROM supervision_sessions_signatureroute route
        WHERE route.supervision_session_id = record.id AND route.party = side.party
        ORDER BY route.routed_at DESC, route.id DESC LIMIT 1
    ) routed ON true
    LEFT JOIN LATERAL (
        SELECT stands_in.supervisor_id FROM supervision_sessions_supervisionarrangement stands_in
        JOIN supervision_sessions_supervisionarrangement lead ON lead.id = stands_in.covers_id
            AND lead.supervisor_id = record.supervisor_id AND (lead.ends_on IS NULL OR lead.ends_on >= %(today)s)
        WHERE stands_in.practitioner_id = record.practitioner_id AND stands_in.kind = 'cover'
            AND %(today)s BETWEEN stands_in.starts_on AND stands_in.ends_on
            AND stands_in.supervisor_id NOT IN (SELECT person_id FROM gone)
        LIMIT 1
    ) cover ON side.party = 'supervisor'
    WHERE record.state = 'sent' AND record.sign_by IS NOT NULL AND record.practitioner_id IS NOT NULL AND NOT EXISTS (
        SELECT FROM supervision_sessions_signature signature
        WHERE signature.supervision_session_id = record.id AND signature.party = side.party
            AND signature.voided_at IS NULL
    )
    UNION ALL
    SELECT record.id, record.sign_by, record.practitioner_id, record.writer_id
    FROM supervision_sessions_supervisionsession record
    WHERE record.state IN ('draft', 'returned') AND record.sign_by IS NOT NULL AND record.practitioner_id IS NOT NULL
)"""

# A request for support that nobody has answered: for whoever was named, or for each specialist. While there is none,
# 0 stands for nobody. Whoever was asked may be away: that is no reason to wait.
WAITING = """
specialist AS (
    SELECT DISTINCT person.id AS person_id FROM supervision_sessions_supervisionarrangement beside
    JOIN accounts_person person ON person.id = beside.supervisor_id AND person.is_active AND person.hsb_training <> ''
    JOIN accounts_rolegrant granted ON granted.person_id = person.id AND granted.role = 'supervisor'
    WHERE beside.kind = 'specialist' AND beside.starts_on <= %(today)s
        AND (beside.ends_on IS NULL OR beside.ends_on >= %(today)s)
),
waiting AS (
    SELECT request.id AS request_id, request.waiting_since, request.requester_id, requester.team_id,
        COALESCE(request.to_person_id, specialist.person_id, 0) AS person_id
    FROM support_supportrequest request
    JOIN accounts_person requester ON requester.id = request.requester_id AND requester.is_active
    LEFT JOIN specialist ON request.to_person_id IS NULL AND specialist.person_id <> request.requester_id
    WHERE request.state = 'asked' AND request.is_urgent = (%(matter)s = 'support_urgent')
)"""

SUPPORT_ITEM = """
item AS (
    SELECT waiting.request_id::text AS about_id, waiting.waiting_since AS about_on, waiting.person_id,
        waiting.requester_id AS practitioner_id, waiting.team_id, lead_now.supervisor_id
    FROM waiting LEFT JOIN lead_now ON lead_now.practitioner_id = waiting.requester_id
    WHERE waiting.waiting_since <= %(today)s - (SELECT min(days) FROM step)
)"""

ITEMS = {
    # Whoever is away today is excused, and so nobody hears of it.
    Matter.SESSION_DUE: [BOOKED, """
item AS (
    SELECT lead_now.arrangement_id::text AS about_id, lead_now.remind_on AS about_on,
        lead_now.practitioner_id AS person_id, lead_now.practitioner_id, practitioner.team_id, lead_now.supervisor_id
    FROM lead_now JOIN accounts_person practitioner ON practitioner.id = lead_now.practitioner_id
    WHERE lead_now.practitioner_id NOT IN (SELECT person_id FROM gone)
        AND lead_now.remind_on <= %(today)s - (SELECT min(days) FROM step)
        AND NOT EXISTS (SELECT FROM booked WHERE booked.practitioner_id = lead_now.practitioner_id)
)"""],
    # Whoever is to sign may be away for long. They hear when they are back; those above them hear all the same, or
    # nobody would.
    Matter.RECORD_UNSIGNED: [UNSIGNED, """
item AS (
    SELECT unsigned.record_id::text AS about_id, unsigned.sign_by AS about_on, unsigned.person_id,
        unsigned.practitioner_id, practitioner.team_id, lead_now.supervisor_id
    FROM unsigned
    JOIN accounts_person practitioner ON practitioner.id = unsigned.practitioner_id
    LEFT JOIN lead_now ON lead_now.practitioner_id = unsigned.practitioner_id
    WHERE unsigned.sign_by <= %(today)s - (SELECT min(days) FROM step)
)"""],
    # The same: what was agreed for a child's safety does not wait for its holder to come back.
    # What was agreed in a group is its owner's: their supervisor may not have been there and does not read it.
    Matter.ACTION_POINT_DUE: ["""
item AS (
    SELECT point.id::text AS about_id, point.due_on AS about_on, point.held_by_id AS person_id,
        point.practitioner_id, practitioner.team_id, lead_now.supervisor_id
    FROM supervision_sessions_actionpoint point
    JOIN supervision_sessions_supervisionsession record ON record.id = point.supervision_session_id
        AND record.state IN ('sent', 'returned', 'locked')
    JOIN accounts_person practitioner ON practitioner.id = point.practitioner_id
    LEFT JOIN lead_now ON lead_now.practitioner_id = point.practitioner_id AND record.practitioner_id IS NOT NULL
    WHERE point.closed_at IS NULL AND point.due_on <= %(today)s - (SELECT min(days) FROM step)
)"""],
    Matter.SUPPORT_WAITING: [WAITING, SUPPORT_ITEM],
    Matter.SUPPORT_URGENT: [WAITING, SUPPORT_ITEM],
}  # fmt: skip

# A step holds until the next one for the same people: of several that have passed only the latest is told.
STEPS = """
step AS (
    SELECT id, audience, days, lead(days) OVER (PARTITION BY audience ORDER BY days) AS until
    FROM reminders_reminderstep WHERE matter = %(matter)s AND is_in_force
)"""

# Each team's managers who are here, the nearest first. Team 0 stands for people without one.
# Three joins on equality: one join with OR compared every manager with every team.
MANAGERS = """
team AS (
    SELECT id, service_id FROM accounts_team UNION ALL SELECT 0, 0
),
granted AS (
    SELECT team_id, service_id, scope, person_id FROM accounts_rolegrant
    WHERE role = 'manager' AND person_id NOT IN (SELECT person_id FROM gone)
),
manager AS (
    SELECT team.id AS team_id, granted.person_id, 1 AS level FROM team JOIN granted ON granted.team_id = team.id
    UNION ALL
    SELECT team.id, granted.person_id, 2 FROM team JOIN granted ON granted.service_id = team.service_id
    UNION ALL
    SELECT team.id, granted.person_id, 3 FROM team CROSS JOIN granted WHERE granted.scope = 'organisation'
)"""

# Nobody hears as a manager of what they have to do themselves: it goes to the next level.
RECIPIENTS = """
passed AS (
    SELECT item.*, step.id AS step_id, step.audience, step.days
    FROM item JOIN step ON item.about_on <= %(today)s - step.days
        AND (step.until IS NULL OR item.about_on > %(today)s - step.until)
),
escalated AS (
    SELECT passed.*, manager.person_id AS manager_id,
        rank() OVER (
            PARTITION BY passed.about_id COLLATE "C", passed.about_on, passed.audience ORDER BY manager.level
        ) AS place
    FROM passed JOIN manager ON manager.team_id = COALESCE(passed.team_id, 0)
        AND manager.level >= CASE passed.audience WHEN 'team_manager' THEN 1 ELSE 2 END
        AND manager.person_id NOT IN (passed.person_id, passed.practitioner_id, COALESCE(passed.supervisor_id, 0))
    WHERE passed.audience IN ('team_manager', 'service_manager') AND NOT EXISTS (
        SELECT FROM reminders_acknowledgement known
        WHERE known.matter = %(matter)s AND known.about_id = passed.about_id AND known.about_on = passed.about_on
            AND known.until >= %(today)s
    )
),
told AS (
    SELECT about_id, about_on, practitioner_id, step_id, audience, days, person_id, false AS is_escalation
    FROM passed WHERE audience = 'person' AND person_id <> 0
    UNION ALL
    SELECT about_id, about_on, practitioner_id, step_id, audience, days, supervisor_id, false
    FROM passed WHERE audience = 'supervisor' AND supervisor_id IS NOT NULL
    UNION ALL
    SELECT about_id, about_on, practitioner_id, step_id, audience, days, manager_id, true
    FROM escalated WHERE place = 1
),
latest AS (
    SELECT DISTINCT ON (about_id COLLATE "C", about_on, person_id) told.*,
        concat_ws(':', %(matter)s::text, about_id, about_on, step_id, person_id) AS key
    FROM told WHERE person_id NOT IN (SELECT person_id FROM gone)
    ORDER BY about_id COLLATE "C", about_on, person_id, days DESC, audience = 'person' DESC, step_id DESC
),
known AS MATERIALIZED (
    SELECT key FROM outbox_notice WHERE kind = %(matter)s AND settled_at IS NULL
)"""

INTO = """
INSERT INTO outbox_notice
    (key, person_id, kind, about_id, about_person_id, about_on, is_escalation, made_at, mail_after)"""

# What was settled and is to be done after all, as when a booked session is cancelled, is told as if it were new.
AGAIN = """
ON CONFLICT (key) DO UPDATE SET settled_at = NULL, read_at = NULL, mailed_at = NULL,
    made_at = EXCLUDED.made_at, mail_after = EXCLUDED.mail_after
WHERE outbox_notice.settled_at IS NOT NULL"""

# In order, because a sort reads everything before the first row is written: asked while the table fills, whether a
# notice is known took half a minute for a first sweep of 100,000 people. In another order than the index's, or all
# notices are sorted to be compared with it, of which a repeated sweep leaves none to write.
INSERT = """
SELECT key, person_id, %(matter)s, about_id, practitioner_id, about_on, is_escalation, %(at)s, %(at)s
FROM latest
WHERE NOT EXISTS (SELECT FROM known WHERE known.key = latest.key)
"""


def remind(matter: Matter) -> str:
    return "WITH " + ",".join([AWAY, LEADING, STEPS, *ITEMS[matter], MANAGERS, RECIPIENTS]) + INTO + INSERT + AGAIN


# Two days ahead, the practitioner is asked what to talk about, where the agreement that both signed says so.
AGENDA_AHEAD = """
SELECT * FROM (
    SELECT concat_ws(':', %(kind)s::text, planned.id, days.starts_on, arranged.practitioner_id) AS key,
        arranged.practitioner_id AS person_id, %(kind)s, planned.id::text,
        arranged.practitioner_id AS about_person_id, days.starts_on, false, %(at)s, %(at)s::timestamptz
    FROM supervision_sessions_plannedsession planned
    CROSS JOIN LATERAL (SELECT (planned.starts_at AT TIME ZONE 'Europe/London')::date AS starts_on) days
    JOIN supervision_sessions_supervisionarrangement arranged ON arranged.id = planned.arrangement_id
    JOIN LATERAL (
        SELECT agreement.prompts_ahead FROM supervision_sessions_supervisionagreement agreement
        WHERE agreement.arrangement_id = COALESCE(arranged.covers_id, arranged.id) AND EXISTS (
            SELECT FROM supervision_sessions_agreementsignature signature
            WHERE signature.agreement_id IN (agreement.id, agreement.passed_over_from_id)
            GROUP BY signature.agreement_id HAVING count(*) = 2
        )
        ORDER BY agreement.number DESC LIMIT 1
    ) agreed ON agreed.prompts_ahead
    WHERE planned.state = 'booked' AND planned.starts_at > %(at)s
        AND planned.starts_at <= %(at)s + interval '48 hours'
        AND arranged.practitioner_id NOT IN (SELECT person_id FROM gone)
) found
WHERE NOT EXISTS (SELECT FROM outbox_notice known WHERE known.key = found.key AND known.settled_at IS NULL)"""


def ask_ahead() -> str:
    return "WITH " + AWAY + INTO + AGENDA_AHEAD + AGAIN
