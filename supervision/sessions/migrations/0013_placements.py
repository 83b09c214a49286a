"""Whether a discussion is on the child's file: only added to, and only once the record is signed."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

T = "supervision_sessions_placement"
PATH = "SET search_path = pg_catalog, public, pg_temp"
TRIGGERS = f"""
CREATE FUNCTION reflect_want_signed_discussion() RETURNS trigger LANGUAGE plpgsql {PATH} AS $$
BEGIN
    IF EXISTS (
        SELECT FROM supervision_sessions_casediscussion d
        JOIN supervision_sessions_supervisionsession s ON s.id = d.supervision_session_id
        WHERE d.id = NEW.discussion_id AND s.locked_at IS NOT NULL
    ) THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'discussion % is not signed', NEW.discussion_id USING ERRCODE = 'integrity_constraint_violation';
END $$;

CREATE TRIGGER placement_of_signed BEFORE INSERT ON {T} FOR EACH ROW EXECUTE FUNCTION reflect_want_signed_discussion();
CREATE TRIGGER placement_stands BEFORE UPDATE OR DELETE ON {T} FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change();
CREATE TRIGGER placement_is_kept BEFORE TRUNCATE ON {T} FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER placement_of_signed;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER placement_stands;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER placement_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0012_case_discussions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("placed_on", models.DateField(help_text="Empty: it is not there after all.", null=True)),
                ("at", models.DateTimeField()),
                (
                    "key",
                    models.UUIDField(
                        default=uuid.uuid4, help_text="Of the form it was said in: posted twice, it is one."
                    ),
                ),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "discussion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="placements",
                        to="supervision_sessions.casediscussion",
                    ),
                ),
            ],
            options={"ordering": ["pk"]},
        ),
        migrations.AddConstraint(
            model_name="placement",
            constraint=models.UniqueConstraint(fields=("discussion", "by", "key"), name="placement_posted_once"),
        ),
        migrations.RunSQL(TRIGGERS),
    ]
