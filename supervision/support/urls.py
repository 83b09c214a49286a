from django.urls import path

from . import moves, views

app_name = "support"

urlpatterns = [
    path("", views.requests, name="requests"),
    path("ask/", views.ask, name="ask"),
    path("<uuid:support_id>/", views.show, name="show"),
    path("<uuid:support_id>/offer/", moves.offer, name="offer"),
    path("<uuid:support_id>/accept/", moves.accept, name="accept"),
    path("<uuid:support_id>/ask-again/", moves.ask_again, name="ask_again"),
    path("<uuid:support_id>/pass-on/", moves.pass_on, name="pass_on"),
    path("<uuid:support_id>/done/", moves.done, name="done"),
    path("<uuid:support_id>/withdraw/", moves.withdraw, name="withdraw"),
]
