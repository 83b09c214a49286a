"""What does docker-compose.yml say? Its services, with every ${VARIABLE} and ${VARIABLE:-default} filled in."""

import re
from typing import Any

import yaml

from supervision.embedded.environment import CHECKOUT

SERVICES: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*))?[^}]*\}")
OURS = ("web", "worker", "beat", "migrate")


def environment(service: str, values: dict[str, str]) -> dict[str, str]:
    written = SERVICES[service]["environment"]
    return {name: VARIABLE.sub(lambda found: _filled(found, values), text) for name, text in written.items()}


def _filled(found: re.Match[str], values: dict[str, str]) -> str:
    name, default = found.groups()
    return values[name] if default is None else values.get(name, default)
