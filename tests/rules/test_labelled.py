"""Is the labelled set well made, and counted rightly?"""

from collections import Counter

from tests.rules.labelled import MARK, PARTS, Snippet, measure, parse, snippets

KINDS = {"name", "birth", "nhs", "postcode", "phone", "email", "school"}


def test_a_mark_gives_its_kind_and_its_place_and_leaves_the_text_as_it_was_written() -> None:
    snippet = parse("Saw {name:Kelly}, dob {birth:1/2/2010}.")
    assert snippet == Snippet("Saw Kelly, dob 1/2/2010.", (("name", 4, 9), ("birth", 15, 23)))


def test_about_half_of_each_part_is_clean_and_every_kind_is_there() -> None:
    for part in PARTS:
        labelled = snippets(part)
        kinds = Counter(kind for snippet in labelled for kind, _, _ in snippet.spans)
        assert len(labelled) >= 230
        assert set(kinds) == KINDS
        assert 0.4 <= sum(not snippet.spans for snippet in labelled) / len(labelled) <= 0.6


def test_no_snippet_is_there_twice_and_no_mark_is_left_in_one() -> None:
    texts = [snippet.text for part in PARTS for snippet in snippets(part)]
    assert len(texts) == len(set(texts))
    assert not [text for text in texts if "{" in text or "}" in text or MARK.search(text)]


def test_a_miss_and_a_false_alarm_are_each_counted_and_shown() -> None:
    figures = measure([parse("Saw {name:Kelly} and Mark.")], lambda text: [("name", 14, 18)])
    assert figures.recall("name") == figures.precision("name") == 0
    assert figures.missed == ["name: 'Kelly' in 'Saw Kelly and Mark.'"]
    assert figures.wrong == ["name: 'Mark' in 'Saw Kelly and Mark.'"]


def test_a_span_that_overlaps_is_found_and_another_kind_is_not() -> None:
    labelled = [parse("Saw {name:Kelly Shaw}.")]
    assert measure(labelled, lambda text: [("name", 4, 9)]).recall("name") == 1
    assert measure(labelled, lambda text: [("school", 4, 9)]).recall("name") == 0
