"""Does an arrangement always say when the next session is due, and what follows within working days?"""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from accounts.models import Agency, JobRole, Person
from supervision.sessions import limits
from supervision.sessions.frequency import rule_of
from supervision.sessions.models import ClosedDay, FrequencyPolicy, SupervisionArrangement
from supervision.sessions.services import agreements, arrangements, pauses
from supervision.vocabulary import ArrangementKind, BankHolidays, PauseReason, Place, Role, Span
from tests.people import NOW, TODAY, make_person, send, start

STARTS = date(2026, 3, 2)
THEN = datetime(2026, 3, 2, 9, tzinfo=UTC)


@pytest.fixture
def monthly(practitioner: Person, supervisor: Person) -> SupervisionArrangement:
    """Nothing agreed: the policy that an installation begins with, every month."""
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=ArrangementKind.LEAD, starts_on=STARTS,
        by=supervisor, at=NOW,
    )  # fmt: skip


def policy_for(job: str, every: int, unit: Span, **given: object) -> FrequencyPolicy:
    role, _ = JobRole.objects.get_or_create(name=job)
    policy = FrequencyPolicy.objects.create(name=f"For {job}", job_role=role, **given)
    policy.stages.create(every_count=every, every_unit=unit)
    return policy


def again(arrangement: SupervisionArrangement) -> SupervisionArrangement:
    arrangements.refresh_due(practitioner_id=arrangement.practitioner_id)
    return SupervisionArrangement.objects.get(pk=arrangement.pk)


def test_the_policy_for_everybody_sets_the_first_due_date(monthly: SupervisionArrangement) -> None:
    assert monthly.policy is not None
    assert (monthly.policy.name, monthly.next_due_on, monthly.last_held_on) == ("Everybody", date(2026, 4, 2), None)
    assert str(rule_of(monthly)) == "Every month, by the policy “Everybody”"


def test_it_is_reminded_of_on_a_day_on_which_the_agency_of_the_practitioner_works(
    monthly: SupervisionArrangement,
) -> None:
    ClosedDay.objects.create(day=date(2026, 4, 2), name="Our day", bank_holidays=BankHolidays.SCOTLAND)
    assert again(monthly).remind_on == date(2026, 4, 2)
    Agency.objects.update(bank_holidays=BankHolidays.SCOTLAND)
    found = again(monthly)
    assert (found.next_due_on, found.remind_on) == (date(2026, 4, 2), date(2026, 4, 6))  # after Good Friday


def test_another_job_role_brings_another_policy_from_the_same_session_on(monthly: SupervisionArrangement) -> None:
    policy = policy_for("Newly qualified", 1, Span.WEEKS)
    Person.objects.filter(pk=monthly.practitioner_id).update(job_role=policy.job_role)
    found = again(monthly)
    assert (found.policy, found.next_due_on) == (policy, date(2026, 3, 9))


def test_leave_moves_the_date_and_coming_back_early_moves_it_back(
    monthly: SupervisionArrangement, supervisor: Person
) -> None:
    away = pauses.pause(
        person=monthly.practitioner, starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 22),
        reason=PauseReason.LEAVE, by=supervisor, at=THEN,
    )  # fmt: skip
    seen = [SupervisionArrangement.objects.get().next_due_on]
    pauses.move_end(pause=away, ends_on=date(2026, 3, 9), by=supervisor, at=NOW)
    seen.append(SupervisionArrangement.objects.get().next_due_on)
    pauses.take_out(pause=away, by=supervisor, at=NOW)
    seen.append(SupervisionArrangement.objects.get().next_due_on)
    assert seen == [date(2026, 4, 16), date(2026, 4, 3), date(2026, 4, 2)]


def test_days_away_are_recorded_once_and_end_after_they_begin(practitioner: Person) -> None:
    given = {"person": practitioner, "reason": PauseReason.LEAVE, "by": practitioner, "at": THEN}
    pauses.pause(starts_on=date(2026, 3, 9), ends_on=date(2026, 3, 22), **given)
    with pytest.raises(ValidationError, match="9 March 2026 to 22 March 2026 are recorded already"):
        pauses.pause(starts_on=date(2026, 3, 22), ends_on=date(2026, 3, 25), **given)
    with pytest.raises(ValidationError, match="not before the first day"):
        pauses.pause(starts_on=date(2026, 4, 2), ends_on=date(2026, 4, 1), **given)


def agree(arrangement: SupervisionArrangement, days: int | None, reason: str = "") -> None:
    agreement = agreements.write(
        arrangement=arrangement, interval_days=days, minutes=90, place=Place.VIDEO, less_often_reason=reason,
        review_on=TODAY, confidentiality="x", disagreements="x", adjustments="", by=arrangement.supervisor, at=NOW,
    )  # fmt: skip
    agreements.sign(agreement=agreement, by=arrangement.practitioner, at=NOW)
    arrangement.refresh_from_db()


def test_an_agreement_may_ask_for_more_and_goes_back_to_the_policy(monthly: SupervisionArrangement) -> None:
    agree(monthly, 14)
    assert (monthly.next_due_on, str(rule_of(monthly))) == (
        date(2026, 3, 16), "Every 2 weeks, as the two have agreed",
    )  # fmt: skip
    agree(monthly, None)
    assert (monthly.next_due_on, monthly.interval_days) == (date(2026, 4, 2), None)


def test_an_agreement_on_less_needs_a_reason(monthly: SupervisionArrangement) -> None:
    with pytest.raises(ValidationError, match="less often than the policy, which asks for every month"):
        agree(monthly, 42)
    agree(monthly, 42, "She works two days a week until the summer.")
    assert (monthly.is_less_often, monthly.next_due_on) == (True, date(2026, 4, 13))
    assert "the policy asks for every month" in str(rule_of(monthly))


def test_31_days_are_not_less_often_than_every_month(monthly: SupervisionArrangement) -> None:
    agree(monthly, 31)
    assert (monthly.is_less_often, monthly.next_due_on) == (False, date(2026, 4, 2))


def test_somebody_without_a_start_date_counts_from_their_first_arrangement(
    monthly: SupervisionArrangement, next_supervisor: Person
) -> None:
    policy = policy_for("Newly qualified", 1, Span.WEEKS)
    policy.stages.create(after_count=6, after_unit=Span.WEEKS, every_count=2, every_unit=Span.WEEKS)
    Person.objects.filter(pk=monthly.practitioner_id).update(job_role=policy.job_role)
    arrangements.end(arrangement=monthly, ends_on=date(2026, 5, 31), by=next_supervisor, at=NOW)
    later = arrangements.begin(
        practitioner=Person.objects.get(pk=monthly.practitioner_id), supervisor=next_supervisor,
        kind=ArrangementKind.LEAD, starts_on=date(2026, 6, 1), by=next_supervisor, at=NOW,
    )  # fmt: skip
    assert later.next_due_on == date(2026, 6, 15)
    assert str(rule_of(later)) == "Every 2 weeks, by the policy “For Newly qualified”"


def test_beginning_a_record_says_by_when_both_should_have_signed(monthly: SupervisionArrangement) -> None:
    ClosedDay.objects.create(day=date(2027, 3, 3), name="Our day")
    record = start(monthly, at=datetime(2027, 3, 1, 9, tzinfo=UTC))
    assert record.sign_by == date(2027, 3, 16)  # ten working days, and one closed


def test_limits_follow_the_policy_of_the_practitioner(monthly: SupervisionArrangement) -> None:
    policy = policy_for("Therapist", 1, Span.MONTHS, sign_off_days=5, rebook_days=3, short_notice_hours=48)
    practitioner = monthly.practitioner
    practitioner.job_role = policy.job_role
    wednesday = date(2026, 11, 25)
    assert limits.policy_of(monthly) == policy
    assert limits.sign_by(monthly, started_on=wednesday) == date(2026, 12, 2)
    assert limits.rebook_by(monthly, cancelled_on=wednesday) == date(2026, 11, 30)
    starts_at = datetime(2026, 11, 27, 9, tzinfo=UTC)
    told = [
        limits.is_short_notice(monthly, starts_at=starts_at, cancelled_at=starts_at - timedelta(hours=hours))
        for hours in (47, 48)
    ]
    assert told == [True, False]


def test_reconciling_finds_what_drifted_and_puts_it_right(
    monthly: SupervisionArrangement, capsys: pytest.CaptureFixture[str]
) -> None:
    call_command("reconcile_due", "--check")
    SupervisionArrangement.objects.update(next_due_on=date(2026, 9, 9))
    with pytest.raises(CommandError, match="1 due dates are wrong"):
        call_command("reconcile_due", "--check")
    assert SupervisionArrangement.objects.get().next_due_on == date(2026, 9, 9)
    call_command("reconcile_due")
    assert "1 due dates were put right" in capsys.readouterr().out
    assert SupervisionArrangement.objects.get().next_due_on == date(2026, 4, 2)


def test_everybody_is_worked_out_afresh_in_as_many_queries_as_one(
    monthly: SupervisionArrangement, supervisor: Person
) -> None:
    def asked() -> int:
        SupervisionArrangement.objects.update(next_due_on=date(2026, 9, 9))
        with CaptureQueriesContext(connection) as captured:
            arrangements.refresh_all_due()
        return len([one for one in captured if "SAVEPOINT" not in one["sql"]])

    few = asked()
    for number in range(20):
        arrangements.begin(
            practitioner=make_person(f"P{number}", Role.PRACTITIONER), supervisor=supervisor,
            kind=ArrangementKind.LEAD, starts_on=STARTS, by=supervisor, at=NOW,
        )  # fmt: skip
    assert few == asked() <= 9
    assert set(SupervisionArrangement.objects.values_list("next_due_on", flat=True)) == {date(2026, 4, 2)}


def test_what_was_held_moves_it_whoever_held_it(monthly: SupervisionArrangement) -> None:
    send(start(monthly, held_on=date(2026, 3, 31)))
    monthly.refresh_from_db()
    assert (monthly.last_held_on, monthly.next_due_on) == (date(2026, 3, 31), date(2026, 4, 30))
