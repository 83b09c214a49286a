"""Does a text that was not written over a newer one stay its writer's until they remove it?"""

from collections.abc import Callable

import pytest
from django.test import Client

from accounts.models import Person
from supervision.sessions.models import KeptText, SupervisionSession
from supervision.sessions.services import drafts
from tests.people import NOW, lock, send

SignIn = Callable[[Person], Client]
KEPT = "What I had typed in the other tab."


@pytest.fixture
def kept(draft: SupervisionSession) -> KeptText:
    drafts.keep_beside(draft, "others_present", [KEPT], NOW)
    return KeptText.objects.get()


def page(client: Client, record: SupervisionSession, name: str = "") -> str:
    return client.get(f"/records/{record.pk}/{name}").content.decode()


def test_the_writer_is_told_before_sending(kept: KeptText, draft: SupervisionSession, signed_in: SignIn) -> None:
    html = page(signed_in(draft.practitioner), draft, "edit/")
    assert KEPT in html
    told = html.index("1 other version of what you wrote is")
    assert told < html.index("Send to Priya for signature")


@pytest.mark.parametrize("then", [lambda record: record, lock])
def test_it_is_on_the_record_page_for_its_writer_alone_until_they_remove_it(
    then: Callable[[SupervisionSession], SupervisionSession],
    kept: KeptText,
    draft: SupervisionSession,
    signed_in: SignIn,
) -> None:
    record = then(send(draft))
    writer, other = signed_in(record.practitioner), signed_in(record.supervisor)
    assert KEPT in page(writer, record)
    assert KEPT not in page(other, record)
    assert KEPT not in page(writer, record, "sign/")
    address = f"/records/{record.pk}/kept/{kept.pk}/forget/"
    other.post(address)
    assert KEPT in page(writer, record)
    assert writer.post(address).headers["Location"] == f"/records/{record.pk}/"
    assert KEPT not in page(writer, record)
    assert not KeptText.objects.exists()
