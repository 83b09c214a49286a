from django.urls import path

from . import confidence, views

app_name = "practitioners"

urlpatterns = [
    path("", views.home, name="home"),
    path("sessions/", views.sessions, name="sessions"),
    path("action-points/", views.action_points, name="action_points"),
    path("confidence/", confidence.confidence, name="confidence"),
    path("confidence/looking-back/", confidence.look_back, name="look_back"),
]
