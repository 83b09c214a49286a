"""The log is read in pages, in its order: an index that keeps one, in place of one that only narrows down days."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0003_seals"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(model_name="auditevent", name="audit_at"),
        migrations.AddIndex(model_name="auditevent", index=models.Index(fields=["at", "id"], name="audit_at_in_order")),
    ]
