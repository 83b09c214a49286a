"""A request for support that nobody answers is told of, an urgent one sooner. Administrators change these steps."""

from django.db import migrations, models

STEPS = {
    "support_waiting": [(2, "person"), (4, "supervisor"), (5, "team_manager"), (10, "service_manager")],
    "support_urgent": [(1, "person"), (1, "supervisor"), (1, "team_manager"), (2, "service_manager")],
}


def first_steps(apps, schema_editor):
    step = apps.get_model("reminders", "ReminderStep")
    step.objects.bulk_create(
        step(matter=matter, days=days, audience=audience) for matter, steps in STEPS.items() for days, audience in steps
    )


class Migration(migrations.Migration):
    dependencies = [
        ("reminders", "0003_a_record_is_not_signed_yet"),
        ("support", "0001_initial"),
    ]

    operations = [
        migrations.AlterField(
            model_name="acknowledgement",
            name="matter",
            field=models.CharField(
                choices=[
                    ("session_due", "A session is due"),
                    ("record_unsigned", "A record is not signed yet"),
                    ("action_point_due", "An action point is due"),
                    ("support_waiting", "A request for support waits"),
                    ("support_urgent", "An urgent request for support waits"),
                ],
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="reminderstep",
            name="matter",
            field=models.CharField(
                choices=[
                    ("session_due", "A session is due"),
                    ("record_unsigned", "A record is not signed yet"),
                    ("action_point_due", "An action point is due"),
                    ("support_waiting", "A request for support waits"),
                    ("support_urgent", "An urgent request for support waits"),
                ],
                max_length=20,
            ),
        ),
        migrations.RunPython(first_steps, migrations.RunPython.noop),
    ]
