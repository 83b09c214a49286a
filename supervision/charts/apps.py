from django.apps import AppConfig


class ChartsConfig(AppConfig):
    """Charts drawn on the server: they print, need no script, and have their numbers in a table."""

    name = "supervision.charts"
    label = "charts"
