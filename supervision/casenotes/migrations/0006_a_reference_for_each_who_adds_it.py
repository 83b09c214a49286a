"""A reference is one practitioner's own: whoever adds a case is not told of another's. Who added one stays."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

# Whoever handed it on first led it from the start; else whoever leads it now.
WHO_ADDED = """
ALTER TABLE casenotes_case DISABLE TRIGGER case_stands;
UPDATE casenotes_case SET added_by_id = coalesce(
    (SELECT from_lead_id FROM casenotes_casehandover h
     WHERE h.case_id = casenotes_case.id AND h.applied_at IS NOT NULL ORDER BY h.applied_at, h.id LIMIT 1),
    lead_id);
SET CONSTRAINTS ALL IMMEDIATE; -- a table with something left to check cannot be altered
ALTER TABLE casenotes_case ENABLE ALWAYS TRIGGER case_stands;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("casenotes", "0005_notes_follow_from_discussions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="added_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.RunSQL(WHO_ADDED),
        migrations.AlterField(
            model_name="case",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AlterField(
            model_name="case", name="reference", field=models.CharField(db_index=True, max_length=10)
        ),
        migrations.AddConstraint(
            model_name="case",
            constraint=models.UniqueConstraint(fields=("added_by", "reference"), name="case_added_once_by_each"),
        ),
    ]
