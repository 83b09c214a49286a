"""Whoever leaves names who leads their cases."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0016_drafts_are_unsigned_too"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="departure",
            name="cases_to",
            field=models.ForeignKey(
                help_text="Who leads the cases for which nobody in particular was named.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
