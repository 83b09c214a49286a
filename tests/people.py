"""Who is in the tests? One small team with everybody who stands in some relation to its records."""

import itertools
import uuid
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import Agency, Person, RoleGrant, Service, Team
from supervision.casenotes.models import Case
from supervision.casenotes.services import cases as case_services
from supervision.casenotes.services.cases import Details
from supervision.casenotes.words import AgeBand, AssessmentStatus, Need
from supervision.outbox.models import Notice
from supervision.sessions.content import AgreedAction, DiscussedCase, RecordContent
from supervision.sessions.models import (
    ConfidenceDomain,
    ReflectiveTemplate,
    SupervisionArrangement,
    SupervisionSession,
    TemplateVersion,
)
from supervision.sessions.services import arrangements, records, sign_off
from supervision.vocabulary import ArrangementKind, Role, Scope, SignatureResponse

PASSWORD = "a long test password"
NOW = datetime.now(UTC)
TODAY = NOW.astimezone(ZoneInfo("Europe/London")).date()
NUMBERS = itertools.count(1)


def make_person(name: str, *roles: Role, team: Team | None = None, **fields: Any) -> Person:
    email = f"{name.lower().replace(' ', '.')}.{next(NUMBERS)}@example.org"
    person = Person(email=email, name=name, team=team, **fields)
    # One hash for everybody: making one takes a tenth of a second, and no test is about how it is made.
    person.password = _password_hash()
    person.save()
    for role in roles:
        scope = {"scope": Scope.ORGANISATION} if role is Role.MANAGER else {}
        RoleGrant.objects.create(person=person, role=role, **scope)
    return person


_HASH: list[str] = []


def _password_hash() -> str:
    from django.contrib.auth.hashers import make_password

    if not _HASH:
        _HASH.append(make_password(PASSWORD))
    return _HASH[0]


def make_team(name: str = "Harbour") -> Team:
    agency, _ = Agency.objects.get_or_create(name="Northbank")
    service, _ = Service.objects.get_or_create(agency=agency, name=f"Service of {name}")
    return Team.objects.create(service=service, name=name)


@pytest.fixture
def team(db: None) -> Team:
    return make_team()


@pytest.fixture
def practitioner(team: Team) -> Person:
    return make_person("Amara Quill", Role.PRACTITIONER, team=team)


@pytest.fixture
def supervisor(team: Team) -> Person:
    return make_person("Priya Stone", Role.PRACTITIONER, Role.SUPERVISOR, team=team)


@pytest.fixture
def next_supervisor(team: Team) -> Person:
    """Supervises the practitioner now, and took no part in the earlier session."""
    return make_person("Imran Cloud", Role.SUPERVISOR, team=team)


@pytest.fixture
def colleague(team: Team) -> Person:
    return make_person("Ben Marsh", Role.PRACTITIONER, team=team)


@pytest.fixture
def manager(team: Team) -> Person:
    return make_person("Grace Hill", Role.MANAGER)


@pytest.fixture
def manager_elsewhere(db: None) -> Person:
    person = make_person("Theo Black")
    RoleGrant.objects.create(person=person, role=Role.MANAGER, scope=Scope.TEAM, team=make_team("Elsewhere"))
    return person


@pytest.fixture
def administrator(db: None) -> Person:
    return make_person("Nell Rush", Role.ADMINISTRATOR)


@pytest.fixture
def leaver(team: Team) -> Person:
    return make_person("Owen Gone", Role.PRACTITIONER, Role.SUPERVISOR, team=team, is_active=False)


def begin(
    practitioner: Person, supervisor: Person, *, starts_on: date = date(2025, 1, 6), kind: Any = ArrangementKind.LEAD
) -> SupervisionArrangement:
    return arrangements.begin(
        practitioner=practitioner,
        supervisor=supervisor,
        kind=kind,
        starts_on=starts_on,
        interval_days=28,
        by=supervisor,
        at=NOW,
    )


@pytest.fixture
def arrangement(practitioner: Person, supervisor: Person) -> SupervisionArrangement:
    """What they were told when it was set up is forgotten: it is no part of what other things tell."""
    begun = begin(practitioner, supervisor)
    Notice.objects.all().delete()
    return begun


def template_version() -> TemplateVersion:
    version = ReflectiveTemplate.objects.get(name="Experience to plan").versions.first()
    assert version is not None
    return version


def start(arrangement: SupervisionArrangement, *, by: Person | None = None, **given: Any) -> SupervisionSession:
    return records.start(
        **{
            "arrangement": arrangement,
            "kind_id": "one_to_one",
            "template_version": template_version(),
            "held_on": TODAY - timedelta(days=1),
            "start_key": uuid.uuid4(),
            "by": by or arrangement.practitioner,
            "at": NOW,
        }
        | given
    )


def content(
    record: SupervisionSession,
    text: str = "We talked about the visit.",
    points: int = 2,
    cases: Sequence[Case] = (),
) -> RecordContent:
    """A whole record: `text` in every answer, a score in every area but two, some action points and `cases`."""
    assert record.template_version is not None
    domains = list(ConfidenceDomain.objects.filter(is_asked=True))
    return RecordContent(
        held_on=record.held_on,
        minutes=60,
        place="in_person",
        kind_id=record.kind_id,
        others_present=f"A student. {text}",
        answers={question.pk: text for question in record.template_version.questions.all()},
        functions=["support", "development"],
        ratings={domain.pk: 1 + domain.position % 5 for domain in domains[:8]} | {domains[8].pk: None},
        feelings={"worried": 3, "anxious": 2},
        action_points=[
            AgreedAction(
                id=uuid.uuid5(record.pk, f"actions-{number}"),
                what=f"Step {number}. {text}",
                why=text,
                how=text,
                owner_id=record.practitioner_id,
                due_on=record.held_on + timedelta(days=14),
                case_id=cases[number % len(cases)].pk if cases else None,
            )
            for number in range(points)
        ],
        cases=[discussed(record, case, number, text) for number, case in enumerate(cases)],
    )


def discussed(record: SupervisionSession, case: Case, number: int = 0, text: str = "x", **given: Any) -> DiscussedCase:
    """What was said of one case, with `text` and its reference in every box."""
    words = dict.fromkeys(
        ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice"), f"{case.reference}: {text}"
    )
    known = {"continuum": "problematic", "tool": "orange", **words}
    return DiscussedCase(id=uuid.uuid5(record.pk, f"cases-{number}"), case_id=case.pk, **known | given)


def send(record: SupervisionSession, **given: Any) -> SupervisionSession:
    return records.send(supervision_session=record, content=content(record, **given), by=record.writer, at=NOW)


def sign(
    record: SupervisionSession,
    by: Person,
    response: Any = SignatureResponse.AGREE,
    statement: str = "",
    at: datetime = NOW,
) -> Any:
    return sign_off.sign(
        supervision_session=record,
        response=response,
        statement=statement,
        shown_version=record.content_version,
        by=by,
        at=at,
    )


def lock(record: SupervisionSession) -> SupervisionSession:
    sign(record, record.practitioner)
    return sign(record, record.supervisor)  # type: ignore[no-any-return]


@pytest.fixture
def draft(arrangement: SupervisionArrangement) -> SupervisionSession:
    return start(arrangement)


@pytest.fixture
def sent(draft: SupervisionSession) -> SupervisionSession:
    return send(draft)


DETAILS = Details(AgeBand.FROM_10, date(2026, 1, 5), Need.SUSPECTED, Need.ON_PATHWAY, AssessmentStatus.REFERRED)


def add_case(lead: Person, reference: str = "CR-2041") -> Case:
    return case_services.add(reference=reference, details=DETAILS, by=lead, at=NOW)


@pytest.fixture
def case(practitioner: Person) -> Case:
    return add_case(practitioner)


@pytest.fixture
def sent_with_case(arrangement: SupervisionArrangement, case: Case) -> SupervisionSession:
    return send(start(arrangement), cases=[case])


@pytest.fixture
def locked(sent: SupervisionSession) -> SupervisionSession:
    return lock(sent)


@pytest.fixture
def signed_in() -> Callable[[Person], Client]:
    def client_of(person: Person) -> Client:
        client = Client()
        client.force_login(person)
        return client

    return client_of


@pytest.fixture
def today() -> date:
    return timezone.localdate()
