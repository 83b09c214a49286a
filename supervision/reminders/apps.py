from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "supervision.reminders"
    label = "reminders"
