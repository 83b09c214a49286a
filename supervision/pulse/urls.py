"""Where is a pulse started, answered and read?

The secret of a link is no part of these: supervision/pulse/middleware.py takes it out of the path before anything else.
"""

from django.urls import path

from . import answering, views

app_name = "pulse"

urlpatterns = [
    path("", views.pulses, name="pulses"),
    path("start/", views.start, name="start"),
    path("answer/", answering.answer, name="answer"),
    path("answer/thanks/", answering.thanks, name="thanks"),
    path("<uuid:pulse_id>/", views.results, name="results"),
    path("<uuid:pulse_id>/remind/", views.remind, name="remind"),
]
