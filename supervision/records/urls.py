from django.urls import path

from .views import action_points, agenda, agreements, documents, edit, notes, pauses, planning, show, start, steps

app_name = "records"

urlpatterns = [
    path("action-points/<uuid:action_point_id>/", action_points.action_point, name="action_point"),
    path("with/<int:arrangement_id>/agenda/", agenda.agenda, name="agenda"),
    path("with/<int:arrangement_id>/agenda/take-up/", agenda.take_up, name="take_up"),
    path("with/<int:arrangement_id>/agenda/<uuid:item_id>/remove/", agenda.remove, name="remove_agenda_item"),
    path("with/<int:arrangement_id>/agreement/", agreements.agreement, name="agreement"),
    path("with/<int:arrangement_id>/agreement/write/", agreements.write, name="write_agreement"),
    path("with/<int:arrangement_id>/agreement/sign/", agreements.sign, name="sign_agreement"),
    path("away/<int:person_id>/", pauses.pauses, name="pauses"),
    path("away/<int:person_id>/<int:pause_id>/", pauses.change, name="change_pause"),
    path("with/<int:arrangement_id>/book/", planning.book, name="book"),
    path("planned/<uuid:planned_id>/", planning.planned, name="planned"),
    path("planned/<uuid:planned_id>/move/", planning.move, name="move_planned"),
    path("planned/<uuid:planned_id>/cancel/", planning.cancel, name="cancel_planned"),
    path("planned/<uuid:planned_id>/cancel-the-rest/", planning.cancel_rest, name="cancel_rest"),
    path("start/<int:arrangement_id>/", start.start, name="start"),
    path("not-held/<int:arrangement_id>/", start.not_held, name="not_held"),
    path("<uuid:record_id>/", show.show, name="show"),
    path("<uuid:record_id>/edit/", edit.edit, name="edit"),
    path("<uuid:record_id>/autosave/", edit.autosave, name="autosave"),
    path("<uuid:record_id>/kept/<uuid:kept_id>/forget/", edit.forget_kept, name="forget_kept"),
    path("<uuid:record_id>/discard/", steps.discard, name="discard"),
    path("<uuid:record_id>/take-back/", steps.take_back, name="take_back"),
    path("<uuid:record_id>/return/", steps.return_for_changes, name="return"),
    path("<uuid:record_id>/comment/", steps.comment, name="comment"),
    path("<uuid:record_id>/sign/", steps.sign, name="sign"),
    path("<uuid:record_id>/ratings/", steps.rate, name="rate"),
    path("<uuid:record_id>/addendum/", steps.addendum, name="addendum"),
    path("<uuid:record_id>/entered-in-error/", steps.strike, name="strike"),
    path("<uuid:record_id>/note/", notes.note, name="note"),
    path("<uuid:record_id>/record.pdf", documents.pdf, name="pdf"),
]
