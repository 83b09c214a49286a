"""Is what the facilitator types kept at every pause, whatever it is, and never taken for what is in the record?"""

from collections.abc import Callable
from typing import Any

from django.test import Client

from accounts.models import Person
from supervision.gathering_vocabulary import GatheringText
from supervision.sessions.gathering_queries import texts_of
from supervision.sessions.models import DraftAnswer, KeptText, SupervisionArrangement, SupervisionSession
from tests.gatherings import clinic_cast
from tests.gatherings.cast import fill, send, start
from tests.support.whole_forms import whole_form

SignIn = Callable[[Person], Client]
NOT_SAVED = "it is kept, and not in the record yet"


def keep(client: Client, address: str, versions: str = "{}", **typed: Any) -> Any:
    posted = {"control": list(typed), "draft_versions": versions, **typed}
    return client.post(f"{address}keep/", posted)


def group(supervisor: Person, practitioner: Person) -> SupervisionSession:
    return fill(start(supervisor, [practitioner]), came=[practitioner], text="As it was saved.")


def page_of(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_is_typed_is_kept_and_shown_again_and_signed_only_once_it_is_saved(
    supervisor: Person, practitioner: Person, signed_in: SignIn
) -> None:
    record, client = group(supervisor, practitioner), signed_in(supervisor)
    address = f"/groups/{record.pk}/write/"
    answer = keep(client, address, what_the_group_thought="Jamie Miller waits.", minutes="ninety", take_away="")
    assert answer.status_code == 200
    assert answer.json()["versions"] == {"what_the_group_thought": 1, "minutes": 1, "take_away": 1}
    assert answer.json()["hints"]["what_the_group_thought"]["remarks"][0]["found"] == "Jamie Miller"
    page = page_of(client, address)
    form = whole_form(page)
    found = [form[name] for name in ("what_the_group_thought", "minutes", "take_away")]
    assert found == [["Jamie Miller waits."], ["ninety"], [""]]
    assert "it is not in the record until you save it" in page
    assert texts_of(record)[GatheringText.THOUGHTS] == "As it was saved."
    assert NOT_SAVED in page_of(client, f"/groups/{record.pk}/")
    assert client.post(address, form).status_code == 422  # it is no number of minutes, and stays as typed
    answer = client.post(address, form | {"minutes": "90"})
    assert answer.context["form"].told  # it may name somebody: that is said once more
    assert client.post(address, whole_form(answer.content.decode())).status_code == 302
    assert texts_of(record)[GatheringText.THOUGHTS] == "Jamie Miller waits."
    assert GatheringText.TAKE_AWAY not in texts_of(record)
    assert NOT_SAVED not in page_of(client, f"/groups/{record.pk}/")
    record.refresh_from_db()
    send(record)
    assert not DraftAnswer.objects.exists()
    assert keep(client, address, take_away="Too late").status_code == 403
    assert keep(Client(), address, take_away="Signed out").status_code == 401


def test_of_two_tabs_neither_writes_over_the_other(supervisor: Person, practitioner: Person, signed_in: SignIn) -> None:
    record, client = group(supervisor, practitioner), signed_in(supervisor)
    address = f"/groups/{record.pk}/write/"
    second = whole_form(page_of(client, address))
    keep(client, address, take_away="From the first tab.")
    answer = keep(client, address, take_away="From the second tab.")
    assert answer.status_code == 409
    assert answer.json()["conflicts"] == {"take_away": ["From the first tab."]}
    page = page_of(client, address)
    assert "From the first tab." in page
    assert "Another version of: What the presenter takes away" in page
    assert "From the second tab." in page
    answer = client.post(f"/groups/{record.pk}/kept/{KeptText.objects.get().pk}/forget/")
    assert answer.url == address
    assert "From the second tab." not in page_of(client, address)
    answer = client.post(address, second | {"take_away": "From the second tab."})
    assert answer.status_code == 422
    assert dict(answer.context["form"].stored)["What the presenter takes away"] == "From the first tab."
    assert client.post(address, whole_form(answer.content.decode())).status_code == 302
    assert texts_of(record)[GatheringText.TAKE_AWAY] == "From the second tab."
    assert keep(client, address, take_away="From a tab of before.").status_code == 409


def test_what_came_of_a_case_is_kept_before_its_decision_has_a_why(
    arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    clinic, lead = clinic_cast.plan(arrangement.supervisor), arrangement.practitioner
    slots = [clinic_cast.slot(clinic, clinic_cast.case_of(lead, reference)) for reference in clinic_cast.REFERENCES[:2]]
    clinic_cast.hold(clinic, [lead])
    client = signed_in(clinic.supervisor)
    address = f"/groups/{clinic.pk}/cases/{slots[0].pk}/outcome/"
    assert keep(client, address, decision="A plan for weekends.", people=[lead.pk]).status_code == 200
    form = whole_form(page_of(client, address))
    assert (form["decision"], form["people"]) == (["A plan for weekends."], [str(lead.pk)])
    assert "A plan for weekends." not in page_of(client, f"/groups/{clinic.pk}/cases/{slots[1].pk}/outcome/")
    client.post(f"/groups/{clinic.pk}/cases/{slots[0].pk}/remove/")
    assert clinic.slots.count() == 2
    assert (
        client.post(address, form | {"analysed": "Weekends are long.", "why": "The carers asked."}).status_code == 302
    )
    page = page_of(client, f"/groups/{clinic.pk}/")
    assert "A plan for weekends." in page
    assert NOT_SAVED not in page
