"""Who are the invented people of the demonstration, and how does their supervision go?"""

from dataclasses import dataclass

PASSWORD = "reflect-on-practice"  # noqa: S105 - printed by `make run`
AGENCY = "Merrowdale Children's Partnership"
SERVICES = {
    "Children's social care": ["Harbour team", "Lantern team"],
    "Youth justice": ["Compass team"],
}


@dataclass(frozen=True)
class Member:
    """One person. `story` names what is particular about their records; `months` is how long they work here."""

    name: str
    job: str
    months: int = 26
    story: str = "steady"
    roles: tuple[str, ...] = ("practitioner",)
    training: str = ""

    @property
    def email(self) -> str:
        return f"{self.name.lower().replace(' ', '.').replace(chr(39), '')}@example.org"


TEAMS: dict[str, list[Member]] = {
    "Harbour team": [
        Member("Priya Featherstone", "Team manager", story="supervisor", roles=("practitioner", "supervisor"),
               training="AIM3 assessor, 2024"),
        Member("Amara Quillfeather", "Social worker", months=13, story="overdue"),
        Member("Ben Marshwiggle", "Senior social worker", story="disputed"),
        Member("Chloe Thistlewood", "Family support worker", months=15, story="carried"),
        Member("Dylan Ambergate", "Social worker", months=20, story="unsigned"),
        Member("Esther Larkspur", "Social worker", story="moved"),
        Member("Farah Brightwater", "Social worker", months=14, story="gaps"),
        Member("Gareth Pennywhistle", "Residential worker", months=10, story="cancelled"),
        Member("Hannah Foxglove", "Social worker (newly qualified)", months=0, story="new"),
    ],
    "Lantern team": [
        Member("Imran Stormcloud", "Team manager", months=16, story="supervisor", roles=("practitioner", "supervisor"),
               training="Brook traffic light tool, 2025"),
        Member("Jodie Winterbourne", "Social worker", months=9),
        Member("Kwame Silverbirch", "Senior social worker", months=17, story="gaps"),
        Member("Leila Moonraker", "Social worker", months=12, story="unsigned"),
        Member("Marcus Heatherfield", "Family support worker", months=16, story="overdue"),
        Member("Nadia Goldcrest", "Therapist"),
        Member("Owen Riverdale", "Social worker", months=11, story="carried"),
        Member("Paula Nightingale", "Social worker", months=6),
        Member("Quentin Ashgrove", "Social worker", months=8, story="cancelled"),
    ],
    "Compass team": [
        Member("Rosa Wildwood", "Team manager", story="supervisor", roles=("practitioner", "supervisor"),
               training="AIM3 assessor, 2023"),
        Member("Samir Oakenshaw", "Youth justice practitioner"),
        Member("Tess Copperfield", "Youth justice practitioner", story="disputed"),
        Member("Umar Bellweather", "Youth justice practitioner", months=11, story="gaps"),
        Member("Vera Larksong", "Youth justice practitioner", months=12, story="overdue"),
        Member("Will Hollybrook", "Youth justice practitioner", months=18),
        Member("Xanthe Merryweather", "Speech and language therapist", months=9),
        Member("Yusuf Applegarth", "Youth justice practitioner", months=13, story="unsigned"),
    ],
}  # fmt: skip

LEADERS = [
    Member("Grace Underhill", "Service manager", story="senior", roles=("practitioner", "supervisor", "manager"),
           training="AIM3 assessor and trainer, 2022"),
    Member("Una Clearwater", "Consultant in harmful sexual behaviour", story="specialist", roles=("supervisor",),
           training="AIM3 trainer; NOTA conference speaker, 2025"),
    Member("Theo Blackthorn", "Audit and quality lead", story="none", roles=("manager",)),
    Member("Nell Rushmere", "Systems administrator", story="none", roles=("administrator",)),
]  # fmt: skip

# Who is supervised by whom beside their own team manager: practitioner, supervisor.
SPECIALIST = [("Amara Quillfeather", "Una Clearwater"), ("Kwame Silverbirch", "Una Clearwater")]
EARLIER_LEAD = {"Esther Larkspur": "Rosa Wildwood"}

SIGN_INS = ["Amara Quillfeather", "Priya Featherstone", "Grace Underhill", "Nell Rushmere"]
