"""Those who are asked to a gathering know at what time it is, and where."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0023_what_waits_for_whom"),
    ]

    operations = [
        migrations.CreateModel(
            name="Meeting",
            fields=[
                (
                    "supervision_session",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="meeting",
                        serialize=False,
                        to="supervision_sessions.supervisionsession",
                    ),
                ),
                ("starts", models.TimeField()),
                (
                    "venue",
                    models.CharField(help_text="A room and an address, or the link of a video call.", max_length=300),
                ),
            ],
        ),
    ]
