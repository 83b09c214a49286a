from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "supervision.pulse"
    label = "pulse"
