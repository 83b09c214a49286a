"""Does a manager get a true report of what their role reaches, and nothing more, whichever worker makes it?"""

import hashlib
import io
import uuid
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from accounts.models import Agency, JobRole, Person, RoleGrant, Service, Team
from supervision.audit.models import AuditEvent
from supervision.documents.csv_files import FORMULA
from supervision.policy import Denied
from supervision.report_vocabulary import Outcome, ReportFormat, ReportState
from supervision.reports.column_queries import ALL, BY_KEY
from supervision.reports.models import ReportFile, ReportRun, ReportSlice
from supervision.reports.presets import PRESETS
from supervision.reports.services import making, runs
from supervision.sessions.models import SessionKind, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import records
from supervision.vocabulary import Role, Scope
from tests.gatherings import cast as gatherings
from tests.people import NOW, PASSWORD, TODAY, begin, lock, make_person, make_team, send, start
from tests.reports.cast import ask, cells_of, file_of, lines_of, make, sheets_of

CHOSEN = {
    "first_on": (TODAY - timedelta(days=90)).isoformat(), "last_on": TODAY.isoformat(), "outcomes": ["held"],
    "columns": ["day", "practitioner", "signed"], "format": "csv",
}  # fmt: skip


def chosen(**more: object) -> str:
    return "/reports/new/?" + urlencode(CHOSEN | more, doseq=True)


@pytest.fixture
def team_manager(team: Team) -> Person:
    person = make_person("Tess Wren")
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.TEAM, team=team)
    return person


@pytest.fixture
def elsewhere(supervisor: Person) -> SupervisionSession:
    """A session of another team."""
    return start(begin(make_person("Zoe Far", Role.PRACTITIONER, team=make_team("Far")), supervisor))


def test_a_manager_counts_makes_and_downloads_a_report(
    manager: Person, locked: SupervisionSession, elsewhere: SupervisionSession, signed_in: Any
) -> None:
    client = signed_in(manager)
    page = client.get(chosen())
    assert "2 sessions" in page.content.decode()
    form = {"key": str(uuid.uuid4()), "password": PASSWORD}
    wrong = client.post(chosen(), form | {"password": "not it"})
    assert (wrong.status_code, ReportRun.objects.count()) == (422, 0)
    first, again = client.post(chosen(), form), client.post(chosen(), form)
    assert first.url == again.url
    run = make(ReportRun.objects.get())
    assert client.get(f"{first.url}progress/").json()["under_way"] is False
    file = client.get(f"{first.url}file/")
    taken = b"".join(file.streaming_content)
    assert (len(taken), hashlib.sha256(taken).hexdigest()) == (int(file["Content-Length"]), run.digest)
    assert run.digest in client.get(first.url).content.decode()
    assert lines_of(run) == [
        {"Date": str(locked.held_on), "Practitioner": name, "Signed": signed}
        for name, signed in sorted([("Amara Quill", str(TODAY)), ("Zoe Far", "")], key=lambda row: _place(row[0]))
    ]
    trail = AuditEvent.objects.filter(kind="report", object_id=str(run.pk)).order_by("pk")
    assert [event.action for event in trail] == ["created", "stepped", "downloaded"]


def _place(name: str) -> uuid.UUID:
    """Sessions of one day are in the order of their ids."""
    return SupervisionSession.objects.get(practitioner__name=name).pk


def test_the_file_says_who_made_it_when_of_what_and_what_its_columns_mean(
    manager: Person, locked: SupervisionSession, team: Team
) -> None:
    text = file_of(make(ask(manager, teams=[team], outcomes=[Outcome.HELD]))).decode("utf-8-sig")
    above = text.split("\n\n")[0]  # the names of the columns stand below the empty line
    for said in (manager.name, str(TODAY.year), team.name, '"Sessions","1"', BY_KEY["in_time"].definition):
        assert said in above


def test_a_report_of_some_job_roles_is_about_nobody_else_and_says_so(
    manager: Person, locked: SupervisionSession, elsewhere: SupervisionSession, signed_in: Any
) -> None:
    role = JobRole.objects.create(name="Social worker")
    Person.objects.filter(pk=locked.practitioner_id).update(job_role=role)
    assert "1 session<" in signed_in(manager).get(chosen(job_roles=[role.pk])).content.decode()
    run = make(ask(manager, job_roles=[role]))
    assert [row["Practitioner"] for row in lines_of(run)] == ["Amara Quill"]
    assert '"Job roles","Social worker"' in file_of(run).decode()


def test_each_fact_is_what_the_record_says(manager: Person, locked: SupervisionSession) -> None:
    (row,) = lines_of(make(ask(manager)))
    assert row["Record number"] == str(locked.pk)
    assert (row["Outcome"], row["Record"], row["Kind"]) == ("Held", "Signed and locked", locked.kind.name)
    assert (row["Practitioner"], row["Supervisor"], row["Team"]) == ("Amara Quill", "Priya Stone", "Harbour")
    assert (row["Minutes"], row["Place"], row["Functions"]) == ("60", "In person", "Support; Development")
    assert (row["Due"], row["Signed in time"]) == (str(locked.due_on_then or ""), "Yes")
    assert (row["Action points"], row["Action points done"], row["People who came"]) == ("2", "0", "")


def test_a_team_managers_report_stays_within_their_team(
    team_manager: Person, manager: Person, locked: SupervisionSession, elsewhere: SupervisionSession, signed_in: Any
) -> None:
    client = signed_in(team_manager)
    assert "1 session<" in client.get(chosen()).content.decode()
    assert client.get(chosen(teams=[elsewhere.team_id])).status_code == 422
    whole = make(ask(manager))
    assert client.get(f"/reports/{whole.pk}/").status_code == 404
    own = make(ask(manager, teams=[locked.team]))
    assert client.get(f"/reports/{own.pk}/file/").status_code == 200


def test_a_role_that_became_smaller_reaches_the_file_no_more(
    team_manager: Person, locked: SupervisionSession, signed_in: Any
) -> None:
    run = make(ask(team_manager))
    RoleGrant.objects.filter(person=team_manager).update(team=make_team("Other"))
    client = signed_in(team_manager)
    assert client.get(f"/reports/{run.pk}/").status_code == 200
    assert client.get(f"/reports/{run.pk}/file/").status_code == 403


@pytest.fixture
def several(arrangement: SupervisionArrangement, monkeypatch: pytest.MonkeyPatch) -> int:
    """Seven sessions, in slices of two."""
    monkeypatch.setattr(runs, "SLICE", 2)
    for days in range(7):
        start(arrangement, held_on=TODAY - timedelta(days=20 + days))
    return 7


def test_another_worker_goes_on_from_the_frozen_list_to_the_same_file(
    several: int, manager: Person, arrangement: SupervisionArrangement
) -> None:
    run, whole = ask(manager), ask(manager)
    dead = making._claim(NOW)
    assert dead == run
    for part in list(run.slices.all())[:2]:
        making._write(part.pk, dead, lambda: NOW)
    start(arrangement, held_on=TODAY - timedelta(days=30))  # begun since: no part of it
    assert make(run).state == ReportState.MAKING  # its worker may still be there
    making.make_waiting(clock=lambda: NOW + making.LEASE)
    for one in (run, whole):
        one.refresh_from_db()
        assert (one.state, one.rows_done) == (ReportState.READY, several)
    assert run.digest == whole.digest
    with pytest.raises(making.Overtaken):  # the first worker, should it wake up
        making._write(run.slices.all()[0].pk, dead, lambda: NOW)


def test_a_report_that_is_cancelled_while_it_is_made_leaves_nothing(several: int, manager: Person) -> None:
    run = ask(manager)
    claimed = making._claim(NOW)
    assert claimed is not None
    part = run.slices.all()[0].pk
    with pytest.raises(Denied):
        runs.cancel(run=run, by=make_person("Una", Role.MANAGER), at=NOW)
    run = runs.cancel(run=run, by=manager, at=NOW)
    with pytest.raises((making.Overtaken, ReportSlice.DoesNotExist)):
        making._write(part, claimed, lambda: NOW)
    assert (make(run).state, run.slices.count()) == (ReportState.CANCELLED, 0)


def test_a_report_that_kills_its_workers_is_given_up(several: int, manager: Person) -> None:
    run = ask(manager)
    for number in range(making.TRIES):
        at = NOW + number * making.LEASE
        assert making._claim(at) == run
    assert making.make_waiting(clock=lambda: NOW + making.TRIES * making.LEASE) == 0
    run.refresh_from_db()
    assert (run.state, run.last_error, run.slices.count()) == (ReportState.FAILED, "WorkerDied", 0)


def test_one_report_is_made_at_a_time(several: int, manager: Person) -> None:
    ask(manager), ask(manager)
    assert making._claim(NOW)
    assert making._claim(NOW) is None


def test_files_are_deleted_when_their_days_are_over(manager: Person, locked: SupervisionSession) -> None:
    run = make(ask(manager))
    assert runs.delete_expired(at=NOW + making.KEPT - timedelta(seconds=1)) == 0
    assert runs.delete_expired(at=NOW + making.KEPT) == 1
    run.refresh_from_db()
    assert (run.state, run.slices.count()) == (ReportState.EXPIRED, 0)


def test_each_preset_is_a_whole_set_of_choices(manager: Person, locked: SupervisionSession, signed_in: Any) -> None:
    client = signed_in(manager)
    for preset in PRESETS:
        assert set(preset.columns) <= set(BY_KEY)
        address = f"/reports/new/?{preset.query}"
        assert address.replace("&", "&amp;") in client.get("/reports/").content.decode()
        assert client.get(address).context["choices"].columns


def test_a_report_of_nothing_is_not_made(manager: Person, db: None) -> None:
    with pytest.raises(ValidationError):
        ask(manager)
    assert not ReportRun.objects.filter(rows_known__gt=0).exists()


@given(name=st.text(alphabet="=+-@\t\r\n ab,\"'", min_size=1, max_size=12))
@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_cell_is_a_formula_whatever_anything_is_called(
    manager: Person, locked: SupervisionSession, name: str
) -> None:
    kind, teams = SessionKind.every.filter(pk=locked.kind_id), Team.objects.filter(pk=locked.team_id)
    role, _ = JobRole.objects.get_or_create(name=name)
    Person.objects.filter(pk=locked.practitioner_id).update(job_role=role)
    for named in (Person.objects, kind, teams, Service.objects, Agency.objects):
        named.update(name=name)
    manager.name = name
    chosen = {"teams": list(teams), "kinds": list(kind), "job_roles": [role]}
    run, book = make(ask(manager, **chosen)), make(ask(manager, **chosen, format=ReportFormat.XLSX))
    for rows in (cells_of(run), sheets_of(book)):
        cells = [cell for row in rows for cell in row]
        assert len(cells) > len(ALL)
        assert [cell for cell in cells if cell.startswith(FORMULA)] == []


def test_a_workbook_says_what_the_csv_file_says_and_is_the_same_each_time(
    manager: Person, locked: SupervisionSession, elsewhere: SupervisionSession, signed_in: Any
) -> None:
    plain, book, again = (make(ask(manager, format=one)) for one in ("csv", "xlsx", "xlsx"))
    assert [row for row in sheets_of(book) if row] == [row for row in cells_of(plain) if row]
    assert book.digest == again.digest == hashlib.sha256(file_of(book)).hexdigest()
    file = signed_in(manager).get(f"/reports/{book.pk}/file/")
    assert file["Content-Disposition"].endswith('.xlsx"')
    runs.delete_expired(at=NOW + making.KEPT)
    assert not ReportFile.objects.exists()


@pytest.fixture
def signings(arrangement: SupervisionArrangement, locked: SupervisionSession, colleague: Person) -> None:
    """One of three is signed in time, with one too late and one not yet, past its day. Not counted: one whose day is
    to come, one that was struck, and a group that all have answered."""
    long_ago = {"at": NOW - timedelta(days=60), "held_on": TODAY - timedelta(days=60)}
    lock(send(start(arrangement, **long_ago)))
    start(arrangement, **long_ago)
    start(arrangement)
    struck = lock(send(start(arrangement)))
    records.strike(supervision_session=struck, reason="x", by=struck.writer, at=NOW + timedelta(hours=1))
    facilitator, invited = arrangement.supervisor, [arrangement.practitioner, colleague]
    group = gatherings.send(gatherings.fill(gatherings.start(facilitator, invited), came=invited))
    for person in invited:
        gatherings.confirm(group, person)


def test_a_paper_is_tagged_says_the_figures_and_who_made_it_and_is_the_same_each_time(
    several: int, manager: Person, signings: None
) -> None:
    paper, again = (make(ask(manager, format=ReportFormat.PDF)) for _ in range(2))
    found = PdfReader(io.BytesIO(file_of(paper)))
    text = " ".join(" ".join(page.extract_text() for page in found.pages).split())
    for said in (manager.name, f"Sessions held {several + 4} ", "Signed in time 1 33% of 3", "Sessions by month",
                 "action points are counted on the organisation’s page"):  # fmt: skip
        assert said in text
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert paper.digest == again.digest


def test_the_lines_add_up_to_what_the_page_and_the_paper_say_of_signing_in_time(
    signings: None, manager: Person, signed_in: Any
) -> None:
    (line,) = [
        line for line in signed_in(manager).get("/managers/").context["in_period"]
        if line["figure"].label == "Signed in time"
    ]  # fmt: skip
    assert (line["number"], [number for _, number, _ in line["below"]]) == (1, [3])
    said = sorted((row["Outcome"], row["Signed in time"], row["Practitioner"]) for row in lines_of(make(ask(manager))))
    who = "Amara Quill"
    assert said == [
        ("Entered in error", "", who), ("Held", "", ""), ("Held", "", who), ("Held", "No", who), ("Held", "No", who),
        ("Held", "Yes", who),
    ]  # fmt: skip


def test_more_sessions_than_a_workbook_holds_are_refused_before_it_is_made(
    several: int, manager: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(runs, "MOST_IN_A_WORKBOOK", several - 1)
    with pytest.raises(ValidationError, match="Choose a CSV file"):
        ask(manager, format=ReportFormat.XLSX)
    assert make(ask(manager)).state == ReportState.READY
