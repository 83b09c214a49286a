"""Reports as workbooks and papers, which are made as a whole from what the slices say."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("reports", "0001_reports"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportrun",
            name="format",
            field=models.CharField(
                choices=[
                    ("csv", "CSV, for any number of sessions"),
                    ("xlsx", "Excel workbook, for up to 100,000 sessions"),
                    ("pdf", "PDF, the figures with a chart and without a list of sessions"),
                ],
                default="csv",
                max_length=10,
            ),
        ),
        migrations.CreateModel(
            name="ReportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.BinaryField()),
                (
                    "run",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="file", to="reports.reportrun"
                    ),
                ),
            ],
        ),
    ]
