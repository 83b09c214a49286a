"""Where does a manager see that supervision happens?"""

from django.urls import path

from . import access, confidence, organisation, views

app_name = "managers"

urlpatterns = [
    path("", organisation.organisation, name="organisation"),
    path("rows/<slug:figure>/", organisation.rows, name="rows"),
    path("definitions/", organisation.definitions, name="definitions"),
    path("escalations/", views.escalations, name="escalations"),
    path("people/", views.people, name="people"),
    path("access/", access.access, name="access"),
    path("confidence/", confidence.confidence, name="confidence"),
    path("<slug:matter>/<slug:about_id>/<slug:about_on>/", views.acknowledge, name="acknowledge"),
]
