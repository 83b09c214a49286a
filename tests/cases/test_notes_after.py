"""Does a note say which discussion of its case it follows from, and does the supervisor of that session read it?"""

import uuid
from collections.abc import Callable

import pytest
from django.db import Error, transaction
from django.test import Client

from accounts.models import Person
from supervision.audit.models import AuditEvent
from supervision.casenotes.models import Case, CaseNote
from supervision.casenotes.services import notes
from supervision.policy import Denied
from supervision.sessions.models import SupervisionArrangement
from supervision.sessions.services import arrangements, records
from supervision.times import long_day
from supervision.vocabulary import ArrangementKind
from tests.cases.cast import note
from tests.people import NOW, TODAY, add_case, begin, lock, send, start

SignedIn = Callable[[Person], Client]


def test_a_note_names_a_discussion_of_its_own_case_alone(
    arrangement: SupervisionArrangement, case: Case, signed_in: SignedIn
) -> None:
    own, sent = lock(send(start(arrangement), cases=[case])), send(start(arrangement), cases=[case])
    other = lock(send(start(arrangement), cases=[add_case(case.lead, "CR-2042")]))
    lead, address = signed_in(case.lead), f"/cases/{case.pk}/notes/add/"
    choices = lead.get(address).context["form"].fields["discussion"].queryset
    assert list(choices) == [own.discussions.get()]
    posted = {"kind": "contact", "dated_on": TODAY.isoformat(), "body": "A calm visit.", "key": uuid.uuid4()}
    for wrong in (sent, other):
        assert lead.post(address, posted | {"discussion": wrong.discussions.get().pk}).status_code == 422
    assert lead.post(address, posted | {"discussion": own.discussions.get().pk}).status_code == 302
    page = lead.get(f"/cases/{case.pk}/").content.decode()
    named = f"the discussion in supervision on {long_day(own.held_on)}</a>"
    assert f'/cases/{case.pk}/discussions/{own.discussions.get().pk}/">{named}' in page
    with pytest.raises(Denied):
        note(case, case.lead, discussion=other.discussions.get())
    for wrong in (sent, other):
        row = {"kind": "contact", "dated_on": TODAY, "written_at": NOW, "discussion": wrong.discussions.get()}
        with pytest.raises(Error, match="not a signed one"), transaction.atomic():
            CaseNote.objects.create(case=case, author=case.lead, body="x", **row)


def test_the_sessions_supervisor_reads_the_notes_that_follow_from_it_and_no_others(
    arrangement: SupervisionArrangement, case: Case, supervisor: Person, colleague: Person, signed_in: SignedIn
) -> None:
    special = begin(case.lead, supervisor, kind=ArrangementKind.SPECIALIST)
    record = lock(send(start(special), cases=[case]))
    written = note(case, case.lead, "Followedword", discussion=record.discussions.get())
    notes.add_addendum(note=written, reason="Latereason", body="Laterword", key=uuid.uuid4(), by=case.lead, at=NOW)
    note(case, case.lead, "Otherword")
    arrangements.end(arrangement=special, ends_on=TODAY, by=case.lead, at=NOW)
    said = record.discussions.get()
    address = f"/cases/notes-after/{said.pk}/"
    assert address in signed_in(supervisor).get(f"/records/{record.pk}/").content.decode()
    page = signed_in(supervisor).get(address).content.decode()
    assert [word in page for word in ("Followedword", "Laterword", "Otherword")] == [True, True, False]
    assert AuditEvent.objects.get(actor=supervisor, kind="notes_after").detail["ids"] == [str(written.pk)]
    assert signed_in(supervisor).get(f"/cases/{case.pk}/").status_code == 404
    for who in (case.lead, arrangement.supervisor):  # they read it with the case
        assert signed_in(who).get(address).status_code == 404
        assert address not in signed_in(who).get(f"/records/{record.pk}/").content.decode()
        assert "Followedword" in signed_in(who).get(f"/cases/{case.pk}/").content.decode()
    records.strike(supervision_session=record, reason="x", by=case.lead, at=NOW)
    assert address not in signed_in(supervisor).get(f"/records/{record.pk}/").content.decode()
    assert signed_in(supervisor).get(address).status_code == 404
    assert "discussion in supervision on" in signed_in(case.lead).get(f"/cases/{case.pk}/").content.decode()
