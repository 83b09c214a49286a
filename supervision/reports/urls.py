"""Where does a manager make reports?"""

from django.urls import path

from . import saved_views, views

app_name = "reports"

urlpatterns = [
    path("", views.reports, name="reports"),
    path("new/", views.build, name="build"),
    path("save/", saved_views.save, name="save"),
    path("saved/<int:saved_id>/forget/", saved_views.forget, name="forget"),
    path("count/", views.count, name="count"),
    path("<uuid:run_id>/", views.show, name="show"),
    path("<uuid:run_id>/progress/", views.progress, name="progress"),
    path("<uuid:run_id>/cancel/", views.cancel, name="cancel"),
    path("<uuid:run_id>/file/", views.download, name="download"),
]
