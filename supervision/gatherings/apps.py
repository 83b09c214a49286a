from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    name = "supervision.gatherings"
    label = "gatherings"
