"""A session keeps what was due when it was begun. Of earlier ones nobody can say it any more."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("supervision_sessions", "0020_policies_over_time"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="supervisionsession",
            name="due_on_then",
            field=models.DateField(
                help_text="When it was due, as that stood when it was begun; empty when it moved no due date.",
                null=True,
            ),
        ),
        migrations.AddField(
            model_name="supervisionsession",
            name="grace_days_then",
            field=models.PositiveSmallIntegerField(help_text="The policy's days of grace at that time.", null=True),
        ),
        migrations.AddConstraint(
            model_name="supervisionsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("due_on_then", None), ("grace_days_then", None)),
                    models.Q(("due_on_then__isnull", False), ("grace_days_then__isnull", False)),
                    _connector="OR",
                ),
                name="session_was_due_with_its_days_of_grace",
            ),
        ),
    ]
