"""Does a manager read who opened what within their reach, a page at a time, and never what was written?"""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from accounts.models import Person, RoleGrant, Team
from supervision import keyset
from supervision.audit.models import AuditEvent
from supervision.audit.services import record as audit
from supervision.managers.access_words import KINDS, LOGGED
from supervision.reports.services import runs
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import AuditAction, Role, Scope
from tests.dips import cast as dip_cast
from tests.people import NOW, TODAY, begin, lock, make_person, make_team, send, start
from tests.reports import cast as report_cast

PAGE = "/managers/access/"
ROOT = Path(__file__).parents[2]
SignIn = Callable[[Person], Client]


@pytest.fixture
def team_manager(team: Team) -> Person:
    person = make_person("Tess Wren", team=make_team("Offices"))
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.TEAM, team=team)
    return person


def opened(
    actor: Person | None, kind: str = "home", object_id: object = "", minutes: int = 0, **more: Any
) -> AuditEvent:
    did = more.pop("did", AuditAction.READ)
    return audit(actor=actor, action=did, kind=kind, object_id=object_id, at=NOW - timedelta(minutes=minutes), **more)


def rows(page: Any) -> list[str]:
    """What the table says, a line for each row."""
    body = page.content.decode().split("<tbody", 1)[-1].split("</tbody>")[0]
    return [" ".join(re.sub(r"<[^>]+>", " ", row).split()) for row in body.split("</tr>")[:-1]]


def test_a_row_says_who_did_what_to_which_record_and_nothing_that_was_written(
    manager: Person, locked: SupervisionSession, signed_in: SignIn
) -> None:
    opened(locked.supervisor, "record", locked.pk, ids=["secret"])
    opened(locked.practitioner, "case", "0b5c", 5, did=AuditAction.SEARCHED)
    opened(None, "clinic_slot", "ab12", 9)
    first, second, third = rows(signed_in(manager).get(PAGE))[:3]
    whose = f"{locked.kind.name} of {locked.held_on.day} {locked.held_on:%B %Y}, {locked.practitioner.name}"
    assert f"{locked.supervisor.name} Opened a record of supervision {whose}" in first
    assert str(locked.pk)[:8] in first
    assert f"{locked.practitioner.name} Searched for a case" in second
    assert "Somebody from outside Opened a pack of a clinic" in third
    assert "secret" not in f"{first} {second} {third}"


def test_a_team_manager_reads_what_their_people_did_and_what_was_done_to_their_records(
    team_manager: Person, manager: Person, locked: SupervisionSession, signed_in: SignIn
) -> None:
    outside, theirs = make_person("Zoe Far", team=make_team("Far")), locked.practitioner
    opened(outside, "home")
    opened(outside, "record", locked.pk)
    opened(outside, "confidence", theirs.pk)
    opened(outside, "agreement", "0b5c-never")
    opened(theirs, "learning")
    opened(theirs, "record", uuid.uuid4())
    mine = rows(signed_in(team_manager).get(PAGE))
    assert sorted(KINDS[kind] in " ".join(mine) for kind in ("record", "confidence", "learning")) == [True] * 3
    assert len(mine) == 4
    assert not [row for row in mine if "home page" in row or "agreement" in row]
    assert len(rows(signed_in(manager).get(PAGE))) == 7  # with the reading of the log by the other manager


def test_reports_and_samples_with_sessions_of_the_team_are_in_its_managers_log_whoever_took_them(
    team_manager: Person, manager: Person, arrangement: SupervisionArrangement, signed_in: SignIn
) -> None:
    far = begin(make_person("Zoe Far", Role.PRACTITIONER, team=make_team("Far")), make_person("Ray", Role.SUPERVISOR))
    signed = {led: [lock(send(start(led))) for _ in range(2)] for led in (arrangement, far)}
    for led, (record, _) in signed.items():
        team = [led.practitioner.team]
        run = report_cast.make(report_cast.ask(manager, teams=team))
        runs.note_download(run=run, is_covered=True, by=manager, at=NOW)
        sampled = dip_cast.drawn_with(record, manager, [make_person("Abe", Role.SUPERVISOR)], teams=team)
        opened(manager, "dip_sample", sampled.sample_id)
        opened(manager, "dip_review", sampled.pk)
    kinds = [row["event"].kind for row in signed_in(team_manager).get(PAGE).context["rows"]]
    assert sorted(kinds) == ["dip_review", "dip_sample", "report"]


def test_it_is_narrowed_down_by_person_record_kind_act_and_day(
    manager: Person, locked: SupervisionSession, colleague: Person, signed_in: SignIn
) -> None:
    client = signed_in(manager)
    opened(colleague, "record", locked.pk)
    opened(locked.practitioner, "record", locked.pk, did=AuditAction.DOWNLOADED)
    opened(locked.practitioner, "home", minutes=60 * 24 * 40)
    long_ago = (TODAY - timedelta(days=50)).isoformat()
    for asked, count in (
        ({"person": colleague.pk}, 1),
        ({"record": locked.pk}, 2),
        ({"kind": "record", "action": "downloaded"}, 1),
        ({"kind": "home"}, 0),
        ({"kind": "home", "since": long_ago}, 1),
        ({"kind": "home", "since": long_ago, "until": long_ago}, 0),
    ):
        page = client.get(PAGE, asked)
        assert len(rows(page)) == count, asked
    assert f"of <strong>{colleague.name}</strong>" in client.get(PAGE, {"person": colleague.pk}).content.decode()
    backwards = client.get(PAGE, {"since": TODAY.isoformat(), "until": long_ago})
    assert backwards.status_code == 422


def test_what_no_page_links_to_is_not_found(manager_elsewhere: Person, colleague: Person, signed_in: SignIn) -> None:
    client = signed_in(manager_elsewhere)
    for asked in ("person=x", "record=Amara%20Quill", "before=x", "before=2026-01-01T00:00_x", "before=99999-01-01_1",
                  f"person={colleague.pk}"):  # fmt: skip
        assert client.get(f"{PAGE}?{asked}").status_code == 404, asked


def test_pages_follow_each_other_without_a_gap_and_a_long_log_is_not_counted(
    manager: Person, colleague: Person, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Several rows of one moment lie across the end of a page."""
    events = [opened(colleague, "case", number, number // 4) for number in range(125)]
    client, address, seen = signed_in(manager), f"{PAGE}?kind=case", []
    while address:
        page = client.get(address)
        seen += [row["event"].pk for row in page.context["rows"]]
        address = f"{PAGE}?kind=case&before={page.context['older']}" if page.context["older"] else ""
    assert seen == [event.pk for event in sorted(events, key=lambda one: (one.at, one.pk), reverse=True)]
    assert "125 rows" in client.get(f"{PAGE}?kind=case").content.decode()
    monkeypatch.setattr(keyset, "MOST_COUNTED", 100)
    with connection.execute_wrapper(_only_counts_to(101)):
        assert keyset.how_many(AuditEvent.objects.filter(kind="case")) == 101


def _only_counts_to(most: int) -> Any:
    def asks(execute: Any, sql: str, *rest: Any) -> Any:
        assert f"LIMIT {most}" in sql
        return execute(sql, *rest)

    return asks


def test_reading_it_is_on_the_trail_with_what_was_asked_for(
    manager: Person, colleague: Person, signed_in: SignIn
) -> None:
    client = signed_in(manager)
    client.get(PAGE, {"person": colleague.pk, "kind": "record"})
    event = AuditEvent.objects.get(kind="access_log", actor=manager)
    assert (event.detail["person"], event.detail["of"]) == (colleague.pk, "record")
    assert "Opened this access log" in " ".join(rows(client.get(PAGE)))


def test_everything_that_is_put_on_the_trail_as_opened_has_words() -> None:
    """A kind without any would be shown by its name in the code."""
    acts = "|".join(action.name for action in LOGGED)
    logged = rf'(?:AuditAction\.(?:{acts}),\s*kind=|\b(?:note_read|_read)\([^"\n]*)"([a-z_]+)"'
    sources = [path.read_text() for path in (ROOT / "supervision").rglob("*.py") if "migrations" not in path.parts]
    found = {kind for source in sources for kind in re.findall(logged, source)}
    assert {"record", "agenda", "cases", "learning", "team"} <= found, "the pattern finds what there is"
    assert found - KINDS.keys() == set()
