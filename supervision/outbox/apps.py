from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "supervision.outbox"
    label = "outbox"
