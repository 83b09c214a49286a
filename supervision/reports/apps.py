from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "supervision.reports"
    label = "reports"
