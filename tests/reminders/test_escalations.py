"""What does a manager see of what was escalated, and what happens when they take it in hand?"""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.outbox.models import Notice
from supervision.policy import Denied
from supervision.reminders import services
from supervision.reminders.models import Acknowledgement
from supervision.reminders.sweep import sweep
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.vocabulary import Matter, Scope
from tests.people import NOW, TODAY, begin, make_person
from tests.reminders.days import DUE, manager_of, on, told

pytestmark = pytest.mark.django_db
Arrangement = SupervisionArrangement
Managers = tuple[Person, Person]
SignedIn = Callable[[Person], Client]
REASON = "The supervisor is back on Monday, and they meet then."


def take(arrangement: Arrangement, by: Person, *, day: int, until: int, reason: str = REASON) -> Acknowledgement:
    return services.acknowledge(
        matter=Matter.SESSION_DUE, about_id=str(arrangement.pk), about_on=DUE, reason=reason,
        until=DUE + timedelta(days=until), by=by, at=on(day),
    )  # fmt: skip


def test_an_escalation_that_is_taken_in_hand_twice_over_is_in_hand_once(due: Arrangement, managers: Managers) -> None:
    told(on(14))
    first, again = (take(due, managers[0], day=15, until=35) for _ in range(2))
    assert first == again
    assert take(due, managers[0], day=15, until=36) != first
    assert Acknowledgement.objects.count() == 2


def test_all_the_steps_of_an_overdue_session_to_the_one_who_takes_it_in_hand(
    due: Arrangement, managers: Managers
) -> None:
    tom, sal = managers
    assert told(on(7)) == {"Amara", "Priya"}
    assert told(on(14)) == {"Tom"}
    take(due, tom, day=15, until=35)
    assert told(on(28)) == told(on(35)) == set()
    assert told(on(36)) == {"Sal"}
    assert Notice.objects.filter(person=sal).count() == 1


def test_taking_it_in_hand_is_on_the_trail_and_stops_what_was_not_mailed(due: Arrangement, managers: Managers) -> None:
    sweep(at=on(14))
    take(due, managers[0], day=15, until=20)
    notice = Notice.objects.get(person=managers[0])
    assert (notice.mail_after, notice.read_at, notice.settled_at) == (None, on(15), None)
    event = AuditEvent.objects.filter(kind="acknowledgement").latest("pk")
    assert REASON not in str(event.detail)


def test_the_reason_is_sealed(due: Arrangement, managers: Managers) -> None:
    sweep(at=on(14))
    take(due, managers[0], day=15, until=20)
    with connection.cursor() as cursor:
        cursor.execute("SELECT encode(reason, 'escape') FROM reminders_acknowledgement")
        assert "Monday" not in cursor.fetchone()[0]


@pytest.mark.parametrize(
    ("given", "field"), [({"reason": "Seen. Fine"}, "reason"), ({"until": 15}, "until"), ({"until": 44}, "until")]
)
def test_it_needs_a_reason_and_a_day_within_four_weeks(
    given: dict[str, object], field: str, due: Arrangement, managers: Managers
) -> None:
    sweep(at=on(14))
    words: dict[str, object] = {"day": 15, "until": 20} | given
    with pytest.raises(ValidationError) as refused:
        take(due, managers[0], **words)  # type: ignore[arg-type]
    assert list(refused.value.message_dict) == [field]
    assert not Acknowledgement.objects.exists()


def test_only_a_manager_of_that_team_can_take_it_in_hand(
    due: Arrangement, managers: Managers, manager_elsewhere: Person, supervisor: Person, manager: Person
) -> None:
    sweep(at=on(14))
    for person in (manager_elsewhere, supervisor):
        with pytest.raises(Denied):
            take(due, person, day=15, until=20)
    take(due, manager, day=15, until=20)  # of the whole organisation


def test_nobody_takes_their_own_supervision_in_hand(due: Arrangement, managers: Managers) -> None:
    due.practitioner.role_grants.create(role="manager", scope=Scope.ORGANISATION)
    sweep(at=on(14))
    with pytest.raises(Denied):
        take(due, due.practitioner, day=15, until=20)


@pytest.fixture
def long_past(arrangement: Arrangement) -> Arrangement:
    """Due twenty days ago, and told of today."""
    Arrangement.objects.update(remind_on=TODAY - timedelta(days=20))
    return arrangement


def test_a_manager_sees_whose_what_and_whom_it_reached_within_their_reach(
    long_past: Arrangement, signed_in: SignedIn, manager_elsewhere: Person
) -> None:
    team = long_past.practitioner.team
    tom = manager_of("Tom Manager", scope=Scope.TEAM, team=team)
    sweep(at=NOW)
    page = signed_in(tom).get("/managers/escalations/").content.decode()
    assert all(words in page for words in ("Amara Quill", "A session is due", "20 days past", "Tom Manager", "Harbour"))
    assert "Amara" not in signed_in(manager_elsewhere).get("/managers/escalations/").content.decode()


def test_no_text_of_a_record_or_action_point_is_on_the_page(
    sent: SupervisionSession, manager: Person, signed_in: SignedIn
) -> None:
    SupervisionSession.objects.update(sign_by=TODAY - timedelta(days=30))
    sent.action_points.update(due_on=TODAY - timedelta(days=60))
    sweep(at=NOW)
    page = signed_in(manager).get("/managers/escalations/").content.decode()
    assert "A record is not signed yet" in page
    assert "An action point is due" in page
    assert "the visit" not in page


def test_a_manager_takes_it_in_hand_on_the_page_and_the_supervisor_reads_why(
    long_past: Arrangement, manager: Person, signed_in: SignedIn
) -> None:
    client = signed_in(manager)
    assert come_up(client) == "Nothing has come up to you."
    sweep(at=NOW)
    assert come_up(client) == "1 matter has come up to you, 1 not in hand."
    address = f"/managers/session_due/{long_past.pk}/{TODAY - timedelta(days=20)}/"
    answer = client.post(address, {"reason": "Soon.", "until": f"{TODAY + timedelta(days=7)}"})
    assert answer.status_code == 422
    assert "Say in a few words" in answer.content.decode()
    assert "Soon.</textarea>" in answer.content.decode().replace("\n", "")
    answer = client.post(address, {"reason": REASON, "until": f"{TODAY + timedelta(days=7)}"})
    assert answer["Location"] == "/managers/escalations/"
    assert come_up(client) == "1 matter has come up to you, all of them in hand."
    assert "See what is being done" in client.get("/managers/escalations/").content.decode()
    assert REASON in client.get(address).content.decode()
    supervisor = signed_in(long_past.supervisor)
    team_page = supervisor.get("/team/").content.decode()
    assert "escalated to the team manager on" in team_page
    assert "Grace Hill has it in hand until" in team_page
    assert REASON in supervisor.get(f"/team/{long_past.practitioner_id}/").content.decode()


def come_up(client: Client) -> str:
    """What the manager's first page says of it, with a link to the list."""
    page = client.get("/managers/").content.decode()
    [said] = re.findall(r"<p>(.*come up to you.*)</p>", page)
    assert '<a class="govuk-link" href="/managers/escalations/">' in said
    return re.sub(r"<[^>]+>", "", said).removesuffix(" That is of all you manage, whichever place is chosen.")


@pytest.mark.parametrize("address", ["nothing/1/2026-06-15/", "session_due/1/someday/", "session_due/9/2026-06-15/"])
def test_what_was_not_escalated_is_not_there(address: str, manager: Person, signed_in: SignedIn) -> None:
    assert signed_in(manager).get(f"/managers/{address}").status_code == 404


def test_the_pages_ask_the_same_however_much_was_escalated(
    long_past: Arrangement, manager: Person, signed_in: SignedIn
) -> None:
    sweep(at=NOW)
    assert asked(signed_in(manager), "/managers/") <= 12
    manager_asks = [asked(signed_in(manager), "/managers/escalations/")]
    supervisor_asks = [asked(signed_in(long_past.supervisor), "/team/")]
    for number in range(6):
        begin(make_person(f"P{number}", team=long_past.practitioner.team), long_past.supervisor)
    Arrangement.objects.update(remind_on=TODAY - timedelta(days=20))
    sweep(at=NOW)
    manager_asks.append(asked(signed_in(manager), "/managers/escalations/"))
    supervisor_asks.append(asked(signed_in(long_past.supervisor), "/team/"))
    assert manager_asks[0] == manager_asks[1] <= 12
    assert supervisor_asks[0] == supervisor_asks[1] <= 12


def asked(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len([query for query in captured if "SAVEPOINT" not in query["sql"]])
