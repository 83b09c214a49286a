from django.urls import path

from . import views

app_name = "practitioners"

urlpatterns = [
    path("", views.home, name="home"),
    path("sessions/", views.sessions, name="sessions"),
    path("action-points/", views.action_points, name="action_points"),
    path("confidence/", views.confidence, name="confidence"),
]
