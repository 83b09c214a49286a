"""Can an administrator keep the frequency policies, see what one makes due before it is saved, and keep closed days?"""

import re
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Agency, JobRole, Person
from supervision.audit.models import AuditEvent
from supervision.rules.intervals import Interval, Stage
from supervision.sessions.models import ClosedDay, FrequencyPolicy, SupervisionArrangement
from supervision.sessions.services import arrangements, pauses, policies
from supervision.vocabulary import ArrangementKind, PauseReason, Role, Span, WorkingPattern
from tests.people import NOW, TODAY, make_person


@pytest.fixture
def admin(administrator: Person, signed_in: Any) -> Client:
    client: Client = signed_in(administrator)
    return client


@pytest.fixture
def job(db: None) -> JobRole:
    return JobRole.objects.create(name="Social worker")


@pytest.fixture
def monthly(practitioner: Person, supervisor: Person, job: JobRole) -> SupervisionArrangement:
    """Began twenty days ago: due in about ten days, and overdue were it weekly."""
    practitioner.job_role = job
    practitioner.save()
    return arrangements.begin(
        practitioner=practitioner, supervisor=supervisor, kind=ArrangementKind.LEAD,
        starts_on=TODAY - timedelta(days=20), by=supervisor, at=NOW,
    )  # fmt: skip


def to(name: str, *args: object) -> str:
    return reverse(f"administration:{name}", args=args)


def day(name: str, when: date) -> dict[str, str]:
    return {f"{name}_0": str(when.day), f"{name}_1": str(when.month), f"{name}_2": str(when.year)}


def policy(job: JobRole | None, *stages: tuple[int, str, int, str], **given: str) -> dict[str, str]:
    stages = stages or ((0, "weeks", 1, "weeks"),)
    asked = {
        "name": "Weekly for some", "job_role": str(job.pk) if job else "", "team": "", "working_pattern": "any",
        "minutes": "60", "tolerance_days": "2", "sign_off_days": "5", "rebook_days": "5", "short_notice_hours": "24",
        "stages-TOTAL_FORMS": str(len(stages)), "stages-INITIAL_FORMS": "0",
    }  # fmt: skip
    for number, row in enumerate(stages):
        names = ("after_count", "after_unit", "every_count", "every_unit")
        asked |= {f"stages-{number}-{name}": str(value) for name, value in zip(names, row, strict=True)}
    return asked | given


def shown(answer: Any) -> str:
    found = re.search(r'name="shown" value="([0-9a-f]{64})"', answer.content.decode())
    assert found, answer.context["form"].errors
    return found[1]


def test_a_policy_is_looked_at_before_it_is_saved_and_what_was_shown_is_what_happens(
    admin: Client, monthly: SupervisionArrangement, job: JobRole
) -> None:
    before = monthly.next_due_on
    looked = admin.post(to("new_policy"), policy(job))
    preview = looked.context["preview"]
    assert (preview.applies_to, preview.moved, preview.become_overdue) == (1, 1, 1)
    assert (preview.lines[0].now, preview.lines[0].then) == (before, monthly.starts_on + timedelta(days=7))
    assert b"Becomes overdue" in looked.content
    assert b'value="Weekly for some"' in looked.content
    monthly.refresh_from_db()
    assert (monthly.next_due_on, FrequencyPolicy.objects.count()) == (before, 1)
    saved = admin.post(to("new_policy"), policy(job) | {"save": "yes", "shown": shown(looked)})
    assert saved.status_code == 302
    monthly.refresh_from_db()
    assert (monthly.next_due_on, monthly.policy) == (preview.lines[0].then, FrequencyPolicy.objects.get(job_role=job))
    assert AuditEvent.objects.filter(kind="policy", action="created").count() == 1


def test_a_policy_that_was_changed_after_the_look_is_shown_again_and_not_saved(
    admin: Client, monthly: SupervisionArrangement, job: JobRole
) -> None:
    digest = shown(admin.post(to("new_policy"), policy(job)))
    changed = policy(job, (0, "weeks", 2, "weeks")) | {"save": "yes", "shown": digest}
    answer = admin.post(to("new_policy"), changed)
    assert answer.status_code == 200
    assert b"You changed the policy after you looked" in answer.content
    assert FrequencyPolicy.objects.count() == 1
    assert admin.post(to("new_policy"), changed | {"shown": shown(answer)}).status_code == 302


def test_nobody_who_is_away_becomes_overdue(
    admin: Client, monthly: SupervisionArrangement, job: JobRole, supervisor: Person
) -> None:
    pauses.pause(
        person=monthly.practitioner, starts_on=TODAY, ends_on=TODAY, reason=PauseReason.LEAVE, by=supervisor, at=NOW
    )
    assert admin.post(to("new_policy"), policy(job)).context["preview"].become_overdue == 0


def test_a_narrower_policy_lets_people_go_to_the_next_one(
    admin: Client, monthly: SupervisionArrangement, job: JobRole
) -> None:
    weekly = policy(job)
    admin.post(to("new_policy"), weekly | {"save": "yes", "shown": shown(admin.post(to("new_policy"), weekly))})
    made = FrequencyPolicy.objects.get(job_role=job)
    narrow = policy(job, working_pattern="part_time")
    preview = admin.post(to("edit_policy", made.pk), narrow).context["preview"]
    assert (preview.applies_to, preview.moved) == (0, 1)
    retiring = admin.get(to("retire_policy", made.pk)).context["preview"]
    assert [line.then for line in retiring.lines] == [preview.lines[0].then]
    assert admin.post(to("retire_policy", made.pk)).status_code == 302
    monthly.refresh_from_db()
    assert monthly.next_due_on == preview.lines[0].then
    assert admin.post(to("retire_policy", made.pk)).status_code == 302  # a second press
    assert admin.get(to("edit_policy", made.pk)).status_code == 302


def test_the_policy_for_everybody_stays(admin: Client, job: JobRole) -> None:
    everybody = FrequencyPolicy.objects.get()
    answer = admin.post(to("retire_policy", everybody.pk), follow=True)
    assert b"It has to stay so" in answer.content
    narrowed = admin.post(to("edit_policy", everybody.pk), policy(job, name="Everybody"))
    assert narrowed.status_code == 422
    assert "It has to stay so" in narrowed.context["form"].non_field_errors()[0]
    everybody.refresh_from_db()
    assert (everybody.ended_at, everybody.job_role) == (None, None)


WRONG_STAGES = [
    ([(1, "weeks", 1, "weeks")], "Add a stage that begins 0 days after the start: how often it is at first"),
    ([(0, "weeks", 1, "weeks"), (0, "days", 2, "weeks")],
     "Two stages begin at the same time. Change or remove one of them"),
]  # fmt: skip


@pytest.mark.parametrize(("stages", "words"), WRONG_STAGES)
def test_stages_that_do_not_fit_together_are_told(
    admin: Client, job: JobRole, stages: list[tuple[int, str, int, str]], words: str
) -> None:
    answer = admin.post(to("new_policy"), policy(job, *stages))
    assert answer.status_code == 422
    assert answer.context["rows"].non_form_errors() == [words]
    assert words.encode() in answer.content


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"name": "Everybody"}, "name", "This name is used already. Choose another"),
        ({"name": ""}, "name", "Enter a name"),
        ({"minutes": "5"}, "minutes", "Enter 15 or more"),
        ({"job_role": ""}, "job_role", "“Everybody” is for the same people. Change or retire that one"),
    ],
)
def test_what_is_wrong_with_a_policy_is_told_beside_the_field(
    admin: Client, job: JobRole, given: dict[str, str], field: str, words: str
) -> None:
    answer = admin.post(to("new_policy"), policy(job, **given))
    assert answer.status_code == 422
    assert answer.context["form"].errors[field] == [words]
    assert "preview" not in answer.context


def test_an_interval_is_a_year_at_most(admin: Client, job: JobRole) -> None:
    answer = admin.post(to("new_policy"), policy(job, (0, "weeks", 13, "months")))
    assert answer.context["rows"].forms[0].errors["every_count"] == ["Enter a year or less between sessions"]


def test_stages_come_and_go_without_javascript(admin: Client, job: JobRole) -> None:
    more = admin.post(to("new_policy"), policy(job) | {"add_row": "stages"})
    assert more.context["rows"].total_form_count() == 2
    fewer = admin.post(to("new_policy"), policy(job) | {"remove_row_1": "stages"})
    assert b'value="Weekly for some"' in fewer.content


def test_an_edited_policy_is_shown_as_it_is(admin: Client) -> None:
    everybody = FrequencyPolicy.objects.get()
    page = admin.get(to("edit_policy", everybody.pk))
    assert [form.initial["every_unit"] for form in page.context["rows"].forms] == [Span.MONTHS]
    assert page.context["form"].initial["tolerance_days"] == everybody.tolerance_days


def test_a_preview_asks_no_more_for_many_people(
    monthly: SupervisionArrangement, job: JobRole, supervisor: Person
) -> None:
    everybody = FrequencyPolicy.objects.get()

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            policies.preview(policy=everybody, definition=policies.definition_of(everybody), on=TODAY)
        return len(captured)

    few = asked()
    for number in range(10):
        arrangements.begin(
            practitioner=make_person(f"P{number}", Role.PRACTITIONER), supervisor=supervisor,
            kind=ArrangementKind.LEAD, starts_on=TODAY, by=supervisor, at=NOW,
        )  # fmt: skip
    assert asked() == few <= 12


def test_a_changed_policy_leaves_what_governed_before_as_it_was(
    admin: Client, administrator: Person, monthly: SupervisionArrangement
) -> None:
    first = FrequencyPolicy.objects.get()
    was = policies.definition_of(first)
    now = replace(was, minutes=60, stages=(Stage(Interval(0, Span.WEEKS), Interval(2, Span.WEEKS)),))
    second = policies.put_in_force(policy=first, definition=now, by=administrator, at=NOW - timedelta(days=5))
    first.refresh_from_db()
    monthly.refresh_from_db()
    for edition in (first, second):
        with pytest.raises(IntegrityError, match="another stage refused"), transaction.atomic():
            edition.stages.create(after_count=1, every_count=9, every_unit=Span.WEEKS)
    assert policies.definition_of(first) == was
    assert (first.ended_at, first.ended_by, second.put_by) == (second.begins_at, administrator, administrator)
    assert (monthly.policy, second.replaces) == (second, first)
    for days, held in ((6, first), (5, second), (0, second)):
        page = admin.get(to("policies_over_time"), {"on": str(TODAY - timedelta(days=days))})
        assert list(page.context["editions"]) == [held]
    everything = admin.get(to("policies_over_time"))
    assert list(everything.context["editions"]) == [second, first]
    assert "Every 2 weeks, from the start" in everything.content.decode()
    assert f"changed by {administrator.name}" in everything.content.decode()
    assert list(admin.get(to("policies")).context["policies"]) == [second]


def test_the_same_form_pressed_twice_makes_one_edition(administrator: Person, monthly: SupervisionArrangement) -> None:
    first = FrequencyPolicy.objects.get()
    other = replace(policies.definition_of(first), minutes=60)
    made = policies.put_in_force(policy=first, definition=other, by=administrator, at=NOW)
    assert policies.put_in_force(policy=first, definition=other, by=administrator, at=NOW) == made
    assert policies.put_in_force(policy=made, definition=other, by=administrator, at=NOW) == made
    with pytest.raises(ValidationError, match="changed this policy meanwhile"):
        policies.put_in_force(policy=first, definition=replace(other, minutes=45), by=administrator, at=NOW)
    assert FrequencyPolicy.objects.count() == 2


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE supervision_sessions_frequencypolicy SET minutes = 30", "says what governed"),
        ("UPDATE supervision_sessions_frequencypolicy SET begins_at = now() - interval '9 days'", "says what governed"),
        ("DELETE FROM supervision_sessions_frequencypolicy", "says what governed"),
        ("UPDATE supervision_sessions_policystage SET every_count = 9", "only takes new rows"),
        ("INSERT INTO supervision_sessions_frequencypolicy (name, working_pattern, minutes, tolerance_days, "
         "sign_off_days, rebook_days, short_notice_hours, begins_at) "
         "VALUES ('Another', 'any', 60, 0, 5, 5, 24, now() - interval '1 day')", "one_policy_for_the_same_people"),
    ],
)  # fmt: skip
def test_the_database_keeps_what_governed(db: None, statement: str, refused: str) -> None:
    with pytest.raises(IntegrityError, match=refused), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_ended_policy_stays_ended(administrator: Person) -> None:
    first = FrequencyPolicy.objects.get()
    other = replace(policies.definition_of(first), minutes=60)
    policies.put_in_force(policy=first, definition=other, by=administrator, at=NOW)
    with pytest.raises(IntegrityError, match="says what governed"):
        FrequencyPolicy.objects.filter(pk=first.pk).update(ended_at=None)


def test_two_who_save_a_policy_for_the_same_people_are_told(administrator: Person, job: JobRole) -> None:
    made = policies.definition_of(FrequencyPolicy.objects.get())
    with pytest.raises(ValidationError, match="used already"):
        policies.put_in_force(policy=None, definition=made, by=administrator, at=NOW)


def test_a_day_is_added_and_reminders_move_but_due_dates_do_not(admin: Client, monthly: SupervisionArrangement) -> None:
    due, remind_on = monthly.next_due_on, monthly.remind_on
    posted = day("day", remind_on) | {"name": "Our day", "works": "no", "bank_holidays": ""}
    assert admin.post(to("add_closed_day"), posted).status_code == 302
    monthly.refresh_from_db()
    assert monthly.next_due_on == due
    assert monthly.remind_on > remind_on
    again = admin.post(to("add_closed_day"), posted)
    assert again.context["form"].errors["day"] == ["This day is on the list already. Take it out first"]
    said = ClosedDay.objects.get()
    assert b"Our day" in admin.get(f"{to('closed_days')}?year={remind_on.year}").content
    admin.post(to("remove_closed_day", said.pk))
    monthly.refresh_from_db()
    assert monthly.remind_on == remind_on


def test_only_a_published_bank_holiday_can_be_worked_on(admin: Client) -> None:
    posted = {"name": "Ours", "works": "yes", "bank_holidays": ""}
    wrong = admin.post(to("add_closed_day"), posted | day("day", date(2026, 11, 25)))
    assert wrong.context["form"].errors["day"] == ["This is not a published bank holiday"]
    assert admin.post(to("add_closed_day"), posted | day("day", date(2026, 12, 25))).status_code == 302


def test_the_list_of_closed_days_has_the_published_ones_of_each_country(admin: Client) -> None:
    page = admin.get(f"{to('closed_days')}?year=2026").content.decode()
    for words in ("Christmas Day", "Saint Andrew", "Scotland", "Battle of the Boyne", "Northern Ireland"):
        assert words in page
    for odd in ("nothing", "0", "99999", "²"):
        assert admin.get(to("closed_days"), {"year": odd}).status_code == 200


def test_the_hours_the_job_role_and_the_first_day_of_a_person_bring_their_policy(
    admin: Client, monthly: SupervisionArrangement, job: JobRole
) -> None:
    part_time = FrequencyPolicy.objects.create(name="Part-time", working_pattern=WorkingPattern.PART_TIME)
    part_time.stages.create(every_count=6, every_unit=Span.WEEKS)
    part_time.stages.create(after_count=26, after_unit=Span.WEEKS, every_count=9, every_unit=Span.WEEKS)
    person = monthly.practitioner
    given = {"name": person.name, "email": person.email, "job_role": "", "team": "", "is_part_time": "on",
             "started_on_0": "", "started_on_1": "", "started_on_2": "", "hsb_training": ""}  # fmt: skip
    assert admin.post(to("change_person", person.pk), given).status_code == 302
    monthly.refresh_from_db()
    assert (monthly.policy, monthly.next_due_on) == (part_time, monthly.starts_on + timedelta(days=42))
    began = monthly.starts_on - timedelta(weeks=26)  # before, they counted from the first day of their supervision
    given |= {"started_on_0": str(began.day), "started_on_1": str(began.month), "started_on_2": str(began.year)}
    assert admin.post(to("change_person", person.pk), given).status_code == 302
    monthly.refresh_from_db()
    assert monthly.next_due_on == monthly.starts_on + timedelta(weeks=9)
    assert b"Part-time" in admin.get(to("person", person.pk)).content


def test_an_agency_says_whose_bank_holidays_it_keeps(admin: Client, practitioner: Person) -> None:
    agency = Agency.objects.get()
    given = {"name": agency.name, "bank_holidays": "scotland"}
    assert admin.post(to("rename_unit", "agency", agency.pk), given).status_code == 302
    agency.refresh_from_db()
    assert agency.bank_holidays == "scotland"
    assert b"Bank holidays: Scotland" in admin.get(to("teams")).content


def test_a_new_arrangement_follows_the_policy_and_says_so(
    admin: Client, practitioner: Person, supervisor: Person
) -> None:
    given = {"practitioner": str(practitioner.pk), "supervisor": str(supervisor.pk), "kind": "lead"}
    answer = admin.post(to("begin_arrangement"), given | day("starts_on", TODAY), follow=True)
    assert "Every month, by the policy “Everybody”" in answer.content.decode()
    assert SupervisionArrangement.objects.get().interval_days is None
