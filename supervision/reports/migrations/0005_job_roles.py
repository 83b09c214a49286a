"""Saved choices may name job roles."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("reports", "0004_slices_as_they_are"),
    ]

    operations = [
        migrations.AddField(
            model_name="savedreport",
            name="job_roles",
            field=models.ManyToManyField(related_name="+", to="accounts.jobrole"),
        ),
    ]
