"""Within which limits does something follow on a session: signing it, or holding the one that replaces it?"""

from datetime import date, datetime, timedelta

from accounts.models import Agency, Person
from supervision.rules.policies import choose
from supervision.rules.working_days import add_working_days
from supervision.vocabulary import BankHolidays

from .closed_days import closed_days_for
from .models import FrequencyPolicy, SupervisionArrangement
from .services.due_dates import policies_in_force


def policy_of(arrangement: SupervisionArrangement) -> FrequencyPolicy:
    """The policy for the practitioner as they are now. Its limits count for every kind of arrangement."""
    return policy_for(arrangement.practitioner)


def policy_for(person: Person) -> FrequencyPolicy:
    """The policy for one person's own supervision."""
    chosen = choose(
        policies_in_force(),
        job_role_id=person.job_role_id,
        team_id=person.team_id,
        is_part_time=person.is_part_time,
    )
    return FrequencyPolicy.objects.get(pk=chosen.id) if chosen and chosen.id else FrequencyPolicy()


def bank_holidays_of(practitioner: Person) -> str:
    """Whose working days count: those of the agency that the practitioner's team belongs to."""
    agency = Agency.objects.filter(services__teams=practitioner.team_id).first() if practitioner.team_id else None
    return agency.bank_holidays if agency else BankHolidays.ENGLAND_AND_WALES


def working_days_after(day: date, count: int, *, practitioner: Person) -> date:
    return add_working_days(day, count, closed_days_for(bank_holidays_of(practitioner), around=day))


def sign_by(arrangement: SupervisionArrangement, *, started_on: date) -> date:
    """The last working day on which both should have signed what somebody began to write on that day."""
    return confirm_by(arrangement.practitioner, sent_on=started_on)


def confirm_by(person: Person, *, sent_on: date) -> date:
    """The last working day to sign what follows this person's policy: of a gathering, its facilitator's."""
    return working_days_after(sent_on, policy_for(person).sign_off_days, practitioner=person)


def rebook_by(arrangement: SupervisionArrangement, *, cancelled_on: date) -> date:
    """The last working day on which the session that replaces a cancelled one should take place."""
    days = policy_of(arrangement).rebook_days
    return working_days_after(cancelled_on, days, practitioner=arrangement.practitioner)


def is_short_notice(arrangement: SupervisionArrangement, *, starts_at: datetime, cancelled_at: datetime) -> bool:
    """Whether a session was cancelled fewer hours ahead than the policy asks for."""
    return starts_at - cancelled_at < timedelta(hours=policy_of(arrangement).short_notice_hours)
