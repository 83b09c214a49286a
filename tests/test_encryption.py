"""Does a stored text open only in its own place, with its own key, as it was written?"""

import uuid

import pytest
from django.db import connection
from pytest_django import Settings

from supervision.encryption import Tampered, key_id_of, open_sealed, seal
from supervision.sessions.models import SessionText, SupervisionSession


def test_what_was_sealed_opens_in_its_own_place() -> None:
    assert open_sealed(seal("Wörter", binding="a:1"), binding="a:1") == "Wörter"


def test_it_opens_in_no_other_place() -> None:
    with pytest.raises(Tampered):
        open_sealed(seal("text", binding="a:1"), binding="a:2")


def test_every_flipped_bit_of_every_byte_is_found() -> None:
    stored = seal("text", binding="a:1")
    for place in range(len(stored)):
        flipped = stored[:place] + bytes([stored[place] ^ 1]) + stored[place + 1 :]
        with pytest.raises(Tampered):
            open_sealed(flipped, binding="a:1")


def test_a_row_holds_no_clear_text(sent: SupervisionSession) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT body FROM supervision_sessions_sessiontext")
        stored = b"".join(bytes(row[0]) for row in cursor.fetchall())
    assert stored
    assert b"visit" not in stored


def test_a_text_copied_to_another_row_does_not_open(sent: SupervisionSession) -> None:
    first, second, *_ = SessionText.objects.all()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE supervision_sessions_sessiontext t SET body = s.body "
            "FROM supervision_sessions_sessiontext s WHERE t.id = %s AND s.id = %s",
            [str(first.pk), str(second.pk)],
        )
    with pytest.raises(Tampered):
        _ = SessionText.objects.get(pk=first.pk).body


def test_an_update_that_would_store_clear_text_is_refused(sent: SupervisionSession) -> None:
    with pytest.raises(TypeError):
        SessionText.objects.update(body="clear")


def test_the_first_key_of_the_ring_seals_and_the_others_still_open(settings: Settings) -> None:
    old = settings.REFLECT_TEXT_KEYS
    stored = seal("text", binding=(binding := str(uuid.uuid4())))
    settings.REFLECT_TEXT_KEYS = "new:" + "BBBB" * 10 + "BBA=," + old
    assert open_sealed(stored, binding=binding) == "text"
    assert key_id_of(seal("text", binding=binding)) == "new"
