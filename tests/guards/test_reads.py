"""Is what people wrote read only where it may be, and written only by services?"""

import ast
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps

ROOT = Path(__file__).parents[2]
HUB = "supervision/sessions/"
CASES = "supervision/casenotes/"
OPEN_TO = (f"{HUB}services/", f"{HUB}queries.py", f"{HUB}write_content.py", f"{CASES}services/", "supervision/demo/")
READS = ("queries.py", "supervision/measures/")
# What holds nothing that somebody wrote: people and how they are arranged, and the questions.
NOT_CONTENT = {
    "SupervisionArrangement", "SessionKind", "ReflectiveTemplate", "TemplateVersion", "TemplateQuestion",
    "ConfidenceDomain", "FrequencyPolicy", "PolicyStage", "IntervalPause", "ClosedDay", "PlannedSession",
    "PlannedSessionChange", "CalendarFeed", "Handover", "Departure", "SignatureRoute",
    "PartnerAgency", "GroupFormat", "GroupFormatStep",
}  # fmt: skip


def sources() -> Iterator[tuple[str, str]]:
    for folder in ("accounts", "supervision"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield str(path.relative_to(ROOT)), path.read_text()


def content_models() -> set[str]:
    labels = ("supervision_sessions", "casenotes")
    return {model.__name__ for label in labels for model in apps.get_app_config(label).get_models()} - NOT_CONTENT


def managers_used(source: str) -> set[str]:
    """Names of the models whose manager a module uses: `Model.objects`, or `every`."""
    return {
        node.value.id
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Attribute)
        and node.attr in ("objects", "every", "_default_manager")
        and isinstance(node.value, ast.Name)
    }


def offenders(modules: Iterator[tuple[str, str]]) -> list[str]:
    found = []
    for path, source in modules:
        if not path.startswith(OPEN_TO) and not path.endswith(READS[0]) and not path.startswith(READS[1]):
            found += [f"{path} reads {name}: go through a query" for name in managers_used(source) & content_models()]
    return found


def test_content_is_read_through_queries_only() -> None:
    assert offenders(sources()) == []


def test_a_planted_read_is_found() -> None:
    planted = ("supervision/records/views/planted.py", "rows = SessionText.objects.all()")
    assert offenders(iter([planted])) == [f"{planted[0]} reads SessionText: go through a query"]


WRITES = {"save", "create", "bulk_create", "update", "delete", "get_or_create", "update_or_create", "bulk_update"}


def writes_in_views(modules: Iterator[tuple[str, str]]) -> list[str]:
    """Calls of a writing method in a view or a form, which has to leave that to a service."""
    found = []
    for path, source in modules:
        if "/views" not in path and "/forms" not in path:
            continue
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in WRITES:
                found.append(f"{path}:{node.lineno} calls .{node.func.attr}()")
    return found


ALLOWED = {"fields.update(", "notes.save(", "drafts.save("}  # of a dictionary; of a service


def test_views_and_forms_leave_writing_to_services() -> None:
    found = [line for line in writes_in_views(sources()) if not _is_allowed(line)]
    assert found == []


def _is_allowed(line: str) -> bool:
    path, number = line.split(" ")[0].split(":")
    text = (ROOT / path).read_text().splitlines()[int(number) - 1]
    return any(known in text for known in ALLOWED)


def test_a_planted_write_is_found() -> None:
    planted = ("supervision/records/views/planted.py", "record.save()")
    assert writes_in_views(iter([planted])) == [f"{planted[0]}:1 calls .save()"]
