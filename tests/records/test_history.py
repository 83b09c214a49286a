"""Is what happened to a record shown in the order in which it happened?"""

from supervision.records.reading import events
from supervision.sessions.models import SupervisionSession
from tests.people import sign


def test_the_lock_is_shown_as_later_than_the_signature_that_led_to_it(sent: SupervisionSession) -> None:
    for person in (sent.practitioner, sent.supervisor):
        sign(sent, person)  # all at one moment
    assert [event["title"] for event in events(sent)][:3] == ["Locked", "Signed", "Signed"]
