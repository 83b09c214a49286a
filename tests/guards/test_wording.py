"""Does Reflect tell people of the words that it does not use itself?"""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.wording import BY_OPENING, WordingHint, wording_hints
from tests.guards.test_languages import LABELS, labels_in
from tests.rules.labelled import PARTS, snippets


def found(text: str) -> list[str]:
    return [hint.found for hint in wording_hints(text)]


@pytest.mark.parametrize(
    "word",
    ["perpetrator", "Perpetrators", "predator", "offender", "abusers", "sexualised child", "Sexualised children"],
)
def test_a_word_that_reflect_avoids_is_hinted_at_where_people_write_it(word: str) -> None:
    assert labels_in("templates/planted.html", word), LABELS
    assert found(f"He was called a {word}, in the report.") == [word]


def test_a_hint_says_what_to_write_instead() -> None:
    [hint] = wording_hints("The abuser was seen.")
    assert hint == WordingHint(4, 10, "abuser", "child who has displayed harmful sexual behaviour")
    [hint] = wording_hints("The victims were seen.")
    assert hint.instead.startswith("child who was harmed")


def test_the_longest_phrase_is_hinted_at_once() -> None:
    assert found("a juvenile sex offender, a young\noffender") == ["juvenile sex offender", "young\noffender"]


@pytest.mark.parametrize(
    "text",
    [
        "The behaviour was abusive, and the child who was harmed is safe.",
        "A child who has displayed harmful sexual behaviour.",
        "The offence was recorded; the abuse stopped. Young people were asked.",
        "Support for the child who was harmed.",
    ],
)
def test_a_word_for_the_behaviour_is_let_be(text: str) -> None:
    assert found(text) == []


def test_few_clean_snippets_are_hinted_at() -> None:
    clean = [snippet.text for part in PARTS for snippet in snippets(part)]
    assert sum(bool(wording_hints(text)) for text in clean) <= len(clean) / 100


def test_every_pattern_has_another_way_of_saying_it() -> None:
    assert all(instead for filed in BY_OPENING.values() for _, instead in filed)


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["young", "sex", "offender", "abuser", "-", "\n", "a's"])).map(" ".join)
)
def test_any_text_is_read_and_every_place_is_right(text: str) -> None:
    hints = wording_hints(text)
    assert all(text[hint.start : hint.end] == hint.found != "" for hint in hints)
    assert all(one.end <= two.start for one, two in itertools.pairwise(hints))
