"""Where does a calendar read somebody's sessions, and where do they keep its address?

The secret is no part of these: supervision/calendars/middleware.py takes it out of the path before anything else.
"""

from django.urls import path

from . import views

app_name = "calendars"

urlpatterns = [
    path("", views.address, name="address"),
    path("make/", views.make, name="make"),
    path("revoke/", views.revoke, name="revoke"),
    path("feed.ics", views.feed, name="feed"),
]
