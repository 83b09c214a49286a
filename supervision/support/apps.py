from django.apps import AppConfig


class SupportConfig(AppConfig):
    name = "supervision.support"
    label = "support"
