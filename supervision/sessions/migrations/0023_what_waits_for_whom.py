"""Which sent records wait for somebody is looked for by its people, however many others wait elsewhere."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0022_what_came_of_a_clinic")]

    operations = [
        migrations.AddIndex(
            model_name="supervisionsession",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["practitioner"], name="session_sent_practitioner"
            ),
        ),
        migrations.AddIndex(
            model_name="supervisionsession",
            index=models.Index(
                condition=models.Q(("state", "sent")), fields=["supervisor"], name="session_sent_supervisor"
            ),
        ),
    ]
