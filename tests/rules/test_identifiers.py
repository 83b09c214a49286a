"""Does the guard see what may identify somebody, and does it let the rest be?"""

import sys
import time
from collections.abc import Callable
from itertools import pairwise
from types import FrameType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from supervision.rules.identifiers import Hint, hints
from supervision.rules.identifiers.hint import HintKind
from supervision.rules.identifiers.lists import ALSO_WORDS, GIVEN, WORDS
from supervision.rules.identifiers.numbers import check_digit_holds
from supervision.rules.wording import BY_OPENING, wording_hints
from tests.rules.labelled import PARTS, Span, measure, snippets

NUMBERED = [kind.value for kind in HintKind if kind is not HintKind.NAME]


def spans(text: str) -> list[Span]:
    return [(hint.kind.value, hint.start, hint.end) for hint in hints(text)]


def found(text: str) -> list[tuple[str, str]]:
    return [(hint.kind.value, hint.found) for hint in hints(text)]


@pytest.mark.parametrize("part", PARTS)
def test_enough_is_found_and_enough_of_it_is_right_in_each_part_of_the_labelled_set(part: str) -> None:
    figures = measure(snippets(part), spans)
    assert figures.recall(*NUMBERED) >= 0.98, figures.missed
    assert figures.precision(*NUMBERED) >= 0.90, figures.wrong
    assert figures.recall("name") >= 0.80, figures.missed
    assert figures.precision("name") >= 0.60, figures.wrong


@pytest.mark.parametrize("kind", NUMBERED)
def test_no_kind_hides_behind_the_others(kind: str) -> None:
    figures = measure([snippet for part in PARTS for snippet in snippets(part)], spans)
    assert figures.recall(kind) >= 0.90, figures.missed
    assert figures.precision(kind) >= 0.90, figures.wrong


@pytest.mark.parametrize(
    "text",
    [
        "Mark the date",
        "May 2026",
        "Grace period",
        "Will follow up",
        "Hope to meet",
        "Summer term",
        "Rose to the challenge",
        "the Brook tool",
        "AIM3",
        "CR-2041",
        "Year 9",
        "Monday",
        "Social Worker",
        "Children's Home",
        "The session was held on 14/03/2026",
        "NHS Trust",
        "School Nurse",
        "",
        " \n\t",
    ],
)
def test_what_only_looks_like_one_is_let_be(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Saw Will at home", ("name", "Will")),
        ("Grace said no", ("name", "Grace")),
        ("Zoë's mum rang", ("name", "Zoë")),
        ("Mrs O’Brien-Adeyemi rang", ("name", "O’Brien-Adeyemi")),
        ("his dob is 3.4.2012", ("birth", "3.4.2012")),
        ("(07700) 900123", ("phone", "(07700) 900123")),
        ("+44 (0)7700 900205", ("phone", "+44 (0)7700 900205")),
        ("999 526 0182", ("nhs", "999 526 0182")),
        ("to sw1a 1aa by taxi", ("postcode", "sw1a 1aa")),
        ("write to kelly.shaw@oakhill-school.example", ("email", "kelly.shaw@oakhill-school.example")),
        ("at Kelly Lane Primary School now", ("school", "Kelly Lane Primary School")),
    ],
)
def test_the_whole_of_it_is_told_once_with_its_kind(text: str, hint: tuple[str, str]) -> None:
    assert found(text) == [hint]


def test_a_surname_met_beside_its_given_name_is_known_by_itself() -> None:
    text = "Deborah Whitmarsh chaired. The plan that Whitmarsh wrote is clear."
    assert found(text) == [("name", "Deborah Whitmarsh"), ("name", "Whitmarsh")]


def test_a_telephone_number_is_not_an_nhs_number_although_its_check_digit_would_be_right() -> None:
    assert check_digit_holds("7700900205")
    assert found("Ring +44 7700 900205 or 07700 900205") == [("phone", "+44 7700 900205"), ("phone", "07700 900205")]


def test_a_number_whose_check_digit_is_wrong_is_no_nhs_number() -> None:
    assert found("Invoice 9995260182")[0][0] == "nhs"
    assert [found(f"Invoice 999526018{digit}") for digit in "013456789"] == [[]] * 9


def test_every_kind_says_in_plain_words_what_it_may_be() -> None:
    assert all(kind.label.startswith("may be ") for kind in HintKind)


def test_no_name_of_the_sure_list_is_also_an_ordinary_word() -> None:
    assert not GIVEN & WORDS
    assert not GIVEN & ALSO_WORDS.keys()


PIECES = """Kelly kelly Mr St School of @ a@b.co 07700 900 123 999 526 0182 dob 1/2/10 May J. 's SW1A 1AA é ’ - . ( İ"""


@given(st.text(max_size=400) | st.lists(st.sampled_from([*PIECES.split(), "\n"]), max_size=60).map(" ".join))
def test_any_text_is_read_and_every_hint_shows_its_own_place(text: str) -> None:
    said = hints(text)
    assert all(isinstance(hint, Hint) and text[hint.start : hint.end] == hint.found != "" for hint in said)
    assert all(one.end <= two.start for one, two in pairwise(said))


LONG = {
    "narrative": " ".join(snippet.text for part in PARTS for snippet in snippets(part)),
    "letters": "a",
    "capitals": "Qwx ",
    "digits": "1",
    "groups of digits": "0 ",
    "telephones": "07700 ",
    "addresses": "a@",
    "dots": "a.",
    "births": "born dob ",
    "dates": "1/1/10 ",
    "schools": "School ",
    "saints": "St X's ",
    "initials": "A. ",
    "apostrophes": "a'",
    "spaces": " ",
    "of": "Lady of ",
    "beginnings of phrases": " ".join(phrase[0].rstrip("*") for filed in BY_OPENING.values() for phrase, _ in filed)
    + " ",
}


def lines_run(work: Callable[[], object]) -> int:
    """How many lines of Python ran, which no busy machine changes."""
    count = 0

    def step(frame: FrameType, event: str, arg: object) -> object:
        nonlocal count
        count += event == "line"
        return step

    before = sys.gettrace()
    sys.settrace(step)
    try:
        work()
    finally:
        sys.settrace(before)
    return count


@pytest.mark.parametrize("name", LONG)
def test_a_text_twice_as_long_takes_twice_the_steps(name: str) -> None:
    text = LONG[name] * (8000 // len(LONG[name]) + 1)
    for rule in (hints, wording_hints):
        once, twice = (lines_run(lambda size=size, rule=rule: rule(text[:size])) for size in (4000, 8000))
        assert twice <= 2.4 * once + 200


@pytest.mark.parametrize("name", LONG)
def test_no_pattern_reads_a_stretch_again_and_again(name: str) -> None:
    """What runs inside a pattern is not counted by lines: so the text is long, and the clock may be four times off."""

    def seconds(size: int) -> float:
        text = (LONG[name] * (size // len(LONG[name]) + 1))[:size]
        began = time.process_time()
        hints(text)
        return time.process_time() - began

    assert seconds(64_000) <= 4 * 8 * max(min(seconds(8_000) for _ in range(3)), 0.001)
