from django.urls import path

from . import views

app_name = "supervisors"

urlpatterns = [
    path("", views.team, name="team"),
    path("waiting-for-signature/", views.waiting, name="waiting"),
    path("action-points/", views.action_points, name="action_points"),
    path("<int:person_id>/", views.person, name="person"),
]
