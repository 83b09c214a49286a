"""Which address belongs to which room?"""

from django.urls import include, path

urlpatterns = [
    path("", include("supervision.practitioners.urls")),
    path("records/", include("supervision.records.urls")),
    path("groups/", include("supervision.gatherings.urls")),
    path("guests/", include("supervision.guests.urls")),
    path("cases/", include("supervision.cases.urls")),
    path("learning/", include("supervision.learning.urls")),
    path("support/", include("supervision.support.urls")),
    path("team/", include("supervision.supervisors.urls")),
    path("reports/", include("supervision.reports.urls")),
    path("managers/", include("supervision.managers.urls")),
    path("dip-samples/", include("supervision.dips.urls")),
    path("pulse/", include("supervision.pulse.urls")),
    path("notices/", include("supervision.notices.urls")),
    path("administration/", include("supervision.administration.urls")),
    path("calendar/", include("supervision.calendars.urls")),
    path("account/", include("accounts.urls")),
    path("", include("supervision.pages.urls")),
]

handler400 = "supervision.pages.views.bad_request"
handler403 = "supervision.pages.views.not_allowed"
handler404 = "supervision.pages.views.not_found"
handler500 = "supervision.pages.views.server_error"
