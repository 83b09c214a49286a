from django.urls import path

from . import library, team, views

app_name = "learning"

urlpatterns = [
    path("", views.learning, name="learning"),
    path("add/", views.add, name="add"),
    path("<uuid:entry_id>/", views.change, name="change"),
    path("<uuid:entry_id>/remove/", views.remove, name="remove"),
    path("for-the-regulator/", views.for_the_regulator, name="regulator"),
    path("team/", team.team, name="team"),
    path("team/plan/", team.plan, name="plan"),
    path("team/<uuid:plan_id>/", team.change, name="change_plan"),
    path("team/<uuid:plan_id>/end/", team.end, name="end"),
    path("resources/", library.resources, name="resources"),
    path("resources/add/", library.add_resource, name="add_resource"),
    path("resources/<int:resource_id>/", library.change_resource, name="change_resource"),
]
