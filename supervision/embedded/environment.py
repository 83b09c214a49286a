"""Which variables does the embedded default set, and where does it keep its things?"""

import base64
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def private_directory(path: Path) -> Path:
    """A directory of ours that nobody else can list. Root's can be passed through: its PostgreSQL is another user."""
    path.mkdir(parents=True, exist_ok=True)
    path.chmod(0o711 if os.geteuid() == 0 else 0o700)
    return path


def home() -> Path:
    """Everything that the embedded default keeps, beside the code and ignored by git."""
    return private_directory(CHECKOUT / ".reflect")


def kept_secrets(directory: Path) -> dict[str, str]:
    """Keys made once for this checkout. They live beside its database, whose texts nobody can read without them."""
    path = directory / "secrets.json"
    if not path.exists():
        made = {
            "REFLECT_SECRET_KEY": secrets.token_urlsafe(64),
            "REFLECT_TEXT_KEYS": "first:" + base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        }
        unfinished = path.with_suffix(".new")
        unfinished.touch(mode=0o600)
        unfinished.write_text(json.dumps(made))
        unfinished.rename(path)
    found: dict[str, str] = json.loads(path.read_text())
    return found


def port() -> int:
    return int(os.environ.get("REFLECT_PORT", "8000"))


def settings_for(directory: Path, *, database_url: str, broker_url: str) -> dict[str, str]:
    """The environment for Django's settings. What the caller's environment already says wins."""
    mail = directory / "mail"
    mail.mkdir(mode=0o700, exist_ok=True)
    defaults = {
        **kept_secrets(directory),
        "REFLECT_DATABASE_URL": database_url,
        "REFLECT_BROKER_URL": broker_url,
        "REFLECT_HOSTS": "localhost,127.0.0.1,[::1]",
        "REFLECT_ADDRESS": f"http://localhost:{port()}",
        "REFLECT_MAIL_URL": mail.as_uri(),
        "REFLECT_ORGANISATION": "Merrowdale Children's Partnership",  # as in the demonstration data
        "REFLECT_SECURE": "0",  # plain HTTP on this machine only
        "REFLECT_STATIC_ROOT": str(directory / "static"),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "supervision.settings",
    }
    return {**defaults, **os.environ}


def as_owner(settings: Mapping[str, str], owner_url: str) -> dict[str, str]:
    """The same settings for a command that changes tables, which the runtime role may not."""
    return {**settings, "REFLECT_DATABASE_URL": owner_url}
