"""Which words does the guard know? Lists kept as text, one file for each question, read once."""

import unicodedata
from pathlib import Path

DATA = Path(__file__).parent / "data"


def folded(word: str) -> str:
    """Lower case and without accents, so that Zoë, ZOE and zoe are one name."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.replace("’", "'").casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def lines(name: str) -> list[str]:
    rows = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [row.strip() for row in rows if row.strip() and not row.startswith("#")]


def words(name: str) -> frozenset[str]:
    return frozenset(folded(word) for row in lines(name) for word in row.split())


def classes(name: str) -> dict[str, frozenset[str]]:
    """Lines of "class: word word"; one class may go on over several lines."""
    found: dict[str, set[str]] = {}
    for row in lines(name):
        kind, _, rest = row.partition(":")
        found.setdefault(kind, set()).update(folded(word) for word in rest.split())
    return {kind: frozenset(members) for kind, members in found.items()}


GIVEN = words("given_names.txt")
SURNAMES = words("surnames.txt")
WORDS = words("words.txt")
ACRONYMS = words("acronyms.txt")
POSTCODE_AREAS = words("postcode_areas.txt")
ORGANISATIONS = frozenset(tuple(row.split()) for row in lines("organisations.txt"))
ALSO_WORDS = {word: kind for kind, members in classes("names_that_are_words.txt").items() for word in members}
CONTEXT = classes("contexts.txt")
SCHOOL = classes("schools.txt")

ENDINGS = ("s", "es", "ed", "d", "ing", "ly", "er", "r")


def is_word(key: str) -> bool:
    """Is it an ordinary word, also with an ending that our list does not spell out?"""
    if "-" in key:
        return all(part in WORDS for part in key.split("-"))
    return key in WORDS or any(key.endswith(end) and key[: -len(end)] in WORDS for end in ENDINGS)
