"""The criteria that an organisation begins with; an administrator changes them."""

from datetime import UTC, datetime
from typing import Any

from django.db import migrations

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
CRITERIA = [
    ("reflection", "Reflection", "Does it show thinking about the work, and not only what was done?"),
    ("childs-voice", "The child’s voice", "Is it clear what the child says, wants and lives with?"),
    ("decisions", "Decisions and why", "Is each decision written down with its reason, and with who else has a say in it?"),
    ("action-points", "Action points", "Do they say what is to be done and why, who does it, by when, and how it will be known?"),
    ("needs", "Needs and difference", "Are communication, learning disability, autism, culture and family thought of?"),
    ("agencies", "Other agencies", "Is it clear who else is involved, who knows what, and who does what next?"),
    ("support", "Support for the practitioner", "Is what the work does to the practitioner talked about and answered?"),
]  # fmt: skip


def add(apps: Any, _: Any) -> None:
    criterion = apps.get_model("dips", "Criterion")
    criterion.objects.bulk_create(
        criterion(key=key, name=name, asks=asks, position=position, published_at=FIRST)
        for position, (key, name, asks) in enumerate(CRITERIA, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("dips", "0002_samples_stand")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
