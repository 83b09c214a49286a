"""The few signatures without agreement are found by themselves: a page counts them among all sessions of a year."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0030_stages_come_with_their_policy")]

    operations = [
        migrations.AddIndex(
            model_name="signature",
            index=models.Index(
                fields=["supervision_session"],
                condition=Q(voided_at=None, response="do_not_agree"),
                name="signature_not_agreed",
            ),
        ),
    ]
