"""Can somebody keep a log of what they learnt, for themselves and for their regulator?"""

import re
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.learning import services
from supervision.learning.models import LearningEntry, Resource
from supervision.learning.services import Learning
from supervision.learning.words import LearningKind
from supervision.sessions.models import ConfidenceDomain
from tests.people import NOW, TODAY

SignIn = Callable[[Person], Client]


def piece(**given: object) -> Learning:
    words = {"title": "A day on language", "relevance": "", "learnt": "Ask short questions.", "impact": "",
             "peer_view": ""}  # fmt: skip
    known = {"kind": LearningKind.TRAINING, "done_on": TODAY, "domain_ids": [], **words}
    return Learning(**known | given)  # type: ignore[arg-type]


def add(by: Person, **given: object) -> LearningEntry:
    return services.add(learning=piece(**given), key=uuid.uuid4(), by=by, at=NOW)


def form(**given: str) -> dict[str, str]:
    known = {"kind": "reading", "done_on": TODAY.isoformat(), "title": "A guide", "learnt": "Two things.",
             "relevance": "", "impact": "", "peer_view": "", "key": str(uuid.uuid4()), "base_version": "0"}  # fmt: skip
    return known | given


def test_what_is_written_is_in_the_log_and_sealed(practitioner: Person, signed_in: SignIn) -> None:
    area = ConfidenceDomain.objects.get(position=8)
    client = signed_in(practitioner)
    answer = client.post("/learning/add/", form(title="Plain language", domains=str(area.pk)))
    assert answer.status_code == 302
    page = client.get("/learning/").content.decode()
    assert "Plain language" in page
    assert area.short_name.lower() in page
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM learning_learningentry e")
        assert "Plain language" not in cursor.fetchone()[0]


def test_a_form_posted_twice_is_one_entry(practitioner: Person, signed_in: SignIn) -> None:
    client, posted = signed_in(practitioner), form()
    assert [client.post("/learning/add/", posted).status_code for _ in range(2)] == [302, 302]
    assert LearningEntry.objects.count() == 1


def test_nobody_opens_somebody_elses(
    practitioner: Person, supervisor: Person, administrator: Person, signed_in: SignIn
) -> None:
    entry = add(practitioner)
    for other in (supervisor, administrator):
        client = signed_in(other)
        for address in (f"/learning/{entry.pk}/", f"/learning/{entry.pk}/remove/"):
            assert client.get(address).status_code == 404
            assert client.post(address, form()).status_code == 404
        assert "A day on language" not in client.get("/learning/").content.decode()
        assert "A day on language" not in client.get("/learning/for-the-regulator/").content.decode()
    assert LearningEntry.objects.get().version == 1


def test_an_older_tab_does_not_overwrite_a_newer_one(practitioner: Person, signed_in: SignIn) -> None:
    entry, client = add(practitioner), signed_in(practitioner)
    assert client.post(f"/learning/{entry.pk}/", form(learnt="Newer.", base_version="1")).status_code == 302
    answer = client.post(f"/learning/{entry.pk}/", form(learnt="From the older tab.", base_version="1"))
    assert answer.status_code == 422
    assert "changed in another tab" in answer.content.decode()
    assert "From the older tab." in answer.content.decode()
    assert LearningEntry.objects.get().learnt == "Newer."


def test_wrong_input_is_said_beside_the_field_and_kept(practitioner: Person, signed_in: SignIn) -> None:
    tomorrow = (TODAY + timedelta(days=1)).isoformat()
    answer = signed_in(practitioner).post("/learning/add/", form(done_on=tomorrow, learnt="Kept."))
    assert answer.status_code == 422
    assert answer.content.decode().count("The day must be today or in the past") == 2
    assert "Kept." in answer.content.decode()
    with pytest.raises(ValidationError):
        add(practitioner, done_on=TODAY + timedelta(days=1))


def test_what_may_name_somebody_is_pointed_out_once(practitioner: Person, signed_in: SignIn) -> None:
    client, posted = signed_in(practitioner), form(learnt="His number is 07700 900123.")
    answer = client.post("/learning/add/", posted)
    assert answer.status_code == 200
    assert "07700 900123" in answer.content.decode()
    assert not LearningEntry.objects.exists()
    seen = answer.context["form"].data["seen"]
    assert client.post("/learning/add/", posted | {"seen": seen}).status_code == 302


def test_the_year_is_counted_from_december(practitioner: Person, signed_in: SignIn) -> None:
    add(practitioner, done_on=date(2025, 11, 30), title="In the year before")
    add(practitioner, done_on=date(2025, 12, 1), title="On its first day", peer_view="Agreed.")
    client = signed_in(practitioner)
    before, this = client.get("/learning/?year=2025"), client.get("/learning/?year=2026")
    assert "In the year before" in before.content.decode()
    assert "On its first day" not in before.content.decode()
    assert (this.context["progress"].pieces, this.context["progress"].with_a_peer) == (1, 1)
    tiles = r'app-big">(\d)</span> <span class="app-unit">([^<]+)<'
    assert re.findall(tiles, client.get("/learning/?year=2024").content.decode()) == [("0", "of 2"), ("0", "of 1")]
    assert re.findall(tiles, before.content.decode()) == [("1", "of 2"), ("0", "of 1")]
    assert re.findall(tiles, this.content.decode()) == [("1", "of 2"), ("1", "of 1")]
    for nonsense in ("0", "99999999", "x", "²"):
        assert client.get("/learning/", {"year": nonsense}).status_code == 200


def test_the_copy_holds_ones_own_words_and_points_out_references(practitioner: Person, signed_in: SignIn) -> None:
    add(practitioner, title="Clinic", learnt="What helped with CR-2041 helps elsewhere.", done_on=TODAY)
    page = signed_in(practitioner).get("/learning/for-the-regulator/").content.decode()
    assert "What I learnt" in page
    assert "These look like references of cases" in page
    assert "CR-2041." in page
    assert "Impact on my practice" not in page  # nothing was written there
    for shown in (page, signed_in(practitioner).get("/learning/").content.decode()):
        tile = r'app-kpi__label">([^<]*)<.*?app-big">(\d)</span> <span class="app-unit">([^<]*)<'
        assert re.findall(tile, shown, re.S) == [
            ("Pieces of learning", "1", "of 2"), ("With what a peer thought", "0", "of 1"),
        ]  # fmt: skip


def test_an_entry_is_removed_by_its_writer(practitioner: Person, signed_in: SignIn) -> None:
    entry, client = add(practitioner), signed_in(practitioner)
    assert client.get(f"/learning/{entry.pk}/remove/").status_code == 200
    assert client.post(f"/learning/{entry.pk}/remove/").status_code == 302
    assert not LearningEntry.objects.exists()
    assert AuditEvent.objects.filter(kind="learning", detail__state="removed").count() == 1


def test_opening_the_log_is_on_the_trail(practitioner: Person, signed_in: SignIn) -> None:
    entry = add(practitioner)
    signed_in(practitioner).get("/learning/")
    assert AuditEvent.objects.get(kind="learning", action="read").detail == {"ids": [str(entry.pk)]}


def test_an_administrator_keeps_the_library(administrator: Person, practitioner: Person, signed_in: SignIn) -> None:
    area = ConfidenceDomain.objects.get(position=7)
    posted = {"title": "Online safety", "source": "Example", "link": "https://example.org/",
              "access_note": "Training needed by all", "domains": str(area.pk), "is_offered": "on"}  # fmt: skip
    assert signed_in(administrator).post("/learning/resources/add/", posted).status_code == 302
    resource = Resource.objects.get(title="Online safety")
    shown = signed_in(practitioner).get("/learning/resources/").content.decode()
    assert "Example. Training needed by all<" in shown.split("Online safety</a>")[1].split("</li>")[0]
    assert "Brook. Training needed<" in shown  # there from the start
    hidden = {name: value for name, value in posted.items() if name != "is_offered"}
    assert signed_in(administrator).post(f"/learning/resources/{resource.pk}/", hidden).status_code == 302
    assert "Online safety" not in signed_in(practitioner).get("/learning/resources/").content.decode()
    assert "Online safety" in signed_in(administrator).get("/learning/resources/").content.decode()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "http://example.org/", "ftp://example.org/", "nothing"])
def test_a_link_that_is_not_secure_is_refused(link: str, administrator: Person, signed_in: SignIn) -> None:
    posted = {"title": "A link", "source": "Example", "link": link, "is_offered": "on"}
    assert signed_in(administrator).post("/learning/resources/add/", posted).status_code == 422
    with pytest.raises(IntegrityError), transaction.atomic():
        Resource.objects.create(title="A link", source="Example", link=link)
