"""Can somebody at an open screen guess the password that a signature asks for?"""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from accounts.models import Person
from accounts.services import TooManyTries, confirm_identity
from supervision.audit.models import AuditEvent
from tests.people import NOW, PASSWORD, make_person


def test_the_right_password_confirms_and_a_wrong_one_does_not(practitioner: Person) -> None:
    assert confirm_identity(person=practitioner, password=PASSWORD)
    assert not confirm_identity(person=practitioner, password=PASSWORD + "x")
    assert AuditEvent.objects.get(kind="identity").actor == practitioner


def test_after_five_wrong_tries_not_even_the_right_one_is_taken(practitioner: Person, colleague: Person) -> None:
    for _ in range(5):
        assert not confirm_identity(person=practitioner, password="guess")
    with pytest.raises(TooManyTries, match="Wait five minutes"):
        confirm_identity(person=practitioner, password=PASSWORD)
    assert confirm_identity(person=colleague, password=PASSWORD)


def test_five_minutes_later_the_right_password_is_taken_again(practitioner: Person) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        for _ in range(5):
            confirm_identity(person=practitioner, password="guess")
        clock.shift(timedelta(minutes=5, seconds=-1))
        with pytest.raises(TooManyTries):
            confirm_identity(person=practitioner, password=PASSWORD)
        clock.shift(timedelta(seconds=1))
        assert confirm_identity(person=practitioner, password=PASSWORD)


def test_a_closed_account_confirms_nothing(leaver: Person) -> None:
    assert not confirm_identity(person=leaver, password=PASSWORD)


def test_of_forty_guesses_at_once_exactly_five_are_looked_at(own_database: str) -> None:
    person = make_person("Amara Quill")

    def guess(number: int) -> bool:
        try:
            return confirm_identity(person=person, password=f"guess {number}")
        except TooManyTries:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(10) as threads:
        outcomes = list(threads.map(guess, range(40)))
    assert outcomes.count(False) == 5
