"""Do the words that people read respect the child and the worker?"""

import re

from tests.guards.test_code import texts

LABELS = r"\b(perpetrators?|predators?|offenders?|abusers?|sexualised child(ren)?|weak areas?|non-compliant)\b"
# The field of words to avoid, and guards, which are about code; and the list by which the product tells people of such
# words where they write them, with what to write instead.
MAY_NAME_THEM = ("tests/guards/", "CONTRIBUTING.md", "docs/architecture.md", "supervision/rules/wording.txt")


def labels_in(path: str, text: str) -> list[str]:
    if path.startswith(MAY_NAME_THEM):
        return []
    return [f"{path}: {match[0]}" for match in re.finditer(LABELS, text, re.IGNORECASE)]


def test_nobody_is_labelled() -> None:
    assert [line for path, text in texts() for line in labels_in(path, text)] == []


def test_the_list_of_such_words_is_read_like_everything_else() -> None:
    assert "supervision/rules/wording.txt" in {path for path, _ in texts()}


def test_a_planted_label_is_found() -> None:
    assert labels_in("templates/planted.html", "The Perpetrator") == ["templates/planted.html: Perpetrator"]
