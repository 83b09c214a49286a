"""Where does an administrator keep people, teams, arrangements and templates?"""

from django.urls import path

from .views import arrangements, continuity, organisation, people, reminders, roles, status, templates

app_name = "administration"

urlpatterns = [
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="invite"),
    path("people/<int:person_id>/", people.person, name="person"),
    path("people/<int:person_id>/change/", people.change, name="change_person"),
    path("people/<int:person_id>/roles/", roles.grant, name="grant_role"),
    path("people/<int:person_id>/roles/<int:grant_id>/take-away/", roles.revoke, name="revoke_role"),
    path("people/<int:person_id>/invite-again/", people.invite_again, name="invite_again"),
    path("people/<int:person_id>/sign-out/", people.sign_out, name="sign_out_person"),
    path("people/<int:person_id>/close/", people.close, name="close_account"),
    path("people/<int:person_id>/open/", people.reopen, name="open_account"),
    path("teams/", organisation.teams, name="teams"),
    path("teams/add/<slug:kind>/", organisation.add, name="add_unit"),
    path("teams/rename/<slug:kind>/<int:unit_id>/", organisation.rename, name="rename_unit"),
    path("arrangements/", arrangements.arrangements, name="arrangements"),
    path("arrangements/begin/", arrangements.begin, name="begin_arrangement"),
    path("arrangements/<int:arrangement_id>/end/", arrangements.end, name="end_arrangement"),
    path("continuity/", continuity.continuity, name="continuity"),
    path("continuity/cover/<int:person_id>/", continuity.set_cover, name="set_cover"),
    path("continuity/cover/<int:arrangement_id>/end/", continuity.end_cover, name="end_cover"),
    path("continuity/handover/<int:person_id>/", continuity.hand_over, name="hand_over"),
    path("continuity/handover/<int:handover_id>/cancel/", continuity.cancel_handover, name="cancel_handover"),
    path("continuity/departure/<int:person_id>/", continuity.leave, name="leave"),
    path("continuity/departure/<int:departure_id>/cancel/", continuity.cancel_departure, name="cancel_departure"),
    path("reminders/", reminders.steps, name="steps"),
    path("reminders/add/<slug:matter>/", reminders.add, name="add_step"),
    path("reminders/<int:step_id>/", reminders.change, name="change_step"),
    path("reminders/<int:step_id>/take-away/", reminders.remove, name="remove_step"),
    path("status/", status.status, name="status"),
    path("status/mail/<slug:state>/", status.mails, name="mails"),
    path("status/mail/<uuid:mail_id>/again/", status.resend, name="resend_mail"),
    path("templates/", templates.templates, name="templates"),
    path("templates/new/", templates.new, name="new_template"),
    path("templates/<int:template_id>/", templates.template, name="template"),
    path("templates/<int:template_id>/edit/", templates.edit, name="edit_template"),
]
