"""A clinic is a gathering whose cases each have a slot, locked with its record, and guests who have no account."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import supervision.encryption
import supervision.gathering_vocabulary

T = "supervision_sessions_clinicslot"
TRIGGERS = f"""
CREATE TRIGGER clinicslot_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_after_lock('question');
CREATE TRIGGER clinicslot_is_kept BEFORE TRUNCATE ON {T} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE {T} ENABLE ALWAYS TRIGGER clinicslot_stands;
ALTER TABLE {T} ENABLE ALWAYS TRIGGER clinicslot_is_kept;
"""


def add_kind(apps, schema_editor):
    kinds = apps.get_model("supervision_sessions", "SessionKind")._default_manager
    kinds.create(key="clinic", name="Case clinic", counts_towards_due=False, position=12)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_working_pattern_and_bank_holidays"),
        ("casenotes", "0002_notes_stand"),
        ("supervision_sessions", "0017_who_leads_a_leavers_cases"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ClinicSlot",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("position", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveSmallIntegerField()),
                ("question", supervision.encryption.SealedText()),
            ],
            options={
                "ordering": ["position"],
            },
        ),
        migrations.CreateModel(
            name="GuestCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code_hash", models.CharField(max_length=64)),
                ("made_at", models.DateTimeField()),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("used_at", models.DateTimeField(null=True)),
            ],
            options={
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="GuestInvitation",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("name", models.CharField(max_length=120)),
                ("email", models.EmailField(max_length=254)),
                ("token_hash", models.CharField(max_length=64, null=True, unique=True)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(help_text="When the link was used, last.", null=True)),
                ("revoked_at", models.DateTimeField(null=True)),
                (
                    "key",
                    models.UUIDField(
                        help_text="From the form that invited them: one form, one invitation.", unique=True
                    ),
                ),
            ],
            options={
                "ordering": ["name", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PackItem",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("added_at", models.DateTimeField()),
                ("key", models.UUIDField(help_text="From the form that added it: one form, one extract.", unique=True)),
                ("body", supervision.encryption.SealedText()),
            ],
            options={
                "ordering": ["added_at", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="supervisionsession",
            name="gathering_is_of_no_two",
        ),
        migrations.AddConstraint(
            model_name="supervisionsession",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("arrangement", None),
                        ("group_format__isnull", False),
                        ("kind__in", ["group", "peer"]),
                        ("practitioner", None),
                    ),
                    models.Q(
                        ("arrangement", None),
                        ("group_format", None),
                        ("kind", supervision.gathering_vocabulary.GatheringKind["CLINIC"]),
                        ("practitioner", None),
                    ),
                    models.Q(
                        models.Q(("kind__in", ["group", "peer", "clinic"]), _negated=True),
                        ("arrangement__isnull", False),
                        ("group_format", None),
                        ("practitioner__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="gathering_is_of_no_two",
            ),
        ),
        migrations.AddField(
            model_name="clinicslot",
            name="agencies",
            field=models.ManyToManyField(blank=True, related_name="+", to="casenotes.partneragency"),
        ),
        migrations.AddField(
            model_name="clinicslot",
            name="case",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casenotes.case"),
        ),
        migrations.AddField(
            model_name="clinicslot",
            name="lead",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="clinicslot",
            name="supervision_session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="slots",
                to="supervision_sessions.supervisionsession",
            ),
        ),
        migrations.AddField(
            model_name="guestinvitation",
            name="agency",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="casenotes.partneragency"
            ),
        ),
        migrations.AddField(
            model_name="guestinvitation",
            name="invited_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="guestinvitation",
            name="slots",
            field=models.ManyToManyField(related_name="guests", to="supervision_sessions.clinicslot"),
        ),
        migrations.AddField(
            model_name="guestinvitation",
            name="supervision_session",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="guests",
                to="supervision_sessions.supervisionsession",
            ),
        ),
        migrations.AddField(
            model_name="guestcode",
            name="invitation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="codes",
                to="supervision_sessions.guestinvitation",
            ),
        ),
        migrations.AddField(
            model_name="packitem",
            name="added_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="packitem",
            name="slot",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="pack", to="supervision_sessions.clinicslot"
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicslot",
            constraint=models.UniqueConstraint(
                fields=("supervision_session", "case"), name="case_has_one_slot_in_a_clinic"
            ),
        ),
        migrations.AddConstraint(
            model_name="clinicslot",
            constraint=models.CheckConstraint(condition=models.Q(("minutes__range", (5, 240))), name="slot_takes_time"),
        ),
        migrations.AddConstraint(
            model_name="guestinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("expires_at__gt", models.F("invited_at"))), name="guest_access_ends_after_it_began"
            ),
        ),
        migrations.AddConstraint(
            model_name="guestinvitation",
            constraint=models.CheckConstraint(
                condition=models.Q(("revoked_at", None), ("token_hash", None), _connector="OR"),
                name="revoked_guest_has_no_link",
            ),
        ),
        migrations.AddConstraint(
            model_name="guestcode",
            constraint=models.CheckConstraint(condition=models.Q(("tries__lte", 5)), name="guest_code_has_few_tries"),
        ),
        migrations.RunSQL(TRIGGERS),
        migrations.RunPython(add_kind, migrations.RunPython.noop),
    ]
