"""What does everyone get to read? Help, privacy, accessibility, and where to turn when a child is at risk."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "supervision.pages"
    verbose_name = "Pages"
