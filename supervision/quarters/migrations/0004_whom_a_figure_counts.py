"""A later quarter is compared with the people of an earlier one. Figures that stand already are compared with none."""

from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quarters", "0003_parts_of_a_figure")]

    operations = [
        migrations.AddField(
            model_name="quarterfigure",
            name="people",
            field=ArrayField(
                base_field=models.BigIntegerField(),
                default=list,
                help_text="Whom it counts, for later quarters to be compared with.",
                size=None,
            ),
        ),
    ]
