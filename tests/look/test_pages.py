"""Is nothing written into a page as it is sent, what the browser would refuse, and does everything it names exist?"""

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.test import Client

from accounts.models import Person
from supervision.sessions.models import SupervisionSession
from tests.formpack.markup import Markup
from tests.look.test_templates import forbidden_in

Pages = Callable[[str], str]
OF_THE_PRACTITIONER = [
    "/",
    "/sessions/",
    "/action-points/",
    "/confidence/",
    "/confidence/looking-back/",
    "/account/",
    "/help/",
    "/privacy/",
    "/notices/",
    "/cases/",
]
OF_THE_SUPERVISOR = ["/team/", "/team/waiting-for-signature/", "/team/action-points/", "/team/rows/held/"]
OF_A_DRAFT = ["edit/", "edit/?row=new", "discard/"]
OF_A_SENT_RECORD = ["", "sign/", "ratings/", "comment/", "return/"]


def opened(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def check(html: str) -> None:
    markup = Markup(html)
    assert forbidden_in(html) == []
    assert "{{" not in html
    assert "{%" not in html
    assert sorted(markup.ids) == sorted(set(markup.ids))
    for attribute in ("for", "aria-describedby", "aria-labelledby"):
        assert set(markup.pointing(attribute)) <= set(markup.ids), attribute
    assert len(markup.all("h1")) == 1
    before_writing = html.split("<textarea")[0]
    assert "<textarea" not in html or "app-chip" in before_writing or "Who can see it?" in before_writing
    assert "<textarea" not in html or 'name="carry_token"' in html
    prefix = settings.STATIC_URL
    named = [one.attrs.get("src") or one.attrs.get("href") or "" for one in markup.elements]
    files = [urlsplit(name).path.removeprefix(prefix) for name in named if name.startswith(prefix)]
    assert files
    assert [name for name in files if not staticfiles_storage.exists(name)] == []


@pytest.mark.parametrize("address", OF_THE_PRACTITIONER)
def test_a_page_of_the_practitioner(
    address: str, draft: SupervisionSession, sent: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    check(opened(signed_in(draft.practitioner), address))


def test_the_page_of_days_away(draft: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    html = opened(signed_in(draft.practitioner), f"/records/away/{draft.practitioner_id}/")
    check(html)
    assert "Read by Amara Quill, whoever leads or covers their supervision, and administrators" in html


@pytest.mark.parametrize("page", ["with/{}/agenda/", "with/{}/agreement/write/", "not-held/{}/", "start/{}/"])
def test_a_page_of_an_arrangement(page: str, sent: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    check(opened(signed_in(sent.supervisor), "/records/" + page.format(sent.arrangement_id)))


def test_the_page_of_an_action_point(sent: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    for point in sent.action_points.all():
        check(opened(signed_in(sent.supervisor), f"/records/action-points/{point.pk}/"))


@pytest.mark.parametrize("step", ["addendum/", "entered-in-error/", "note/"])
def test_a_page_of_a_locked_record(
    step: str, locked: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    check(opened(signed_in(locked.supervisor), f"/records/{locked.pk}/{step}"))


@pytest.mark.parametrize("address", OF_THE_SUPERVISOR)
def test_a_page_of_the_supervisor(
    address: str, sent: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    check(opened(signed_in(sent.supervisor), address))


@pytest.mark.parametrize("step", OF_A_DRAFT)
def test_a_page_of_a_draft(step: str, draft: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    check(opened(signed_in(draft.practitioner), f"/records/{draft.pk}/{step}"))


@pytest.mark.parametrize("step", OF_A_SENT_RECORD)
def test_a_page_of_a_sent_record(step: str, sent: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    check(opened(signed_in(sent.supervisor), f"/records/{sent.pk}/{step}"))


def test_the_record_page_with_every_error(draft: SupervisionSession, signed_in: Callable[[Person], Client]) -> None:
    data = {"send": "1", "actions-TOTAL_FORMS": "1", "actions-INITIAL_FORMS": "0", "actions-0-why": "x"}
    response = signed_in(draft.practitioner).post(f"/records/{draft.pk}/edit/", data)
    html = response.content.decode()
    assert response.status_code == 422
    check(html)
    markup = Markup(html)
    links = re.findall(r'<li><a href="#([^"]+)">', html)
    assert len(links) >= 6
    assert set(links) <= set(markup.ids)
    assert html.count("<title>Error: ") == 1


def test_the_sign_in_page(db: None, client: Client) -> None:
    html = opened(client, "/account/login/")
    check(html)
    assert "data-timeout" not in html


def test_whoever_is_signed_in_is_warned_before_it_ends(
    practitioner: Person, signed_in: Callable[[Person], Client]
) -> None:
    markup = Markup(opened(signed_in(practitioner), "/account/"))
    region = markup.one(class_="app-timeout")
    assert (region.attrs["role"], region.attrs["data-time-left-url"]) == ("alert", "/account/time-left/")
    assert markup.one("form", action="/account/still-here/").attrs["method"] == "post"
    assert 0 < int(markup.one("body").attrs["data-session-seconds"]) <= 30 * 60


def test_the_record_form_hands_the_script_what_it_needs(
    draft: SupervisionSession, signed_in: Callable[[Person], Client]
) -> None:
    markup = Markup(opened(signed_in(draft.practitioner), f"/records/{draft.pk}/edit/"))
    form = markup.one("form", id="record-form")
    assert form.attrs["data-autosave"] == f"/records/{draft.pk}/autosave/"
    assert form.attrs["data-sign-in"] == "/account/login/"
    assert markup.one("input", name="draft_versions").attrs["value"] == "{}"
    assert markup.one(**{"data-save-status": ""}).attrs["role"] == "status"
