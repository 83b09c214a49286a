"""What is written about a case stays as written, and a case keeps its reference; the first partner agencies.

The functions are those that keep signed records: plain triggers, always on, which the runtime role cannot switch off.
"""

from typing import Any

from django.db import migrations

ONLY_ADDED_TO = {"casenote": "'body'", "casenoteaddendum": "'reason', 'body'", "pathwaystep": "'next_step'"}
MAY_CHANGE = {
    "case": "'age_band', 'since', 'closed_on', 'learning_disability', 'autism', 'assessment', 'lead_id', 'version'",
    "caseaccess": "'taken_at', 'taken_by_id'",
}
AGENCIES = [
    "Adult services", "Children's social care", "Child and adolescent mental health service", "Community paediatrics",
    "Education", "Housing", "Police", "Probation", "Residential or foster placement", "Sexual assault referral centre",
    "Speech and language therapy", "Voluntary organisation", "Youth justice",
]  # fmt: skip


def trigger(name: str, function: str) -> str:
    return f"""
CREATE TRIGGER {name}_stands BEFORE UPDATE OR DELETE ON casenotes_{name} FOR EACH ROW EXECUTE FUNCTION {function};
CREATE TRIGGER {name}_is_kept BEFORE TRUNCATE ON casenotes_{name} FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE casenotes_{name} ENABLE ALWAYS TRIGGER {name}_stands;
ALTER TABLE casenotes_{name} ENABLE ALWAYS TRIGGER {name}_is_kept;
"""


TRIGGERS = [
    *(trigger(name, f"reflect_refuse_change({sealed})") for name, sealed in ONLY_ADDED_TO.items()),
    *(trigger(name, f"reflect_refuse_change_but({columns})") for name, columns in MAY_CHANGE.items()),
]


def add_agencies(apps: Any, _: Any) -> None:
    agency = apps.get_model("casenotes", "PartnerAgency")
    agency.objects.bulk_create([agency(name=name) for name in AGENCIES])


class Migration(migrations.Migration):
    dependencies = [("casenotes", "0001_initial"), ("supervision_sessions", "0007_no_way_round_the_lock")]

    operations = [
        *(migrations.RunSQL(sql) for sql in TRIGGERS),
        migrations.RunPython(add_agencies, migrations.RunPython.noop),
    ]
