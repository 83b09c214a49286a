from django.urls import path

from .views import access, keeping, leading, lists, placing, show, writing

app_name = "cases"

urlpatterns = [
    path("", lists.cases, name="cases"),
    path("find/", lists.find, name="find"),
    path("hints/", writing.hints, name="hints"),
    path("add/", keeping.add, name="add"),
    path("not-yet-placed/", placing.waiting, name="not_yet_placed"),
    path("notes-after/<uuid:discussion_id>/", show.notes_after, name="notes_after"),
    path("<uuid:case_id>/", show.case, name="case"),
    path("<uuid:case_id>/change/", keeping.change, name="change"),
    path("<uuid:case_id>/close/", keeping.close, name="close"),
    path("<uuid:case_id>/reopen/", keeping.reopen, name="reopen"),
    path("<uuid:case_id>/notes/add/", writing.add_note, name="add_note"),
    path("<uuid:case_id>/notes/<uuid:note_id>/addendum/", writing.add_addendum, name="add_addendum"),
    path("<uuid:case_id>/pathway/add/", writing.add_step, name="add_step"),
    path("<uuid:case_id>/discussions/<uuid:discussion_id>/", placing.place, name="place"),
    path("<uuid:case_id>/discussions/<uuid:discussion_id>/take-back/", placing.take_back, name="take_back"),
    path("<uuid:case_id>/lead/", leading.hand_on, name="hand_on"),
    path("<uuid:case_id>/lead/keep/", leading.keep, name="keep_lead"),
    path("<uuid:case_id>/access/", access.access, name="access"),
    path("<uuid:case_id>/access/<int:access_id>/take/", access.take, name="take_access"),
]
