"""The first links of the library, each to a body that keeps its address: data that administrators go on keeping."""

from typing import Any

from django.db import migrations

# Title, whose it is, the address, what is needed, and the positions of the areas it is for.
FIRST = [
    ("Harmful sexual behaviour among children and young people (NG55)", "NICE",
     "https://www.nice.org.uk/guidance/ng55", "", [1, 2, 9]),
    ("Harmful sexual behaviour: research, resources and training", "NSPCC Learning",
     "https://learning.nspcc.org.uk/", "Some courses have a fee", [1, 3, 6]),
    ("Sexual behaviours traffic light tool", "Brook", "https://www.brook.org.uk/", "Training needed", [1]),
    ("AIM assessment and intervention models", "The AIM Project", "https://aimproject.org.uk/",
     "Training needed", [2, 3]),
    ("Advice for parents and professionals", "The Lucy Faithfull Foundation", "https://www.lucyfaithfull.org.uk/",
     "", [4, 6, 7]),
    ("Supporting practice with children who have learning disabilities", "Research in Practice",
     "https://www.researchinpractice.org.uk/", "Membership for some pages", [8, 10]),
    ("Continuing professional development", "Social Work England", "https://www.socialworkengland.org.uk/cpd/", "", []),
]  # fmt: skip


def add_resources(apps: Any, _: Any) -> None:
    domain, resource = (
        apps.get_model("supervision_sessions", "ConfidenceDomain"),
        apps.get_model("learning", "Resource"),
    )
    for title, source, link, access_note, positions in FIRST:
        row = resource.objects.create(title=title, source=source, link=link, access_note=access_note)
        row.domains.set(domain.objects.filter(position__in=positions))


class Migration(migrations.Migration):
    dependencies = [("learning", "0001_initial")]

    operations = [migrations.RunPython(add_resources, migrations.RunPython.noop)]
