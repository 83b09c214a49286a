from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "supervision.records"
    label = "records"
