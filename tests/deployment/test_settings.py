"""Is an installation safe when nobody says otherwise, and does it say what is missing?"""

import os
import subprocess
import sys

import pytest

from supervision.embedded.environment import CHECKOUT

NEEDED = [
    "REFLECT_SECRET_KEY",
    "REFLECT_TEXT_KEYS",
    "REFLECT_DATABASE_URL",
    "REFLECT_BROKER_URL",
    "REFLECT_HOSTS",
    "REFLECT_MAIL_URL",
]


def settings(expression: str, *without: str, **changes: str) -> "subprocess.CompletedProcess[str]":
    """What a new process finds in the settings, with these changes to the environment."""
    environment = {name: value for name, value in os.environ.items() if name not in without} | changes
    program = f"import supervision.settings as s; print({expression})"
    return subprocess.run(
        [sys.executable, "-c", program], cwd=CHECKOUT, env=environment, capture_output=True, text=True
    )


@pytest.mark.parametrize("name", NEEDED)
def test_a_missing_variable_stops_the_start_and_says_what_to_set(name: str) -> None:
    said = settings("s", name)
    assert said.returncode != 0
    assert f"{name} is not set. Set it, for example {name}=" in said.stderr


def test_a_switch_that_is_neither_on_nor_off_stops_the_start() -> None:
    assert "set it to 1 (on) or 0 (off)" in settings("s", REFLECT_SECURE="yes").stderr


def test_another_database_than_postgresql_stops_the_start() -> None:
    assert "has to name a PostgreSQL database" in settings("s", REFLECT_DATABASE_URL="sqlite:///x").stderr


def test_cookies_need_https_unless_it_is_switched_off() -> None:
    expression = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG"
    said = settings(f"({expression})", "REFLECT_SECURE", "REFLECT_DEBUG")
    assert said.stdout.strip() == "(True, True, True, False)"


def test_a_secure_installation_passes_every_check_of_django() -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    for_browsers = "DJANGO_ALLOW_ASYNC_UNSAFE"  # tests of pages in a browser set it for this process
    environment = {name: value for name, value in os.environ.items() if name != for_browsers} | {"REFLECT_SECURE": "1"}
    checked = subprocess.run(command, cwd=CHECKOUT, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("smtp://a%40b:c@mail:25", "('mail', 25, 'a@b', 'c', True, False)"),
        ("smtp://mail?tls=0", "('mail', 587, '', '', False, False)"),
        ("smtps://mail", "('mail', 465, '', '', False, True)"),
    ],
)
def test_a_mail_address_becomes_the_mail_settings(url: str, expected: str) -> None:
    fields = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
    said = settings(", ".join(f"s.EMAIL_{field}" for field in fields).join("()"), REFLECT_MAIL_URL=url)
    assert said.stdout.strip() == expected
