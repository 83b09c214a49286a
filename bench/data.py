"""How is an organisation of a given size made? In SQL on the server, the same every time."""

from django.db import connection

TEAM, SERVICE = 10, 10  # people in a team, teams in a service

MAKE = """
INSERT INTO accounts_agency (id, name, bank_holidays) VALUES (1, 'Northbank', 'england_and_wales');
INSERT INTO accounts_service (id, agency_id, name)
    SELECT s, 1, 'Service ' || s FROM generate_series(1, {services}) s;
INSERT INTO accounts_team (id, service_id, name)
    SELECT t, 1 + (t - 1) / {per_service}, 'Team ' || t FROM generate_series(1, {teams}) t;
-- One supervisor and one manager for each team, one manager for each service, then the practitioners.
INSERT INTO accounts_person (id, email, name, password, team_id, started_on, hsb_training, is_active, joined_at,
        session_epoch, is_part_time)
    SELECT p, 'person' || p || '@example.org', 'Person ' || p, '!',
        CASE WHEN p <= {teams} THEN p WHEN p <= 2 * {teams} THEN p - {teams}
             WHEN p > {first} THEN 1 + (p - {first} - 1) / {per_team} END,
        DATE '2020-01-06', '', true, now(), 0, false
    FROM generate_series(1, {first} + {people}) p;
INSERT INTO accounts_rolegrant (person_id, role, scope, team_id, service_id)
    SELECT p, 'supervisor', '', NULL::bigint, NULL::bigint FROM generate_series(1, {teams}) p
    UNION ALL SELECT {teams} + t, 'manager', 'team', t, NULL FROM generate_series(1, {teams}) t
    UNION ALL SELECT 2 * {teams} + s, 'manager', 'service', NULL, s FROM generate_series(1, {services}) s;
-- 16 in 100 are overdue by one to sixteen days, the others due in the weeks to come.
INSERT INTO supervision_sessions_supervisionarrangement (practitioner_id, supervisor_id, kind, starts_on, interval_days,
        is_less_often, policy_id, last_held_on, next_due_on, remind_on)
    SELECT p, 1 + (p - {first} - 1) / {per_team}, 'lead', DATE '2020-01-06', NULL, false, policy.id, due - 28, due, due
    FROM generate_series({first} + 1, {first} + {people}) p
    CROSS JOIN (SELECT min(id) AS id FROM supervision_sessions_frequencypolicy) policy
    CROSS JOIN LATERAL (
        SELECT %s::date + CASE WHEN (p - {first}) * 16 %% 100 < 16 THEN -(1 + p %% 16) ELSE 8 + p %% 20 END AS due
    ) dated;
"""


def make(people: int, today: str) -> None:
    """`people` practitioners in teams of ten, each with a lead supervisor; 16 in 100 of them overdue on `today`."""
    teams = -(-people // TEAM)
    services = -(-teams // SERVICE)
    words = {
        "people": people,
        "teams": teams,
        "services": services,
        "per_team": TEAM,
        "per_service": SERVICE,
        "first": 2 * teams + services,
    }
    with connection.cursor() as cursor:
        cursor.execute(MAKE.format(**words), [today])
