"""Which word stands in which text? Each is written once, so that whoever sees it saw that text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db import connection

from tests.guards.fields import NARRATIVE

WORD = re.compile(r"canary[a-z]{4}|CNRY-[0-9]{5}")
Text = tuple[str, str]  # the field, and which of its texts: the row of tests/canary/readers.py


@dataclass
class Words:
    """What was written where."""

    written: dict[str, Text] = field(default_factory=dict)

    def new(self, name: str, which: str) -> str:
        number, letters = len(self.written), ""
        for _ in range(4):
            number, left = divmod(number, 26)
            letters = chr(ord("a") + left) + letters
        return self._note(f"canary{letters}", name, which)

    def reference(self, which: str) -> str:
        """Of a case: a word that the database takes for one."""
        return self._note(f"CNRY-{10_000 + len(self.written)}", "Case.reference", which)

    def _note(self, word: str, name: str, which: str) -> str:
        self.written[word] = (name, which)
        return word


def words_in(text: str) -> set[str]:
    return set(WORD.findall(text))


def narrative_fields() -> list[str]:
    return [f"{model}.{name}" for model, names in NARRATIVE.items() for name in names.split()]


def stored() -> dict[str, set[str]]:
    """By narrative field, the words that its rows hold."""
    models = {model.__name__: model for model in apps.get_models()}
    found = {}
    for name in narrative_fields():
        model, column = name.split(".")
        rows: Iterable[Any] = models[model]._default_manager.all()  # a text is opened in its row alone
        found[name] = words_in(" ".join(str(getattr(row, column)) for row in rows))
    return found


def without_words(found: dict[str, set[str]], written: dict[str, Text]) -> list[str]:
    """Narrative fields of which no row holds a word that was written for them, and what to do about it."""
    return [
        f"{name} holds no word: write one through its service in tests/canary/world.py, and say in "
        "tests/canary/readers.py who reads it"
        for name, words in found.items()
        if not any(written.get(word, ("", ""))[0] == name for word in words)
    ]


def dump() -> dict[str, str]:
    """Every table as text, sealed columns as the bytes they are."""
    tables = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = cursor.fetchall()
            tables[table] = "\n".join(" ".join(_plain(value) for value in row) for row in rows)
    return tables


def _plain(value: Any) -> str:
    return bytes(value).decode("latin-1") if isinstance(value, memoryview | bytes) else str(value)
