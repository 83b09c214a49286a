from django.apps import AppConfig


class PractitionersConfig(AppConfig):
    name = "supervision.practitioners"
    label = "practitioners"
