"""A kept text is somebody's, and a posted form is carried to the address it was posted to, whatever it is about."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

FILL = """
UPDATE supervision_sessions_kepttext k SET person_id = s.writer_id
    FROM supervision_sessions_supervisionsession s WHERE s.id = k.supervision_session_id;
UPDATE supervision_sessions_carriedpost SET path = '/records/' || supervision_session_id || '/edit/';
"""


class Migration(migrations.Migration):
    dependencies = [
        ("supervision_sessions", "0010_not_held_stands"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="kepttext",
            name="person",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="carriedpost",
            name="path",
            field=models.CharField(default="", max_length=300),
            preserve_default=False,
        ),
        migrations.RunSQL(FILL),
        migrations.AlterField(
            model_name="kepttext",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.RemoveField(model_name="carriedpost", name="supervision_session"),
    ]
