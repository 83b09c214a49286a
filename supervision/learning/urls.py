from django.urls import path

from . import library, views

app_name = "learning"

urlpatterns = [
    path("", views.learning, name="learning"),
    path("add/", views.add, name="add"),
    path("<uuid:entry_id>/", views.change, name="change"),
    path("<uuid:entry_id>/remove/", views.remove, name="remove"),
    path("for-the-regulator/", views.for_the_regulator, name="regulator"),
    path("resources/", library.resources, name="resources"),
    path("resources/add/", library.add_resource, name="add_resource"),
    path("resources/<int:resource_id>/", library.change_resource, name="change_resource"),
]
