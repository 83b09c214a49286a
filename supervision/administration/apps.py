from django.apps import AppConfig


class AdministrationConfig(AppConfig):
    name = "supervision.administration"
    label = "administration"
