"""The seals over the trail only grow, as the trail itself does."""

import django.contrib.postgres.fields
from django.db import migrations, models

APPEND_ONLY = """
CREATE TRIGGER seals_stand BEFORE UPDATE OR DELETE ON audit_auditseal
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change_of_trail();
CREATE TRIGGER seals_are_kept BEFORE TRUNCATE ON audit_auditseal
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_change_of_trail();
ALTER TABLE audit_auditseal ENABLE ALWAYS TRIGGER seals_stand;
ALTER TABLE audit_auditseal ENABLE ALWAYS TRIGGER seals_are_kept;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0002_append_only"),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditSeal",
            fields=[
                ("number", models.PositiveBigIntegerField(primary_key=True, serialize=False)),
                (
                    "previous",
                    models.CharField(
                        help_text="The head of the seal before; of the first, zeros.", max_length=64, unique=True
                    ),
                ),
                ("head", models.CharField(max_length=64, unique=True)),
                (
                    "event_ids",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("links", models.BinaryField()),
                ("sealed_at", models.DateTimeField()),
            ],
            options={
                "ordering": ["number"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("event_ids__len__gt", 0)), name="a_seal_covers_something"
                    )
                ],
            },
        ),
        migrations.RunSQL(APPEND_ONLY),
    ]
