"""Where does somebody find what they have been told, and say how it is mailed?"""

from django.urls import path

from . import views

app_name = "notices"

urlpatterns = [
    path("", views.notices, name="notices"),
    path("read/", views.read_all, name="read_all"),
    path("<int:notice_id>/read/", views.read, name="read"),
    path("mail/", views.mail, name="mail"),
    path("stop/<str:token>/", views.stop, name="stop"),
]
