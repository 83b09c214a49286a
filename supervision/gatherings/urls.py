from django.urls import path

from .views import answering, lists, notes, show, start, steps, writing

app_name = "gatherings"

urlpatterns = [
    path("", lists.gatherings, name="gatherings"),
    path("start/", start.start, name="start"),
    path("<uuid:gathering_id>/", show.show, name="show"),
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
