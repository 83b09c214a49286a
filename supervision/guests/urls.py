from django.urls import path

from . import views

app_name = "guests"

urlpatterns = [
    path("", views.cases, name="cases"),
    path("leave/", views.leave, name="leave"),
    path("case/<uuid:slot_id>/", views.case, name="case"),
    path("feedback/", views.feedback, name="feedback"),
    path("hints/", views.hints, name="hints"),
    path("link/<str:secret>/", views.enter, name="enter"),
    path("link/<str:secret>/code/", views.code, name="code"),
]
