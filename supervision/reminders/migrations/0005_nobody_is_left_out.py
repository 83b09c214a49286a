"""A supervisor hears of what was not sent or signed before a manager does, and an action point comes up to the service.

Where administrators have, or had, a step of their own for these people, theirs stays as it is.
"""

from django.db import migrations

STEPS = [("record_unsigned", 1, "supervisor"), ("action_point_due", 56, "service_manager")]


def add_steps(apps, schema_editor):
    steps = apps.get_model("reminders", "ReminderStep").objects
    for matter, days, audience in STEPS:
        if not steps.filter(matter=matter, audience=audience).exists():
            steps.create(matter=matter, days=days, audience=audience)


class Migration(migrations.Migration):
    dependencies = [("reminders", "0004_support_waits")]

    operations = [migrations.RunPython(add_steps, migrations.RunPython.noop)]
