"""Do administrators keep the formats of groups, and do records keep the edition they were held in?"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from accounts.models import Person
from supervision.gathering_vocabulary import StepSpeaker
from supervision.sessions.gathering_queries import formats_offered
from supervision.sessions.models import GroupFormat
from supervision.sessions.services.group_formats import Step, publish
from tests.gatherings.cast import start
from tests.people import NOW

QUIET = Step("Think aloud", StepSpeaker.GROUP, 20, is_no_advice=True)
TOLD = Step("Tell it", StepSpeaker.PRESENTER, 10)


def put(by: Person, group_format: GroupFormat | None = None, **given: Any) -> GroupFormat:
    about = {"name": "Fishbowl", "summary": "Some talk, the others listen.", "is_offered": True, "steps": [TOLD, QUIET]}
    return publish(group_format=group_format, **about | given, by=by, at=NOW)


def test_a_changed_format_is_a_new_edition_and_records_keep_theirs(
    administrator: Person, supervisor: Person, practitioner: Person
) -> None:
    first = put(administrator)
    record = start(supervisor, [practitioner], group_format=first)
    second = put(administrator, first, steps=[QUIET, TOLD])
    assert (second.edition, second.replaces) == (2, first)
    assert [one.name for one in formats_offered()].count("Fishbowl") == 1
    record.refresh_from_db()
    assert record.group_format is not None
    assert [step.name for step in record.group_format.steps.all()] == ["Tell it", "Think aloud"]


def test_publishing_what_is_there_already_makes_no_edition(administrator: Person) -> None:
    first = put(administrator)
    assert put(administrator, first, is_offered=False) == first
    assert first not in formats_offered()


def test_a_format_has_a_time_in_which_nobody_advises_and_a_name_of_its_own(administrator: Person) -> None:
    with pytest.raises(ValidationError):
        put(administrator, steps=[TOLD])
    put(administrator)
    with pytest.raises(ValidationError):
        put(administrator)


def test_two_administrators_do_not_change_the_same_edition(administrator: Person) -> None:
    first = put(administrator)
    put(administrator, first, summary="Shorter.")
    with pytest.raises(ValidationError):
        put(administrator, first, summary="Longer.")


def test_an_administrator_changes_a_format_on_its_page(
    administrator: Person, signed_in: Callable[[Person], Client]
) -> None:
    client, bells = signed_in(administrator), GroupFormat.objects.get(name="Bells that ring")
    assert b"Bells that ring" in client.get("/administration/group-formats/").content
    address = f"/administration/group-formats/{bells.pk}/edit/"
    posted = {
        "name": "Bells that ring", "summary": "What rings in you.", "is_offered": "on", "steps-TOTAL_FORMS": 1,
        "steps-INITIAL_FORMS": 0, "steps-0-name": "What rang a bell in me", "steps-0-speaks": "group",
        "steps-0-minutes": 20,
    }  # fmt: skip
    refused = client.post(address, posted)
    assert refused.status_code == 422
    assert b"nobody advises" in refused.content
    assert client.post(address, posted | {"steps-0-is_no_advice": "on"}).status_code == 302
    assert GroupFormat.objects.get(name="Bells that ring", is_offered=True).summary == "What rings in you."
    assert client.post(address, posted).status_code == 302
    assert GroupFormat.objects.filter(name="Bells that ring").count() == 2
