"""What is planned can be changed: of two who do so at once, the second is told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("learning", "0003_team_plans")]

    operations = [
        migrations.AddField(model_name="plannedlearning", name="version", field=models.PositiveIntegerField(default=1))
    ]
