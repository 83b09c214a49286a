"""The kinds, areas of confidence and reflective templates that a new installation starts with."""

from datetime import UTC, datetime

from django.db import migrations

SCALE = ["Not at all", "A little", "Fairly", "Mostly", "Fully"]

KINDS = [
    # key, name, whether it moves the next due date
    ("one_to_one", "One-to-one supervision", True),
    ("unplanned", "Unplanned, after an incident", False),
    ("observation", "Observed practice and feedback", False),
]

SOURCE = "Workforce survey of 594 professionals in England, 2017. Approximate: its exact wording and scale are not published."
DOMAINS = [
    # short name, end of the question, published percentage, its note
    ("Identifying", "identify harmful sexual behaviour and place it on the continuum", 67, SOURCE),
    ("Assessing", "assess need and risk, and know when to refer", None, ""),
    ("Direct work", "work directly with the child", 36, SOURCE),
    ("Engaging", "engage a child who is reluctant or ashamed", None, ""),
    ("Balancing", "balance this child's needs with the safety of others", None, ""),
    ("Family and school", "work with parents, carers, placements and schools", None, ""),
    ("Technology", "respond to technology-assisted harmful sexual behaviour", None, ""),
    ("Adapting", "adapt your work for learning disability, autism and communication needs", None, ""),
    ("Multi-agency", "work across agencies and know whom to ask", None, ""),
    ("Self-care", "use supervision and look after yourself", None, ""),
]

CYCLES = {
    "Experience to plan": (
        "Four steps: what happened, how it felt, what it means, what next.",
        [
            ("What happened?", "Describe what you saw, heard and did. Use the case reference, not the child's name."),
            ("What were you thinking and feeling?", "Include anything that stayed with you afterwards."),
            ("What sense do you make of it?", "What helped, what got in the way, what else could explain it."),
            ("What will you try next?", "Put each step that needs doing into an action point as well."),
        ],
    ),
    "Six questions": (
        "A slower look at one piece of work, from description to plan.",
        [
            ("What was the situation?", "Describe it as plainly as you can."),
            ("What did you feel then, and now?", ""),
            ("What went well, and what was difficult?", ""),
            ("Why might it have gone that way?", "Think about the child, the family, the system and yourself."),
            ("What have you concluded?", "What could have been done differently?"),
            ("What will you do if it comes up again?", ""),
        ],
    ),
    "What, so what, now what": (
        "Three short questions, for a full week.",
        [
            ("What?", "The event or the pattern you want to think about."),
            ("So what?", "Why it matters: for the child, for others, for you."),
            ("Now what?", "What follows from it."),
        ],
    ),
}

PROMPTS = [
    ("What lies behind the behaviour?", "Your analysis: what you know, what you infer, what you do not know yet."),
    ("What would the child say?", "Their words or signs, and what they want to be different."),
    ("This child's needs, and the safety of others", "Name both sides of the balance and where it stands now."),
    ("Learning disability, autism and communication", "What is known, what is suspected, and what would help."),
    ("Who else needs to be involved?", "The multi-agency route: who knows, who should, and who to ask."),
]
DECISIONS = [("What was decided, and why?", "The decision, the reasons, and what was considered and set aside.")]


def load(apps, schema_editor):
    model = lambda name: apps.get_model("supervision_sessions", name)  # noqa: E731
    for position, (key, name, counts) in enumerate(KINDS):
        model("SessionKind").objects.create(key=key, name=name, counts_towards_due=counts, position=position)
    for position, (short_name, question, percent, note) in enumerate(DOMAINS, start=1):
        model("ConfidenceDomain").objects.create(
            position=position,
            short_name=short_name,
            question=question,
            published_percent=percent,
            published_note=note,
        )
    for position, (name, (summary, cycle)) in enumerate(CYCLES.items()):
        template = model("ReflectiveTemplate").objects.create(name=name, summary=summary, position=position)
        version = model("TemplateVersion").objects.create(
            template=template, number=1, scale=SCALE, published_at=datetime(2026, 1, 1, tzinfo=UTC)
        )
        for part, questions in (("cycle", cycle), ("prompt", PROMPTS), ("decision", DECISIONS)):
            for place, (label, hint) in enumerate(questions):
                model("TemplateQuestion").objects.create(
                    version=version, part=part, position=place, label=label, hint=hint
                )


class Migration(migrations.Migration):
    dependencies = [("supervision_sessions", "0002_refuse_changes")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
