"""Does a session keep the day on which it was due, whatever policies, days away and records come later?"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test import Client
from django.urls import reverse

from accounts.models import Person
from supervision.measures.timeliness import HELD, count_held
from supervision.rules.intervals import timeliness
from supervision.sessions.models import FrequencyPolicy, SessionKind, SupervisionArrangement, SupervisionSession
from supervision.sessions.services import arrangements, pauses, policies, records
from supervision.vocabulary import ArrangementKind, PauseReason, Timeliness
from tests.people import NOW, TODAY, lock, send, start

STARTS = date(2026, 3, 2)
DUE = date(2026, 4, 2)
GRACE = 7  # of the policy that an installation begins with


@pytest.fixture
def monthly(practitioner: Person, supervisor: Person) -> SupervisionArrangement:
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=ArrangementKind.LEAD, starts_on=STARTS,
        by=supervisor, at=datetime(2026, 3, 2, 9, tzinfo=UTC),
    )  # fmt: skip


def begun(arrangement: SupervisionArrangement, held_on: date, **given: Any) -> SupervisionSession:
    made = start(arrangement, held_on=held_on, **given)
    made.refresh_from_db()
    return made


def was_due(record: SupervisionSession) -> tuple[date | None, int | None]:
    record.refresh_from_db()
    return record.due_on_then, record.grace_days_then


def test_each_session_keeps_the_date_that_it_moves(monthly: SupervisionArrangement) -> None:
    first = begun(monthly, DUE - timedelta(days=2))
    second = begun(monthly, date(2026, 5, 4))
    assert was_due(first) == (DUE, GRACE)
    assert was_due(second) == (date(2026, 4, 30), GRACE)


def test_nothing_that_comes_later_changes_it(monthly: SupervisionArrangement, administrator: Person) -> None:
    record = begun(monthly, DUE)
    everybody = FrequencyPolicy.objects.get()
    said = replace(policies.definition_of(everybody), tolerance_days=0)
    policies.put_in_force(policy=everybody, definition=said, by=administrator, at=NOW)
    pauses.pause(
        person=monthly.practitioner, starts_on=STARTS, ends_on=STARTS + timedelta(days=9), reason=PauseReason.SICKNESS,
        by=monthly.supervisor, at=NOW,
    )  # fmt: skip
    records.move_held_on(supervision_session=record, held_on=DUE + timedelta(days=3), by=record.writer, at=NOW)
    assert was_due(record) == (DUE, GRACE)
    later = begun(monthly, DUE + timedelta(days=40))
    assert was_due(later)[1] == 0


def test_of_one_entered_behind_a_later_one_nothing_is_said(monthly: SupervisionArrangement) -> None:
    begun(monthly, DUE)
    assert was_due(begun(monthly, DUE - timedelta(days=10))) == (None, None)


def test_one_that_moves_no_due_date_was_not_due(monthly: SupervisionArrangement) -> None:
    kind = SessionKind.objects.filter(counts_towards_due=False)[0]
    assert was_due(begun(monthly, DUE, kind_id=kind.pk)) == (None, None)


def test_after_a_discarded_draft_the_next_one_was_due_on_the_same_day(monthly: SupervisionArrangement) -> None:
    draft = begun(monthly, DUE)
    records.discard(supervision_session=draft, by=draft.writer, at=NOW)
    assert was_due(begun(monthly, DUE + timedelta(days=1))) == (DUE, GRACE)


def test_a_new_supervisor_changes_nothing_about_the_session_before(
    monthly: SupervisionArrangement, next_supervisor: Person
) -> None:
    record = begun(monthly, DUE)
    arrangements.end(arrangement=monthly, ends_on=DUE, by=monthly.supervisor, at=NOW)
    led = arrangements.begin(
        practitioner=monthly.practitioner, supervisor=next_supervisor, kind=ArrangementKind.LEAD,
        starts_on=DUE + timedelta(days=1), by=monthly.supervisor, at=NOW,
    )  # fmt: skip
    assert was_due(record) == (DUE, GRACE)
    assert was_due(begun(led, date(2026, 5, 5))) == (date(2026, 5, 2), GRACE)


def test_a_locked_record_keeps_it(monthly: SupervisionArrangement) -> None:
    locked = lock(send(begun(monthly, DUE)))
    with pytest.raises(IntegrityError, match="stands"), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE supervision_sessions_supervisionsession SET due_on_then = %s WHERE id = %s", [STARTS, locked.pk]
        )


def test_each_number_is_the_count_of_its_rows_and_both_agree_with_the_rule(
    monthly: SupervisionArrangement, signed_in: Any
) -> None:
    day = TODAY - timedelta(days=300)
    SupervisionArrangement.objects.update(starts_on=day, next_due_on=day)
    monthly.refresh_from_db()
    for late in (0, 0, GRACE, GRACE + 1, 3):
        monthly.refresh_from_db()
        begun(monthly, monthly.next_due_on + timedelta(days=late))
    every = SupervisionSession.objects.all()
    for record in every:
        assert record.due_on_then is not None
        assert record.grace_days_then is not None
        when = timeliness(record.held_on, record.due_on_then, grace_days=record.grace_days_then)
        assert [one for one, wanted in HELD.items() if every.filter(wanted, pk=record.pk)] == [when]
    expected = {Timeliness.ON_TIME: 2, Timeliness.WITHIN_GRACE: 2, Timeliness.LATER: 1}
    assert count_held(every) == expected
    client: Client = signed_in(monthly.supervisor)
    address = reverse("supervisors:person", args=[monthly.practitioner_id])
    assert dict(client.get(address).context["held"]) == expected
    for when, count in expected.items():
        assert len(client.get(address, {"shown": when.value}).context["records"]) == count
    mine = signed_in(monthly.practitioner).get(reverse("practitioners:sessions")).content.decode()
    assert mine.count("held on time") == 2
    assert mine.count("within the days of grace") == 2
    assert f"held {GRACE + 1} days later" in mine
