"""Choices that are used again, and made into a report each month."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("reports", "0002_workbooks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SavedReport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.UUIDField(
                        help_text="Of the form it was saved with: posted twice, it is saved once.", unique=True
                    ),
                ),
                ("months", models.PositiveSmallIntegerField()),
                (
                    "kinds",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=40), default=list, size=None
                    ),
                ),
                (
                    "outcomes",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=10), size=None),
                ),
                (
                    "columns",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), size=None),
                ),
                (
                    "format",
                    models.CharField(
                        choices=[
                            ("csv", "CSV, for any number of sessions"),
                            ("xlsx", "Excel workbook, for up to 100,000 sessions"),
                            ("pdf", "PDF, the figures with a chart and without a list of sessions"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "next_on",
                    models.DateField(help_text="When it is next made by itself; empty when it never is.", null=True),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                ("teams", models.ManyToManyField(related_name="+", to="accounts.team")),
                (
                    "told",
                    models.ManyToManyField(
                        help_text="Managers who hear of it.", related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
            },
        ),
        migrations.AddField(
            model_name="reportrun",
            name="saved",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="runs", to="reports.savedreport"
            ),
        ),
        migrations.AddIndex(
            model_name="savedreport",
            index=models.Index(
                condition=models.Q(("next_on__isnull", False)), fields=["next_on"], name="saved_report_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="savedreport",
            constraint=models.CheckConstraint(
                condition=models.Q(("months__range", (1, 36))), name="saved_report_looks_back"
            ),
        ),
    ]
