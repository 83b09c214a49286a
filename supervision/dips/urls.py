from django.urls import path

from . import reviewing, views

app_name = "dips"

urlpatterns = [
    path("", views.samples, name="samples"),
    path("draw/", views.draw_sample, name="draw"),
    path("over-time/", views.over_time, name="over_time"),
    path("<uuid:sample_id>/", views.sample, name="sample"),
    path("<uuid:sample_id>/draw-again/", views.draw_again, name="draw_again"),
    path("<uuid:sample_id>/close/", views.close, name="close"),
    path("records/<uuid:sampled_id>/", reviewing.found, name="found"),
    path("records/<uuid:sampled_id>/review/", reviewing.review, name="review"),
]
