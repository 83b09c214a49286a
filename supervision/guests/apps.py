from django.apps import AppConfig


class GuestsConfig(AppConfig):
    name = "supervision.guests"
    label = "guests"
