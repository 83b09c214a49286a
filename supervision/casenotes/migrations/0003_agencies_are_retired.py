"""A partner agency that cases name is retired, and never deleted: plain triggers refuse it."""

from django.db import migrations, models

STANDS = """
CREATE TRIGGER partneragency_stands BEFORE UPDATE OR DELETE ON casenotes_partneragency FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change_but('name', 'is_retired');
CREATE TRIGGER partneragency_is_kept BEFORE TRUNCATE ON casenotes_partneragency FOR EACH STATEMENT
    EXECUTE FUNCTION reflect_refuse_truncate();
ALTER TABLE casenotes_partneragency ENABLE ALWAYS TRIGGER partneragency_stands;
ALTER TABLE casenotes_partneragency ENABLE ALWAYS TRIGGER partneragency_is_kept;
"""


class Migration(migrations.Migration):
    dependencies = [("casenotes", "0002_notes_stand")]

    operations = [
        migrations.AddField(
            model_name="partneragency",
            name="is_retired",
            field=models.BooleanField(
                default=False, help_text="Offered for no further case; those that name it keep it."
            ),
        ),
        migrations.AlterField(
            model_name="case",
            name="agencies",
            field=models.ManyToManyField(blank=True, related_name="cases", to="casenotes.partneragency"),
        ),
        migrations.RunSQL(STANDS),
    ]
