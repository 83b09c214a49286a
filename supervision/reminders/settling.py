"""Which notices ask for nothing any more? One statement for each matter; booked, held, signed and closed end them."""

from datetime import datetime

from django.db import transaction

from supervision.vocabulary import Matter, NoticeKind

from .statements import AWAY, BOOKED, LEADING, UNSIGNED, WAITING
from .sweep import bound, run

# The step in a notice's key says whether it was told as the person's own, their supervisor's or a manager's.
OPEN = """
open AS (
    SELECT notice.id, notice.about_id, notice.about_on, notice.person_id, step.audience
    FROM outbox_notice notice
    JOIN reminders_reminderstep step ON step.id = split_part(notice.key, ':', 4)::bigint
    WHERE notice.kind = %(matter)s AND notice.settled_at IS NULL
)"""
SUPPORT_STANDS = """
stands AS (
    SELECT open.id FROM open
    JOIN waiting ON waiting.request_id = open.about_id::uuid AND waiting.waiting_since = open.about_on
    LEFT JOIN lead_now ON lead_now.practitioner_id = waiting.requester_id
    WHERE (open.audience <> 'person' OR open.person_id = waiting.person_id)
        AND (open.audience <> 'supervisor' OR open.person_id IN (lead_now.supervisor_id, lead_now.lead_id))
)"""
STANDS = {
    Matter.SESSION_DUE: [BOOKED, """
stands AS (
    SELECT open.id FROM open
    JOIN lead_now ON lead_now.arrangement_id = open.about_id::bigint AND lead_now.remind_on = open.about_on
    JOIN accounts_person practitioner ON practitioner.id = lead_now.practitioner_id AND practitioner.is_active
    WHERE NOT EXISTS (SELECT FROM booked WHERE booked.practitioner_id = lead_now.practitioner_id)
        AND (open.audience <> 'person' OR open.person_id = lead_now.practitioner_id)
        AND (open.audience <> 'supervisor' OR open.person_id IN (lead_now.supervisor_id, lead_now.lead_id))
)"""],
    Matter.RECORD_UNSIGNED: [UNSIGNED, """
stands AS (
    SELECT open.id FROM open
    JOIN unsigned ON unsigned.record_id = open.about_id::uuid AND unsigned.sign_by = open.about_on
    LEFT JOIN lead_now ON lead_now.practitioner_id = unsigned.practitioner_id
    WHERE (open.audience <> 'person' OR open.person_id = unsigned.person_id)
        AND (open.audience <> 'supervisor' OR open.person_id IN (lead_now.supervisor_id, lead_now.lead_id))
)"""],
    Matter.ACTION_POINT_DUE: ["""
stands AS (
    SELECT open.id FROM open
    JOIN supervision_sessions_actionpoint point ON point.id = open.about_id::uuid AND point.due_on = open.about_on
    JOIN supervision_sessions_supervisionsession record ON record.id = point.supervision_session_id
        AND record.state IN ('sent', 'returned', 'locked')
    LEFT JOIN lead_now ON lead_now.practitioner_id = point.practitioner_id
    WHERE point.closed_at IS NULL AND (open.audience <> 'person' OR open.person_id = point.held_by_id)
        AND (open.audience <> 'supervisor' OR open.person_id IN (lead_now.supervisor_id, lead_now.lead_id))
)"""],
    Matter.SUPPORT_WAITING: [WAITING, SUPPORT_STANDS],
    Matter.SUPPORT_URGENT: [WAITING, SUPPORT_STANDS],
}  # fmt: skip

# EXCEPT compares two whole sets; asked notice by notice, a thousand of them took the database minutes.
SETTLE = """
UPDATE outbox_notice SET settled_at = %(at)s WHERE id IN (SELECT id FROM open EXCEPT SELECT id FROM stands)"""

SETTLE_AHEAD = """
UPDATE outbox_notice notice SET settled_at = %(at)s
WHERE notice.kind = %(kind)s AND notice.settled_at IS NULL AND NOT EXISTS (
    SELECT FROM supervision_sessions_plannedsession planned
    WHERE planned.id = notice.about_id::uuid AND planned.state = 'booked' AND planned.starts_at > %(at)s
        AND (planned.starts_at AT TIME ZONE 'Europe/London')::date = notice.about_on
)"""


def end(matter: Matter) -> str:
    return "WITH " + ",".join([AWAY, LEADING, OPEN, *STANDS[matter]]) + SETTLE


@transaction.atomic
def settle_done(*, at: datetime) -> int:
    """Settle every notice whose reason is gone, and say how many. Whoever is away keeps theirs until they are back."""
    settled = sum(run(end(matter), bound(at) | {"matter": matter.value}) for matter in Matter)
    return settled + run(SETTLE_AHEAD, bound(at) | {"kind": NoticeKind.AGENDA_AHEAD.value})
