"""Does a form that begins a record say what is wrong, to people and to their programs?"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionArrangement, SupervisionSession


@pytest.mark.parametrize("form", ["start", "not-held"])
def test_an_empty_form_is_answered_with_what_is_missing(
    form: str, arrangement: SupervisionArrangement, signed_in: Callable[[Person], Client]
) -> None:
    answer = signed_in(arrangement.practitioner).post(f"/records/{form}/{arrangement.pk}/", {"held_on_0": "31"})
    assert answer.status_code == 422
    assert "There is a problem" in answer.content.decode()
    assert not SupervisionSession.objects.exists()
