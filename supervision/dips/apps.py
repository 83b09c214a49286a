from django.apps import AppConfig


class DipsConfig(AppConfig):
    name = "supervision.dips"
    label = "dips"
