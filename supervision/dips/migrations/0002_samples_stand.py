"""A sample stands as it was drawn, a review is given once by somebody who had no part, and nothing comes after closing.

No record is added to a sample: each has one of as many numbers as were drawn.
"""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION reflect_dip_stands() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    closing text[] := ARRAY['closed_at', 'closed_by_id'];
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.closed_at IS NULL AND to_jsonb(NEW) - closing = to_jsonb(OLD) - closing THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'sample % stands: % refused', OLD.id, TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION reflect_dip_holds_what_was_drawn() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM dips_dipsample s JOIN supervision_sessions_supervisionsession r ON r.id = NEW.supervision_session_id
        WHERE s.id = NEW.sample_id AND s.closed_at IS NULL AND NEW.number BETWEEN 1 AND s.size
            AND r.locked_at IS NOT NULL
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a sample holds what was drawn: % refused', TG_OP USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE FUNCTION reflect_dip_review_is_given_once() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (TG_OP = 'INSERT' OR (TG_OP = 'UPDATE' AND OLD.given_at IS NULL
        AND to_jsonb(NEW) - 'given_at' = to_jsonb(OLD) - 'given_at')) AND EXISTS (
        SELECT FROM dips_sampledrecord d JOIN dips_dipsample s ON s.id = d.sample_id
        JOIN supervision_sessions_supervisionsession r ON r.id = d.supervision_session_id
        WHERE d.id = NEW.sampled_id AND s.closed_at IS NULL AND NEW.auditor_id <> s.drawn_by_id
            AND NEW.auditor_id NOT IN (r.practitioner_id, r.supervisor_id, r.writer_id)
            AND NOT EXISTS (
                SELECT FROM supervision_sessions_signature g
                WHERE g.supervision_session_id = r.id AND g.person_id = NEW.auditor_id
            )
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'a record is reviewed once, while its sample is open, by somebody who had no part: % refused', TG_OP
        USING ERRCODE = 'integrity_constraint_violation';
END $$;

-- What belongs to a review is there before it is given. Arguments: the columns that hold sealed text.
CREATE FUNCTION reflect_dip_finding_stands() RETURNS trigger LANGUAGE plpgsql
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' AND EXISTS (
        SELECT FROM dips_recordreview v JOIN dips_sampledrecord d ON d.id = v.sampled_id
        JOIN dips_dipsample s ON s.id = d.sample_id
        WHERE v.id = NEW.review_id AND v.given_at IS NULL AND s.closed_at IS NULL
    ) THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - TG_ARGV::text[] = to_jsonb(OLD) - TG_ARGV::text[]
        AND reflect_is_owner(TG_RELID) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'what was found stands: % of % refused', TG_OP, TG_TABLE_NAME
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
"""


def trigger(name: str, when: str, function: str) -> str:
    return f"""
CREATE TRIGGER {name}_stands BEFORE {when} ON dips_{name} FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON dips_{name} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE dips_{name} ENABLE ALWAYS TRIGGER {name}_stands;
ALTER TABLE dips_{name} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""


LATER, ALSO_NEW = "UPDATE OR DELETE", "INSERT OR UPDATE OR DELETE"
TRIGGERS = [
    trigger("dipsample", LATER, "reflect_dip_stands()"),
    trigger("dipsample_criteria", LATER, "reflect_refuse_change()"),
    trigger("dipstratum", LATER, "reflect_refuse_change()"),
    trigger("sampledrecord", ALSO_NEW, "reflect_dip_holds_what_was_drawn()"),
    trigger("recordreview", ALSO_NEW, "reflect_dip_review_is_given_once()"),
    trigger("criteriongrade", ALSO_NEW, "reflect_dip_finding_stands()"),
    trigger("reviewwords", ALSO_NEW, "reflect_dip_finding_stands('difference', 'feedback')"),
    trigger("criterion", LATER, "reflect_refuse_change_but('retired_at')"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("dips", "0001_samples"),
        ("supervision_sessions", "0007_no_way_round_the_lock"),
    ]

    operations = [migrations.RunSQL(FUNCTIONS + "".join(TRIGGERS))]
