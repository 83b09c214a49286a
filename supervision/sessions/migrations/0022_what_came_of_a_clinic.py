"""What came of a case in a clinic opens to whoever was there for it; that, too, locks with the record."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

T = "supervision_sessions_slotpresence"
TRIGGERS = f"""
CREATE TRIGGER slotpresence_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_after_lock();
CREATE TRIGGER slotpresence_is_kept BEFORE TRUNCATE ON {T} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER slotpresence_stands;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER slotpresence_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0021_when_it_was_due"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="actionpoint",
            name="guest",
            field=models.ForeignKey(
                help_text="Somebody from outside does it; its owner, who has an account, asks after it.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="action_points",
                to="supervision_sessions.guestinvitation",
            ),
        ),
        migrations.CreateModel(
            name="SlotPresence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "guest",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="supervision_sessions.guestinvitation",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "slot",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="supervision_sessions.clinicslot",
                    ),
                ),
                (
                    "supervision_session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="presences",
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("slot", "person"), name="person_is_at_a_slot_once"),
                    models.UniqueConstraint(fields=("slot", "guest"), name="guest_is_at_a_slot_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("guest__isnull", False), ("person", None)),
                            models.Q(("guest", None), ("person__isnull", False)),
                            _connector="OR",
                        ),
                        name="person_or_guest_is_at_a_slot",
                    ),
                ],
            },
        ),
        migrations.RunSQL(TRIGGERS),
    ]
