"""The outbox app: mail that is stored with the act it tells of, and sent afterwards."""

from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "supervision.outbox"
    label = "outbox"
    verbose_name = "Mail"
