from django.apps import AppConfig


class ManagersConfig(AppConfig):
    name = "supervision.managers"
    label = "managers"
