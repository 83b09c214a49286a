"""What can the product's own database role do to a clinic whose record is locked? Nothing but keep its guests."""

import pytest
from django.db import Error, connection, transaction
from django.test import Client

from accounts.models import Person
from supervision.casenotes.models import PartnerAgency
from supervision.sessions.models import SupervisionArrangement, SupervisionSession
from supervision.sessions.services import guests
from tests.gatherings import clinic_cast as cast
from tests.gatherings.cast import confirm, send
from tests.guests.test_guests import World
from tests.people import NOW
from tests.sessions.test_locked_stays import REFUSED

T = "supervision_sessions_"
SLOTS = f"(SELECT id FROM {T}clinicslot WHERE supervision_session_id = %(r)s)"
GUESTS = f"(SELECT id FROM {T}guestinvitation WHERE supervision_session_id = %(r)s)"

ATTACKS = {
    "ask another question": f"UPDATE {T}clinicslot SET question = 'x' WHERE supervision_session_id = %(r)s",
    "give a slot more time": f"UPDATE {T}clinicslot SET minutes = 60 WHERE supervision_session_id = %(r)s",
    "let somebody else lead a slot": f"UPDATE {T}clinicslot SET lead_id = %(f)s WHERE supervision_session_id = %(r)s",
    "move a slot to another clinic": f"UPDATE {T}clinicslot SET supervision_session_id = %(o)s "
    "WHERE supervision_session_id = %(r)s",
    "take the slots out": f"DELETE FROM {T}clinicslot WHERE supervision_session_id = %(r)s",
    "leave an agency out": f"DELETE FROM {T}clinicslot_agencies WHERE clinicslot_id IN {SLOTS}",
    "put another agency in": f"UPDATE {T}clinicslot_agencies SET partneragency_id = %(a)s WHERE id = "
    f"(SELECT min(id) FROM {T}clinicslot_agencies WHERE clinicslot_id IN {SLOTS})",
    "ask one agency more": f"INSERT INTO {T}clinicslot_agencies (clinicslot_id, partneragency_id) "
    f"SELECT id, %(a)s FROM {T}clinicslot WHERE supervision_session_id = %(r)s",
    "give another agencies to a slot of it": f"UPDATE {T}clinicslot_agencies SET clinicslot_id = "
    f"(SELECT id FROM {T}clinicslot WHERE supervision_session_id = %(r)s LIMIT 1), partneragency_id = %(a)s "
    f"WHERE id = (SELECT min(id) FROM {T}clinicslot_agencies WHERE clinicslot_id NOT IN {SLOTS})",
    "forget the agencies": f"TRUNCATE {T}clinicslot_agencies",
    "call a guest something else": f"UPDATE {T}guestinvitation SET name = 'x' WHERE id IN {GUESTS}",
    "mail a guest elsewhere": f"UPDATE {T}guestinvitation SET email = 'x@example.org' WHERE id IN {GUESTS}",
    "send a guest from another agency": f"UPDATE {T}guestinvitation SET agency_id = %(a)s WHERE id IN {GUESTS}",
    "let a guest in for longer": f"UPDATE {T}guestinvitation SET expires_at = expires_at + interval '1 day' "
    f"WHERE id IN {GUESTS}",
    "use a guest of it elsewhere": f"UPDATE {T}guestinvitation SET supervision_session_id = %(o)s WHERE id IN {GUESTS}",
    "forget a guest": f"DELETE FROM {T}guestinvitation WHERE id IN {GUESTS}",
    "invite a guest": f"INSERT INTO {T}guestinvitation (id, supervision_session_id, name, email, agency_id, "
    "invited_by_id, invited_at, expires_at, key) VALUES (gen_random_uuid(), %(r)s, 'x', 'x@example.org', %(a)s, "
    "%(f)s, now(), now() + interval '1 day', gen_random_uuid())",
    "open another case to a guest": f"INSERT INTO {T}guestinvitation_slots (guestinvitation_id, clinicslot_id) "
    f"SELECT g.id, c.id FROM {T}guestinvitation g, {T}clinicslot c WHERE g.supervision_session_id = %(r)s "
    f"AND c.id IN {SLOTS} AND NOT EXISTS (SELECT FROM {T}guestinvitation_slots x "
    "WHERE x.guestinvitation_id = g.id AND x.clinicslot_id = c.id)",
    "open a case of another clinic to a guest": f"INSERT INTO {T}guestinvitation_slots "
    f"(guestinvitation_id, clinicslot_id) SELECT g.id, c.id FROM {T}guestinvitation g, {T}clinicslot c "
    "WHERE g.supervision_session_id = %(r)s AND c.supervision_session_id = %(o)s",
    "close a case to a guest": f"DELETE FROM {T}guestinvitation_slots WHERE clinicslot_id IN {SLOTS}",
    "change what was given to read": f"UPDATE {T}packitem SET body = 'x' WHERE slot_id IN {SLOTS}",
    "take out what was given to read": f"DELETE FROM {T}packitem WHERE slot_id IN {SLOTS}",
    "give more to read": f"INSERT INTO {T}packitem (id, slot_id, added_by_id, added_at, key, body) "
    f"SELECT gen_random_uuid(), id, %(f)s, now(), gen_random_uuid(), 'x' FROM {T}clinicslot "
    "WHERE supervision_session_id = %(r)s",
    "move here what was given to read elsewhere": f"UPDATE {T}packitem SET slot_id = (SELECT id FROM {T}clinicslot "
    f"WHERE supervision_session_id = %(r)s LIMIT 1) WHERE slot_id NOT IN {SLOTS}",
    "say that nobody was there": f"DELETE FROM {T}slotpresence WHERE supervision_session_id = %(r)s",
    "say that a guest was somewhere else": f"UPDATE {T}slotpresence SET slot_id = (SELECT id FROM {T}clinicslot "
    f"WHERE supervision_session_id = %(r)s ORDER BY position DESC LIMIT 1) WHERE guest_id IN {GUESTS}",
    "say that it began later": f"UPDATE {T}meeting SET starts = '23:00' WHERE supervision_session_id = %(r)s",
    "hide the slots behind a table of one's own": f"CREATE TEMP TABLE {T}clinicslot "
    f"(id uuid, supervision_session_id uuid); DELETE FROM {T}packitem WHERE slot_id IN "
    f"(SELECT id FROM public.{T}clinicslot WHERE supervision_session_id = %(r)s)",
}


@pytest.fixture
def world(arrangement: SupervisionArrangement) -> World:
    """Locked, with all that a clinic has; another of the same facilitator is still planned."""
    made = World(arrangement)
    cast.meet(made.clinic)
    cast.hold(made.clinic, [made.lead])
    for slot in made.slots:
        cast.write_outcome(slot, [made.lead], [made.guest] if slot in made.slots[:2] else [])
    send(made.clinic)
    made.clinic.refresh_from_db()
    confirm(made.clinic, made.lead)
    cast.slot(cast.plan(made.facilitator), cast.case_of(made.lead, "CR-3009"))
    return made


def test_every_statement_is_refused(world: World) -> None:
    agency = PartnerAgency.objects.exclude(pk__in=PartnerAgency.objects.all()[:2].values("pk"))[0]
    other = SupervisionSession.every.get(kind="clinic", state="draft")
    given = {"r": str(world.clinic.pk), "o": str(other.pk), "a": agency.pk, "f": world.facilitator.pk}
    answers = {name: _answer(statement, given) for name, statement in ATTACKS.items()}
    assert {name: answer for name, answer in answers.items() if answer not in REFUSED} == {}


def _answer(statement: str, given: dict[str, object]) -> str:
    """What the database answers: the code of its refusal, or how many rows it changed."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, given)
            changed = f"{cursor.rowcount} rows"
            transaction.set_rollback(True)
            return changed
    except Error as refusal:
        return str(getattr(refusal.__cause__, "pgcode", refusal))


def test_a_guest_still_comes_in_and_is_still_shut_out(world: World) -> None:
    guests.send_again(guest=world.guest, by=world.facilitator, at=NOW)
    client: Client = world.enter()
    assert client.get("/guests/").status_code == 200
    facilitator: Person = world.facilitator
    guests.revoke(guest=world.guest, by=facilitator, at=NOW)
    assert client.get("/guests/").status_code == 404
