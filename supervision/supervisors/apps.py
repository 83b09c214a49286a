from django.apps import AppConfig


class SupervisorsConfig(AppConfig):
    name = "supervision.supervisors"
    label = "supervisors"
