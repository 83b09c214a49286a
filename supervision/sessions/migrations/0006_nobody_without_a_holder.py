"""What the migration before this one filled has to be there from now on."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0005_fill_and_guard"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterField(
            model_name="actionpoint",
            name="held_by",
            field=models.ForeignKey(
                db_index=False,
                help_text="Who has it to do now: its owner, until it was passed over.",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AlterField(
            model_name="supervisionarrangement",
            name="remind_on",
            field=models.DateField(
                editable=False, help_text="The due date, moved forward to a day on which people work."
            ),
        ),
    ]
