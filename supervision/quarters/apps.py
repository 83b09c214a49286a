from django.apps import AppConfig


class QuartersConfig(AppConfig):
    name = "supervision.quarters"
    label = "quarters"
