"""Who reviews a dip sample is told, and so are the two of a record that was drawn or reviewed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0014_groups_and_clinics"),
    ]

    operations = [
        migrations.AlterField(
            model_name="notice",
            name="kind",
            field=models.CharField(
                choices=[
                    ("session_due", "Supervision is due"),
                    ("record_unsigned", "A record is not signed yet"),
                    ("action_point_due", "An action point is due"),
                    ("support_waiting", "A request for support waits"),
                    ("support_urgent", "An urgent request for support waits"),
                    ("agenda_ahead", "A session is coming up: what would you like to talk about?"),
                    ("signature_wanted", "A record was sent for your signature"),
                    ("record_returned", "A record was returned for changes"),
                    ("session_booked", "A session was booked"),
                    ("session_moved", "A session was moved"),
                    ("session_cancelled", "A session will not take place"),
                    ("passed_on", "Supervision was passed on to you"),
                    ("confirmation_wanted", "The record of a group or clinic waits for you to confirm it"),
                    ("without_lead", "Somebody has no lead supervisor"),
                    ("case_passed_on", "A case was passed on to you"),
                    ("arrangement_begun", "A supervisor was named"),
                    ("cover_begun", "Cover was arranged"),
                    ("days_away", "Days away were recorded"),
                    ("support_asked", "You are asked for support"),
                    ("support_asked_now", "You are asked for support, and it is urgent"),
                    ("support_offered", "Support was offered to you"),
                    ("support_moved", "A request for support has moved on"),
                    ("group_invited", "You are invited to a group or clinic"),
                    ("group_moved", "A group or clinic has another day, time or place"),
                    ("group_called_off", "A group or clinic will not take place"),
                    ("group_left_out", "You are no longer invited to a group or clinic"),
                    ("group_passed_on", "A group or clinic was passed on to you"),
                    ("report_ready", "A monthly audit report is ready"),
                    ("opening_asked", "A manager asks to open a record"),
                    ("opening_decided", "Your request to open a record was decided"),
                    ("record_opened", "A manager opened a record of yours"),
                    ("opening_to_review", "A record was opened at once: to be reviewed"),
                    ("dip_named", "You are named to review records of a dip sample"),
                    ("record_sampled", "A record of yours was drawn for a dip sample"),
                    ("dip_feedback", "A record of yours was reviewed in a dip sample"),
                ],
                max_length=20,
            ),
        ),
    ]
