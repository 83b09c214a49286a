"""How do years of sessions get into a benchmark? In SQL on the server: records, signatures, ratings, action points."""

from django.db import connection

from supervision.embedded.postgres import DATABASE, Cluster, superuser

EVERY, AREAS = 28, 10  # days from one session to the next; areas that each rates in every session
T = "supervision_sessions_"
TABLES = ["supervisionsession", "recordevent", "signature", "confidencerating", "actionpoint"]

# Every session is locked but the latest of every fourth person, and one in twenty was not held.
MAKE = f"""
INSERT INTO {T}supervisionsession (id, arrangement_id, practitioner_id, supervisor_id, team_id, service_id, kind_id,
        template_version_id, state, writer_id, held_on, minutes, place, functions_covered, not_held_by, not_held_reason,
        is_short_notice, content_version, content_hash, started_at, sent_at, locked_at, sign_by, start_key)
    SELECT gen_random_uuid(), a.id, a.practitioner_id, a.supervisor_id, p.team_id, t.service_id, 'one_to_one',
        version.id, state, a.practitioner_id, held_on, 60, 'in_person', '{{}}',
        CASE state WHEN 'not_held' THEN 'supervisor' ELSE '' END, CASE state WHEN 'not_held' THEN 'leave' ELSE '' END,
        state = 'not_held' AND n %% 3 = 0, 1, CASE state WHEN 'locked' THEN 'x' ELSE '' END, held_on, held_on + 1,
        CASE state WHEN 'locked' THEN held_on + 3 END, held_on + 10, gen_random_uuid()
    FROM {T}supervisionarrangement a
    JOIN accounts_person p ON p.id = a.practitioner_id
    JOIN accounts_team t ON t.id = p.team_id
    CROSS JOIN (SELECT min(id) AS id FROM {T}templateversion) version
    CROSS JOIN generate_series(0, %(sessions)s - 1) n
    CROSS JOIN LATERAL (
        SELECT %(today)s::date - 3 - {EVERY} * n - (p.id %% 20)::int AS held_on,
            CASE WHEN n > 0 AND (n + p.id) %% 20 = 0 THEN 'not_held' WHEN n = 0 AND p.id %% 4 = 0 THEN 'sent'
                 ELSE 'locked' END AS state
    ) dated;
INSERT INTO {T}recordevent (id, supervision_session_id, step, by_id, at, comment)
    SELECT gen_random_uuid(), id, 'send', writer_id, held_on + CASE WHEN minutes %% 7 = 0 THEN 12 ELSE 2 END, ''
    FROM {T}supervisionsession WHERE state <> 'not_held';
INSERT INTO {T}signature (id, supervision_session_id, person_id, party, response, content_version, content_hash,
        signed_at, statement)
    SELECT gen_random_uuid(), s.id, CASE party WHEN 'practitioner' THEN s.practitioner_id ELSE s.supervisor_id END,
        party, CASE WHEN hashtext(s.id::text) %% 50 = 0 THEN 'do_not_agree' ELSE 'agree' END, 1, 'x', s.locked_at, ''
    FROM {T}supervisionsession s CROSS JOIN unnest(ARRAY['practitioner', 'supervisor']) party WHERE s.state = 'locked';
INSERT INTO {T}confidencerating (supervision_session_id, rater_id, domain_id, template_version_id, score, not_used)
    SELECT s.id, s.practitioner_id, d.id, s.template_version_id, 1 + abs(hashtext(s.id::text || d.id)) %% 5, false
    FROM {T}supervisionsession s CROSS JOIN (SELECT id FROM {T}confidencedomain ORDER BY position LIMIT {AREAS}) d
    WHERE s.state <> 'not_held';
INSERT INTO {T}actionpoint (id, supervision_session_id, practitioner_id, owner_id, held_by_id, position, due_on,
        agreed_on, closed_at, what, why, how)
    SELECT gen_random_uuid(), s.id, s.practitioner_id, s.practitioner_id, s.practitioner_id, n, s.held_on + 21,
        s.held_on, CASE WHEN s.held_on < %(today)s::date - 40 THEN s.held_on + 14 END, 'x', 'x', 'x'
    FROM {T}supervisionsession s CROSS JOIN generate_series(1, 3) n WHERE s.state <> 'not_held';
"""
# What stood ready: the answer to the same question, kept by somebody else.
SNAPSHOT = f"""
CREATE TABLE snapshot AS
    SELECT latest.practitioner_id, latest.place, r.domain_id, r.score
    FROM (
        SELECT s.id, s.practitioner_id,
            row_number() OVER (PARTITION BY s.practitioner_id ORDER BY s.held_on DESC, s.id DESC) AS place
        FROM {T}supervisionsession s WHERE s.state <> 'not_held'
    ) latest
    JOIN {T}confidencerating r ON r.supervision_session_id = latest.id WHERE latest.place <= 2;
CREATE INDEX ON snapshot (practitioner_id);
GRANT SELECT ON snapshot TO PUBLIC;
"""


def live(cluster: Cluster, sessions: int, today: str) -> int:
    """So many sessions for each practitioner; says how many there are. The triggers would look at each row: off."""
    with superuser(cluster, DATABASE) as cursor:
        for table in TABLES:
            cursor.execute(f"ALTER TABLE {T}{table} DISABLE TRIGGER ALL")
        cursor.execute(MAKE, {"sessions": sessions, "today": today})
        cursor.execute(SNAPSHOT)
        cursor.execute("VACUUM (ANALYZE)")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {T}supervisionsession")
        return int(cursor.fetchone()[0])
