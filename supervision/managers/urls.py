"""Where does a manager see that supervision happens?"""

from django.urls import path

from . import access, confidence, openings, organisation, views

app_name = "managers"

urlpatterns = [
    path("", organisation.organisation, name="organisation"),
    path("rows/<slug:figure>/", organisation.rows, name="rows"),
    path("definitions/", organisation.definitions, name="definitions"),
    path("escalations/", views.escalations, name="escalations"),
    path("people/", views.people, name="people"),
    path("access/", access.access, name="access"),
    path("confidence/", confidence.confidence, name="confidence"),
    path("break-glass/", openings.openings_of_month, name="openings"),
    path("break-glass/choose/", openings.choose_record, name="choose_record"),
    path("break-glass/ask/<uuid:record_id>/", openings.ask_to_open, name="ask_to_open"),
    path("break-glass/<uuid:opening_id>/", openings.opening, name="opening"),
    path("break-glass/<uuid:opening_id>/decide/", openings.decide, name="decide_opening"),
    path("break-glass/<uuid:opening_id>/review/", openings.review, name="review_opening"),
    path("break-glass/<uuid:opening_id>/open/", openings.open_now, name="open_record"),
    path("<slug:matter>/<slug:about_id>/<slug:about_on>/", views.acknowledge, name="acknowledge"),
]
