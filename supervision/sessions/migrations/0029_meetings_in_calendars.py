"""Calendars show when a gathering is: each change has a number and a moment."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0028_opened_records")]

    operations = [
        migrations.AddField(
            model_name="meeting",
            name="sequence",
            field=models.PositiveSmallIntegerField(default=0, help_text="How often it was changed."),
        ),
        migrations.AddField(
            model_name="meeting",
            name="changed_at",
            field=models.DateTimeField(default=timezone.now),
            preserve_default=False,
        ),
    ]
