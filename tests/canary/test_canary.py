"""Does nobody see a word that is not theirs, anywhere, and everybody each that is?"""

from datetime import timedelta

from django.db import transaction

from supervision.audit.services import record
from supervision.reminders.ticking import tick
from supervision.vocabulary import AuditAction
from tests.canary import readers
from tests.canary.crawl import PEOPLE, TAKEN, Crawled
from tests.canary.words import dump, narrative_fields, stored, without_words, words_in
from tests.people import NOW

NOON = NOW.replace(hour=12)  # no mail goes at night
LATER = (0, 10, 40, 100)  # days from now on which the clock is run, so that everything there is to tell is mailed


def allowed(crawled: Crawled, word: str) -> set[str]:
    name, which = crawled.world.words.written[word]
    return set(readers.READERS[name][which].split())


def test_every_narrative_field_holds_a_word(crawled: Crawled) -> None:
    assert without_words(stored(), crawled.world.words.written) == []


def test_a_planted_field_without_a_word_is_found() -> None:
    found = without_words(
        {"CaseNote.body": {"canaryaaaa"}, "Planted.body": set()}, {"canaryaaaa": ("CaseNote.body", "x")}
    )
    assert len(found) == 1
    assert found[0].startswith("Planted.body holds no word: write one")


def test_the_table_of_readers_has_a_row_for_each_text_and_no_other(crawled: Crawled) -> None:
    texts = set(crawled.world.words.written.values())
    rows = {(name, which) for name, table in readers.READERS.items() for which in table}
    assert texts - rows == set(), "say in tests/canary/readers.py who reads these"
    assert set(readers.READERS) == {name for name, _ in texts} == {*narrative_fields(), "Case.reference"}


def test_nobody_sees_a_word_that_is_not_theirs(crawled: Crawled) -> None:
    foreign = [
        f"{letter} saw {' of '.join(crawled.world.words.written[word])} at {address}"
        for letter in PEOPLE
        for word, address in crawled.seen[letter].items()
        if letter not in allowed(crawled, word)
    ]
    assert foreign == []


def test_everybody_sees_each_word_that_is_theirs(crawled: Crawled) -> None:
    unseen = [
        f"{letter} did not see {' of '.join(text)}"
        for word, text in crawled.world.words.written.items()
        for letter in sorted(allowed(crawled, word))
        if word not in crawled.seen[letter]
    ]
    assert unseen == []


def test_the_crawl_went_everywhere_and_nothing_broke(crawled: Crawled) -> None:
    assert crawled.broken == []
    assert crawled.pages["P"] > 100
    assert crawled.pages["A"] > 60
    assert crawled.documents == sum(sum(each.values()) for each in TAKEN.values())
    assert 4 < crawled.pages["O"] < crawled.pages["P"]


def test_no_word_is_in_a_line_of_a_log(crawled: Crawled) -> None:
    assert "Forbidden" in crawled.logged  # what was refused is logged, so something was listened to
    assert narrative(crawled, crawled.logged) == set()


def test_no_word_is_in_the_database_as_it_was_written(crawled: Crawled) -> None:
    """In no table: neither in a mail or a notice, nor on the trail, nor in a sign-in; the text's own row is sealed."""
    with transaction.atomic():
        for days in LATER:
            tick(at=NOON + timedelta(days=days))
        tables = dump()
        transaction.set_rollback(True)
    assert "Sign in to see more" in tables["outbox_outgoingmail"]
    assert len(tables["supervision_sessions_sessiontext"]) > 1_000
    assert {name: found for name, text in tables.items() if (found := narrative(crawled, text))} == {}


def test_a_planted_word_is_found_in_the_dump(crawled: Crawled) -> None:
    word = next(word for word, (name, _) in crawled.world.words.written.items() if name == "CaseNote.body")
    with transaction.atomic():
        record(actor=None, action=AuditAction.READ, kind="x", planted=word)
        tables = dump()
        transaction.set_rollback(True)
    assert {name for name, text in tables.items() if narrative(crawled, text)} == {"audit_auditevent"}


def narrative(crawled: Crawled, text: str) -> set[str]:
    """The words of narrative in it: a case's reference may stand in clear."""
    return {word for word in words_in(text) if crawled.world.words.written[word][0] != "Case.reference"}
