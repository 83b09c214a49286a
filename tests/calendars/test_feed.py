"""Does a person's calendar show when their sessions are, and nothing else, to nobody else?"""

import logging
import re
import sys
import uuid
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from icalendar import Calendar

from accounts.models import Person
from supervision.sessions.models import CalendarFeed, PlannedSession, SupervisionArrangement
from supervision.sessions.services import calendars, planning
from supervision.sessions.services.planning import Slot
from supervision.vocabulary import NotHeldBy, NotHeldReason, Place
from tests.people import NOW, begin

LONDON = ZoneInfo("Europe/London")


def book(
    arrangement: SupervisionArrangement, first: datetime, *, times: int = 1, at: datetime = NOW
) -> list[PlannedSession]:
    return planning.book_series(
        arrangement=arrangement, slot=Slot(first, 90, Place.VIDEO), kind_id="one_to_one", every_weeks=1, times=times,
        booking_key=uuid.uuid4(), by=arrangement.practitioner, at=at,
    )  # fmt: skip


def cancel(planned: PlannedSession, at: datetime = NOW) -> None:
    planning.cancel(
        planned=planned, not_held_by=NotHeldBy.SUPERVISOR, reason=NotHeldReason.OTHER, explanation="Secret words",
        by=planned.arrangement.practitioner, at=at,
    )  # fmt: skip


def address(person: Person) -> str:
    return f"/calendar/{calendars.make(person=person, at=NOW)}.ics"


def read(where: str, **headers: Any) -> Any:
    return Client().get(where, headers=headers or None)


def events(where: str) -> list[Any]:
    answer = read(where)
    assert answer.status_code == 200
    return list(Calendar.from_ical(answer.content).walk("VEVENT"))


class TestWhatItShows:
    def test_both_see_their_sessions_and_their_other_ones_too(
        self, arrangement: SupervisionArrangement, colleague: Person, supervisor: Person
    ) -> None:
        [planned] = book(arrangement, NOW + timedelta(days=3))
        book(begin(colleague, supervisor), NOW + timedelta(days=4))
        [mine] = events(address(arrangement.practitioner))
        theirs = events(address(supervisor))
        assert mine["UID"] == theirs[0]["UID"] == f"{planned.pk}@testserver"
        assert [event["SUMMARY"] for event in theirs] == ["Supervision", "Supervision"]

    def test_it_says_when_and_nothing_else(self, arrangement: SupervisionArrangement) -> None:
        first, second = book(arrangement, NOW + timedelta(days=3), times=2)
        cancel(second)
        text = read(address(arrangement.practitioner)).content.decode()
        for word in ("Amara", "Quill", "Priya", "Stone", "Secret", "video", "VALARM", "DESCRIPTION", "LOCATION",
                     "ATTENDEE", "ORGANIZER", "CATEGORIES", "@example.org", str(arrangement.pk) + "\r"):  # fmt: skip
            assert word not in text, word
        assert "METHOD:PUBLISH\r\n" in text
        assert set(re.findall(r"^([A-Z-]+)[;:]", text, re.M)) == {
            "BEGIN", "END", "VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "REFRESH-INTERVAL", "X-PUBLISHED-TTL",
            "UID", "SUMMARY", "DTSTART", "DTEND", "DTSTAMP", "LAST-MODIFIED", "SEQUENCE", "STATUS",
        }  # fmt: skip
        assert first.pk != second.pk

    @pytest.mark.parametrize("first", [date(2026, 10, 12), date(2027, 3, 15)])
    def test_nine_stays_nine_when_the_clocks_change(self, arrangement: SupervisionArrangement, first: date) -> None:
        at = datetime(2026, 9, 1, tzinfo=UTC)
        book(arrangement, datetime.combine(first, time(9), tzinfo=LONDON), times=5, at=at)
        found = [event.decoded("DTSTART") for event in Calendar.from_ical(drawn_at(arrangement, at)).walk("VEVENT")]
        assert [start.astimezone(LONDON).time() for start in found] == [time(9)] * 5
        assert [start.astimezone(LONDON).date() for start in found] == [first + timedelta(weeks=n) for n in range(5)]
        assert {start.utcoffset() for start in found} == {timedelta(0)}
        assert {start.hour for start in found} == {8, 9}

    def test_a_move_keeps_its_name_and_raises_its_number(self, arrangement: SupervisionArrangement) -> None:
        [planned] = book(arrangement, NOW + timedelta(days=3))
        where = address(arrangement.practitioner)
        [before] = events(where)
        later = (NOW + timedelta(days=5)).replace(microsecond=0)
        planning.move(
            planned=planned, slot=Slot(later, 60, Place.VIDEO), by=arrangement.supervisor, at=NOW + timedelta(hours=1)
        )
        [after] = events(where)
        assert (before["UID"], before["SEQUENCE"]) == (after["UID"], after["SEQUENCE"] - 1)
        assert (after.decoded("DTSTART"), after.decoded("DTEND")) == (later, later + timedelta(hours=1))
        assert before.decoded("DTSTAMP") < after.decoded("DTSTAMP")

    def test_what_was_cancelled_says_so_for_some_weeks(self, arrangement: SupervisionArrangement) -> None:
        [planned] = book(arrangement, NOW + timedelta(days=80))
        cancel(planned)
        [event] = events(address(arrangement.practitioner))
        assert event["STATUS"] == "CANCELLED"
        assert not Calendar.from_ical(drawn_at(arrangement, NOW + timedelta(weeks=7))).walk("VEVENT")

    def test_what_is_long_past_is_left_out(self, arrangement: SupervisionArrangement) -> None:
        book(arrangement, NOW + timedelta(days=3))
        assert Calendar.from_ical(drawn_at(arrangement, NOW + timedelta(days=90))).walk("VEVENT")
        assert not Calendar.from_ical(drawn_at(arrangement, NOW + timedelta(days=100))).walk("VEVENT")


def drawn_at(arrangement: SupervisionArrangement, at: datetime) -> bytes:
    from supervision.calendars.feed import drawn

    return drawn(arrangement.practitioner, at=at)


class TestWhoReadsIt:
    @pytest.fixture
    def where(self, arrangement: SupervisionArrangement) -> str:
        return address(arrangement.practitioner)

    def test_what_opens_nothing_is_what_never_was(self, where: str, practitioner: Person, leaver: Person) -> None:
        never = read("/nowhere-at-all/")
        assert never.status_code == 404
        gone = where
        current = address(practitioner)  # a new one replaces it
        of_leaver = address(leaver)
        for wrong in (gone, of_leaver, "/calendar/x.ics", "/calendar/feed.ics", current.removesuffix(".ics"),
                      current + "/", current.upper()):  # fmt: skip
            answer = read(wrong)
            assert (answer.status_code, answer.content, sorted(answer.headers.items())) == (
                404, never.content, sorted(never.headers.items()),
            ), wrong  # fmt: skip
        calendars.revoke(person=practitioner, at=NOW)
        assert read(current).content == never.content

    def test_a_closed_account_closes_it_at_once(self, where: str, practitioner: Person) -> None:
        assert read(where).status_code == 200
        Person.objects.filter(pk=practitioner.pk).update(is_active=False)
        assert read(where).status_code == 404

    def test_it_is_private_and_not_sent_twice(self, where: str) -> None:
        answer = read(where)
        assert answer["Content-Type"] == "text/calendar; charset=utf-8"
        assert answer["Cache-Control"] == "private, max-age=900"
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies
        again = read(where, **{"If-None-Match": f'"x", W/{answer["ETag"]}'})
        assert (again.status_code, again.content) == (304, b"")

    def test_that_it_was_read_is_noted_once_an_hour(self, where: str, practitioner: Person) -> None:
        secret = where.removeprefix("/calendar/").removesuffix(".ics")
        for minutes in (0, 10, 59, 60, 70):
            calendars.read(secret=secret, at=NOW + timedelta(minutes=minutes))
        assert CalendarFeed.objects.get().last_read_at == NOW + timedelta(hours=1)

    def test_only_a_hash_of_it_is_kept(self, where: str) -> None:
        secret = where.removeprefix("/calendar/").removesuffix(".ics")
        kept = CalendarFeed.objects.values().get()
        assert len(secret) >= 43
        assert secret not in str(kept)


class TestSecretStaysOutOfLogs:
    SECRET = "Aa1-secret_that-no-log_may-hold-0123456789abcd"

    def paths(self) -> list[str]:
        return [f"/calendar/{self.SECRET}.ics", f"/calendar/{self.SECRET}", f"/calendar/{self.SECRET}.ics/",
                f"/Calendar/{self.SECRET}.ics", f"/calendar/a/{self.SECRET}.ics"]  # fmt: skip

    def test_of_django(self, db: None, caplog: pytest.LogCaptureFixture) -> None:
        loggers = [logging.getLogger(name) for name in ("django", "django.request", "django.security", "django.server")]
        before = [(one, one.propagate) for one in loggers]
        for one in loggers:
            one.propagate = True
        try:
            with caplog.at_level(logging.DEBUG):
                for path in self.paths():
                    Client().get(path)
                    Client().post(path)
                    Client().get(path, headers={"host": "not-ours.example"})
        finally:
            for one, was in before:
                one.propagate = was
        kept = "\n".join(
            f"{one.getMessage()} {vars(one)} {vars(getattr(one, 'request', one))}" for one in caplog.records
        )
        assert "/calendar/feed.ics" in kept
        assert self.SECRET not in kept

    def test_of_a_fault_with_all_that_a_reporter_would_send(
        self, rf: Any, client: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        from django.views.debug import ExceptionReporter

        from supervision.calendars.middleware import SecretOutOfPath

        def breaks(request: Any) -> Any:
            raise ValueError("something else")

        request = rf.get(self.paths()[0])
        try:
            SecretOutOfPath(breaks)(request)
        except ValueError:
            report = ExceptionReporter(request, *sys.exc_info())
        # What a reporter takes from the request itself. (Local variables of frames are never sent: DEBUG is off.)
        sent = f"{report.request!r} {request.get_full_path()} {request.build_absolute_uri()} {request.META}"
        assert self.SECRET not in sent

    def test_of_the_web_server_even_with_an_access_log(self, served_app: Any, tmp_path: Any) -> None:
        """The same server with an access log, in case an operator turns one on."""
        import http.client
        import os

        from supervision.embedded.environment import CHECKOUT
        from supervision.embedded.processes import Child
        from tests.support.served import free_port

        port, log = free_port(), tmp_path / "access.log"
        server = Child(
            "web",
            [sys.executable, "-m", "gunicorn", "--config", "deploy/gunicorn.conf.py", "--access-logfile", str(log),
             "--access-logformat", "%(r)s %(U)s %(q)s %(f)s", "supervision.wsgi"],
            {**os.environ, "REFLECT_BIND": f"127.0.0.1:{port}", "REFLECT_DATABASE_URL": served_app.database_url,
             "REFLECT_WEB_PROCESSES": "1"},
            options={"cwd": CHECKOUT},
            ready=lambda: _answers(port),
        )  # fmt: skip
        server.start()
        try:
            assert server.wait_until_ready()
            for path in self.paths():
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
                connection.request("GET", path)
                assert connection.getresponse().status == 404
        finally:
            server.stop()
        written = log.read_text()
        assert "/calendar/feed.ics" in written
        assert self.SECRET not in written


def _answers(port: int) -> bool:
    import socket

    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


class TestItsPage:
    def test_the_address_is_shown_once(self, practitioner: Person, signed_in: Callable[[Person], Client]) -> None:
        client = signed_in(practitioner)
        assert "You have no address yet" in client.get("/calendar/").content.decode()
        made = client.post("/calendar/make/")
        [shown] = re.findall(r'value="(http://testserver/calendar/[^"]+\.ics)"', made.content.decode())
        assert "no-store" in made["Cache-Control"]
        assert read(shown.removeprefix("http://testserver")).status_code == 200
        assert "/calendar/" + shown.rsplit("/", 1)[1] not in client.get("/calendar/").content.decode()

    def test_a_new_one_and_stopping_end_the_old_one(
        self, practitioner: Person, signed_in: Callable[[Person], Client]
    ) -> None:
        client, first = signed_in(practitioner), address(practitioner)
        client.post("/calendar/make/")
        assert read(first).status_code == 404
        assert client.post("/calendar/revoke/").status_code == 302
        assert not CalendarFeed.objects.exists()
        assert client.post("/calendar/revoke/").status_code == 302
