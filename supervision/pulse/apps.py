"""The pulse app: an anonymous survey. The links in its mails are made as the mails leave."""

from django.apps import AppConfig


class PulseConfig(AppConfig):
    name = "supervision.pulse"
    label = "pulse"

    def ready(self) -> None:
        from supervision.outbox.sending import WRITERS

        from .links import KIND, written

        WRITERS[KIND] = written
