from django.urls import path

from . import team, views

app_name = "supervisors"

urlpatterns = [
    path("", team.team, name="team"),
    path("export/", team.export, name="export"),
    path("waiting-for-signature/", team.rows, {"figure": "waiting"}, name="waiting"),
    path("action-points/", team.rows, {"figure": "aged-points"}, name="action_points"),
    path("rows/<slug:figure>/", team.rows, name="rows"),
    path("<int:person_id>/", views.person, name="person"),
    path("<int:person_id>/confidence/", views.confidence, name="confidence"),
]
