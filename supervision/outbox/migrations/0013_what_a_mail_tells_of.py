"""A mail knows the notices it tells of, so that it does not leave when they are settled or read."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("outbox", "0012_opened_records")]

    operations = [
        migrations.AddField(
            model_name="outgoingmail",
            name="notices",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(),
                blank=True,
                default=list,
                help_text="The notices it tells of; none for mail of another kind.",
                size=None,
            ),
        ),
    ]
