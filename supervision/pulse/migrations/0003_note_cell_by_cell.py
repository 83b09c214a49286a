"""Who was asked is noted cell by cell. In a pulse that is open meanwhile nobody else is noted: its rows know no cell."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("pulse", "0002_answers_stand")]

    operations = [
        migrations.AddField(
            model_name="asked",
            name="cell",
            field=models.ForeignKey(
                help_text="Until the pulse closes.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="pulse.cell",
            ),
        ),
    ]
