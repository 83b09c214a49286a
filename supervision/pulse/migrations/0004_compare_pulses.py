"""A pulse is compared with those of the year before by who was asked. One that stands already is compared with none."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pulse", "0003_note_cell_by_cell")]

    operations = [
        migrations.AddField(
            model_name="cell",
            name="marks",
            field=ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                help_text="Who they were, in marks that the server alone can make.",
                size=None,
            ),
        ),
        migrations.AddField(
            model_name="pulse",
            name="kept_back",
            field=ArrayField(
                base_field=models.CharField(max_length=40),
                default=list,
                help_text="Groups not shown, as few came or left since another.",
                size=None,
            ),
        ),
    ]
