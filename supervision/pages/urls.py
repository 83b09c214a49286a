"""Where are the pages that need no sign-in?"""

from django.urls import path

from . import views

app_name = "pages"
urlpatterns = [
    path("help/", views.help_page, name="help"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("child-at-risk/", views.child_at_risk, name="child_at_risk"),
]
