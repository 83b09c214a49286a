"""What does docker-compose.yml say? Its services, with every ${VARIABLE} filled in."""

import re
from typing import Any

import yaml

from supervision.embedded.environment import CHECKOUT

SERVICES: dict[str, Any] = yaml.safe_load((CHECKOUT / "docker-compose.yml").read_text())["services"]
OURS = ("web", "worker", "beat", "migrate")


def environment(service: str, values: dict[str, str]) -> dict[str, str]:
    written = SERVICES[service]["environment"]
    return {name: re.sub(r"\$\{(\w+)[^}]*\}", lambda found: values[found[1]], text) for name, text in written.items()}
