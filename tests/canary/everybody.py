"""Who is in this world? By the letters of tests/canary/readers.py."""

from typing import Any

from accounts.models import Person
from supervision.vocabulary import Role
from tests.people import make_person, make_team


def everybody() -> dict[str, Person]:
    team = make_team()
    found = {
        "P": make_person("Pat", Role.PRACTITIONER, team=team),
        "S": make_person("Sam", Role.PRACTITIONER, Role.SUPERVISOR, team=team),
        "N": make_person("Nic", Role.SUPERVISOR, team=team),
        "V": make_person("Val", Role.SUPERVISOR, team=team),
        "X": make_person("Xan", Role.SUPERVISOR),
        "R": make_person("Rae", Role.SUPERVISOR, team=team),
        "C": make_person("Col", Role.PRACTITIONER, team=team),
        "G": make_person("Gil", Role.PRACTITIONER),
        "M": make_person("Mia", Role.MANAGER),
        "D": make_person("Dee"),
        "B": make_person("Bea", Role.SUPERVISOR, team=team),
        "E": make_person("Eve"),
        "A": make_person("Ada", Role.ADMINISTRATOR),
        "L": make_person("Lee", Role.PRACTITIONER, Role.SUPERVISOR, Role.ADMINISTRATOR, team=team),
    }
    grants: Any = {"D": {"scope": "service", "service": team.service}, "B": {"scope": "team", "team": team}}
    grants["E"] = {"scope": "team", "team": make_team("Elsewhere")}
    for letter, scope in grants.items():
        found[letter].role_grants.create(role=Role.MANAGER, **scope)
    return found
