from django.apps import AppConfig


class CalendarsConfig(AppConfig):
    name = "supervision.calendars"
    label = "calendars"
