"""The reminders and escalations that a new installation starts with. Administrators change them."""

from django.db import migrations

STEPS = {
    "session_due": [
        (-7, "person"),
        (-7, "supervisor"),
        (0, "person"),
        (0, "supervisor"),
        (7, "person"),
        (7, "supervisor"),
        (14, "team_manager"),
        (28, "service_manager"),
    ],
    "record_unsigned": [(-2, "person"), (1, "person"), (7, "team_manager"), (21, "service_manager")],
    "action_point_due": [(-3, "person"), (1, "person"), (7, "supervisor"), (28, "team_manager")],
}


def first_steps(apps, schema_editor):
    step = apps.get_model("reminders", "ReminderStep")
    step.objects.bulk_create(
        step(matter=matter, days=days, audience=audience) for matter, steps in STEPS.items() for days, audience in steps
    )


class Migration(migrations.Migration):
    dependencies = [("reminders", "0001_initial")]

    operations = [migrations.RunPython(first_steps)]
