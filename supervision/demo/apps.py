from django.apps import AppConfig


class DemoConfig(AppConfig):
    """Invented people and two years of invented supervision, to try Reflect with."""

    name = "supervision.demo"
    label = "demo"
