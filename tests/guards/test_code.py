"""Do the habits hold: a question atop each module, small files, no signals, one driver, nothing of one machine?"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LONGEST = 300  # lines


def python() -> Iterator[tuple[str, str]]:
    for folder in ("accounts", "supervision", "deploy", "tests"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield str(path.relative_to(ROOT)), path.read_text()


def templates() -> Iterator[tuple[str, str]]:
    for path in sorted((ROOT / "templates").rglob("*")):
        if path.is_file():
            yield str(path.relative_to(ROOT)), path.read_text()


def texts() -> Iterator[tuple[str, str]]:
    """Everything that people read who have the project."""
    yield from python()
    yield from templates()
    patterns = ("*.md", "docs/**/*.md", "*.lock", "*.toml", "Makefile", "static/css/*", "static/js/**/*.js")
    for pattern in (*patterns, "supervision/**/*.txt"):
        for path in sorted(ROOT.glob(pattern)):
            yield str(path.relative_to(ROOT)), path.read_text()


def no_docstring(path: str, text: str) -> bool:
    own = path.startswith(("accounts/", "supervision/")) and not path.endswith(("__init__.py", "apps.py", "urls.py"))
    own = own and "migrations" not in path
    return own and bool(text.strip()) and not text.startswith(('"""', "#!"))


def too_long(path: str, text: str) -> bool:
    return "migrations" not in path and path.startswith(("accounts/", "supervision/")) and text.count("\n") > LONGEST


def signals(path: str, text: str) -> bool:
    return not path.startswith("tests/") and bool(re.search(r"@receiver\(|_save\.connect\(|\bSignal\(", text))


def skipped(path: str, text: str) -> bool:
    return (
        path.startswith("tests/") and bool(re.search(r"pytest\.(mark\.)?(skip\b|xfail)", text)) and not _is_this(path)
    )


def mocked(path: str, text: str) -> bool:
    return (
        path.startswith("tests/") and bool(re.search(r"unittest\.mock|mocker\b|MagicMock", text)) and not _is_this(path)
    )


def unfinished(path: str, text: str) -> bool:
    return not _is_this(path) and bool(re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text))


def inline(path: str, text: str) -> bool:
    return path.startswith("templates/") and bool(re.search(r"\sstyle=|\son[a-z]+=|<script>|<style|javascript:", text))


def unescaped(path: str, text: str) -> bool:
    # Mail is plain text: there is nothing to escape for.
    return (
        path.startswith("templates/")
        and path.endswith(".html")
        and bool(re.search(r"\|\s*safe\b|autoescape off", text))
    )


def publishes(path: str, text: str) -> bool:
    """The database says what is due: nothing but the clock gives the broker a task, least of all a web request."""
    return path.startswith(("accounts/", "supervision/")) and bool(
        re.search(r"\.(delay|apply_async|send_task)\(", text)
    )


def elsewhere(path: str, text: str) -> bool:
    """A path of one machine, or an index that packages came from."""
    known = r"/home/\w|/root/|/work/|--index-url|--extra-index|--find-links|file:///\w+/\w+/\w+"
    return not path.startswith("tests/") and bool(re.search(known, text))


HABITS: list[tuple[Callable[[], Iterator[tuple[str, str]]], Callable[[str, str], bool], tuple[str, str]]] = [
    (python, no_docstring, ("supervision/planted.py", "x = 1\n")),
    (python, too_long, ("supervision/planted.py", '"""A."""\n' * 301)),
    (python, signals, ("supervision/planted.py", "@receiver(post_save)")),
    (python, skipped, ("tests/planted.py", "@pytest.mark." + "skip")),
    (python, mocked, ("tests/planted.py", "from unittest." + "mock import Mock")),
    (texts, unfinished, ("supervision/planted.py", "# TO" + "DO later")),
    (python, publishes, ("supervision/planted.py", "sweep.delay()")),
    (templates, inline, ("templates/planted.html", '<p style="color: red">')),
    (templates, inline, ("templates/planted.html", '<button onclick="go()">')),
    (templates, unescaped, ("templates/planted.html", "{{ label|safe }}")),
    (texts, elsewhere, ("docs/planted.md", "cd /home/anna/reflect")),
    (texts, elsewhere, ("planted.lock", "--index-url https://example.org")),
]


@pytest.mark.parametrize(("modules", "habit", "planted"), HABITS, ids=lambda one: getattr(one, "__name__", ""))
def test_the_habit_is_kept_and_a_planted_offender_is_found(
    modules: Callable[[], Iterator[tuple[str, str]]], habit: Callable[[str, str], bool], planted: tuple[str, str]
) -> None:
    assert [path for path, text in modules() if habit(path, text)] == []
    assert habit(*planted)


def _is_this(path: str) -> bool:
    return path == "tests/guards/test_code.py"


def test_the_database_driver_is_the_one_that_was_chosen() -> None:
    from django.db import connection

    assert connection.Database.__name__ == "psycopg2"


def test_every_task_is_in_the_schedule_and_every_entry_is_a_task() -> None:
    from django.conf import settings

    from supervision.celery import app

    app.loader.import_default_modules()
    ours = {name for name in app.tasks if name.startswith(("supervision.", "accounts."))}
    assert ours == {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}


def test_the_lock_pins_every_package_by_hash() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        blocks = re.split(r"\n(?=[a-zA-Z0-9])", (ROOT / name).read_text().strip())
        assert all("--hash=sha256:" in block for block in blocks if "==" in block)
