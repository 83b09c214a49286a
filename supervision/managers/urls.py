"""Where does a manager see that supervision happens?"""

from django.urls import path

from . import access, confidence, views

app_name = "managers"

urlpatterns = [
    path("", views.escalations, name="escalations"),
    path("people/", views.people, name="people"),
    path("access/", access.access, name="access"),
    path("confidence/", confidence.confidence, name="confidence"),
    path("<slug:matter>/<slug:about_id>/<slug:about_on>/", views.acknowledge, name="acknowledge"),
]
