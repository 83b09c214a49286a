from django.urls import path

from .views import (
    answering,
    clinics,
    extracts,
    feedback,
    guests,
    lists,
    meeting,
    notes,
    outcomes,
    show,
    start,
    steps,
    writing,
)

app_name = "gatherings"

urlpatterns = [
    path("", lists.gatherings, name="gatherings"),
    path("start/", start.start, name="start"),
    path("clinics/plan/", clinics.plan, name="plan"),
    path("<uuid:gathering_id>/cases/add/", clinics.add_slot, name="add_slot"),
    path("<uuid:gathering_id>/cases/<uuid:slot_id>/remove/", clinics.remove_slot, name="remove_slot"),
    path("<uuid:gathering_id>/cases/<uuid:slot_id>/pack/", clinics.pack, name="pack"),
    path(
        "<uuid:gathering_id>/cases/<uuid:slot_id>/pack/<uuid:extract_id>/remove/", clinics.take, name="take_from_pack"
    ),
    path("<uuid:gathering_id>/cases/<uuid:slot_id>/outcome/", outcomes.outcome, name="outcome"),
    path("<uuid:gathering_id>/cases/<uuid:slot_id>/extract/", extracts.of_case, name="case_extract"),
    path("<uuid:gathering_id>/agencies/<int:agency_id>/extract/", extracts.of_agency, name="agency_extract"),
    path("<uuid:gathering_id>/guests/invite/", guests.invite, name="invite_guest"),
    path("<uuid:gathering_id>/guests/<uuid:guest_id>/again/", guests.send_again, name="send_guest_again"),
    path("<uuid:gathering_id>/guests/<uuid:guest_id>/revoke/", guests.revoke, name="revoke_guest"),
    path("<uuid:gathering_id>/guests/ask/", feedback.ask_guests, name="ask_guests"),
    path("<uuid:gathering_id>/feedback/", feedback.read, name="feedback"),
    path("<uuid:gathering_id>/feedback/give/", feedback.give, name="give_feedback"),
    path("<uuid:gathering_id>/", show.show, name="show"),
    path("<uuid:gathering_id>/meeting/", meeting.arrange, name="meeting"),
    path("<uuid:gathering_id>/write/", writing.write, name="write"),
    path("<uuid:gathering_id>/attendance/", writing.attendance, name="attendance"),
    path("<uuid:gathering_id>/action-points/", writing.points, name="points"),
    path("<uuid:gathering_id>/send/", answering.send, name="send"),
    path("<uuid:gathering_id>/confirm/", answering.confirm, name="confirm"),
    path("<uuid:gathering_id>/take-back/", steps.take_back, name="take_back"),
    path("<uuid:gathering_id>/lock/", steps.lock, name="lock"),
    path("<uuid:gathering_id>/discard/", steps.discard, name="discard"),
    path("<uuid:gathering_id>/entered-in-error/", steps.strike, name="strike"),
    path("<uuid:gathering_id>/addendum/", steps.addendum, name="addendum"),
    path("<uuid:gathering_id>/note/", notes.note, name="note"),
]
