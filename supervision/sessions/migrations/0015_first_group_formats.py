"""The kinds and formats that groups begin with; who came locks with the record, and old records keep their formats."""

from datetime import UTC, datetime

from django.db import migrations

T = "supervision_sessions_"
GUARDS = f"""
CREATE TRIGGER attendance_stands BEFORE INSERT OR UPDATE OR DELETE ON {T}attendance FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_after_lock();
CREATE TRIGGER attendance_is_kept BEFORE TRUNCATE ON {T}attendance
    FOR EACH STATEMENT EXECUTE FUNCTION reflect_refuse_truncate();
CREATE TRIGGER groupformat_stands BEFORE UPDATE OR DELETE ON {T}groupformat FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change_but('is_offered', 'position');
CREATE TRIGGER groupformatstep_stands BEFORE UPDATE OR DELETE ON {T}groupformatstep FOR EACH ROW
    EXECUTE FUNCTION reflect_refuse_change();
ALTER TABLE {T}attendance ENABLE ALWAYS TRIGGER attendance_stands;
ALTER TABLE {T}attendance ENABLE ALWAYS TRIGGER attendance_is_kept;
ALTER TABLE {T}groupformat ENABLE ALWAYS TRIGGER groupformat_stands;
ALTER TABLE {T}groupformatstep ENABLE ALWAYS TRIGGER groupformatstep_stands;
"""

KINDS = [("group", "Group supervision"), ("peer", "Peer supervision")]
# Summary, then the steps: what happens, who speaks, minutes, and whether nobody advises meanwhile.
FORMATS = {
    "Reflective case discussion": (
        "The presenter tells, sits back while the group thinks aloud, and comes back in.",
        [
            ("Say what you are here for, and ask one question", "presenter", 5, False),
            ("Tell what happened and how it was for you", "presenter", 10, False),
            ("Ask only what helps to understand", "group", 5, True),
            ("Think aloud about it while the presenter listens", "group", 20, True),
            ("Say what struck you, and what you take away", "presenter", 10, False),
            ("Agree what follows, who does it and by when", "everybody", 10, False),
        ],
    ),
    "Bells that ring": (
        "Each listener says what the story rings in them, one after another and without a reply.",
        [
            ("Tell the story, with the question it leaves you with", "presenter", 10, False),
            ("In turn: what rang a bell in me, in my work or my life", "group", 20, True),
            ("Sit quietly for a moment", "everybody", 2, True),
            ("Say which bells you heard, and which stay with you", "presenter", 8, False),
            ("Agree what follows, if anything does", "everybody", 10, False),
        ],
    ),
    "Reflecting team": (
        "A few people talk about what they heard while the presenter and the others listen.",
        [
            ("Talk it through with the facilitator", "presenter", 15, False),
            ("Talk with each other about what you heard, wondering and not advising", "some", 10, True),
            ("Say what was useful in what you overheard", "presenter", 10, False),
            ("A second round, if the presenter wants one", "some", 10, True),
            ("Agree what follows, who does it and by when", "everybody", 10, False),
        ],
    ),
    "Intervision": (
        "Colleagues help each other to think, in even rounds and without an expert.",
        [
            ("Choose whose question it is today", "everybody", 5, False),
            ("Put the question, and what you have tried", "presenter", 5, False),
            ("One open question each, answered shortly", "group", 15, True),
            ("Each says how they now see it, the presenter writes", "group", 15, True),
            ("Say what you choose to do", "presenter", 10, False),
            ("Look back on how you worked together", "everybody", 5, False),
        ],
    ),
    "Signs of Safety group": (
        "The group maps worries, strengths and what has to happen, and puts questions instead of answers.",
        [
            ("Say what you want from the group", "presenter", 5, False),
            ("Name who is in the family and around it, without names", "presenter", 5, False),
            ("Map what worries us, what works well and what has to happen", "everybody", 20, True),
            ("Each writes questions that the presenter could put to the family", "group", 10, True),
            ("Choose the questions you will use", "presenter", 5, False),
            ("Agree the next small step", "everybody", 10, False),
        ],
    ),
}


def load(apps, schema_editor):
    model = lambda name: apps.get_model("supervision_sessions", name)._default_manager  # noqa: E731
    for position, (key, name) in enumerate(KINDS, start=10):
        model("SessionKind").create(key=key, name=name, counts_towards_due=False, position=position)
    for position, (name, (summary, steps)) in enumerate(FORMATS.items()):
        group_format = model("GroupFormat").create(
            name=name, summary=summary, position=position, published_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        for place, (what, speaks, minutes, is_no_advice) in enumerate(steps):
            model("GroupFormatStep").create(
                group_format=group_format, position=place, name=what, speaks=speaks, minutes=minutes,
                is_no_advice=is_no_advice,
            )  # fmt: skip


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0014_gatherings")]

    operations = [migrations.RunSQL(GUARDS), migrations.RunPython(load, migrations.RunPython.noop)]
