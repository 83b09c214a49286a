"""What a quarter said stays: plain triggers refuse every change, whoever asks."""

from django.db import migrations

TABLES = ("closedquarter", "quarterfigure")
STANDS = """
CREATE TRIGGER quarter_stands BEFORE UPDATE OR DELETE ON quarters_{table}
    FOR EACH ROW EXECUTE FUNCTION reflect_refuse_change();
CREATE TRIGGER quarter_is_kept BEFORE TRUNCATE ON quarters_{table}
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE quarters_{table} ENABLE ALWAYS TRIGGER quarter_stands;
ALTER TABLE quarters_{table} ENABLE ALWAYS TRIGGER quarter_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("quarters", "0001_closed_quarters"), ("supervision_sessions", "0002_refuse_changes")]

    operations = [migrations.RunSQL([STANDS.format(table=table) for table in TABLES])]
