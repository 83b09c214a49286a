"""The reminders app: who is to hear of what. Mail that tells of nothing any more is withdrawn before it leaves."""

from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "supervision.reminders"
    label = "reminders"

    def ready(self) -> None:
        from supervision.outbox.sending import BEFORE

        from .withdrawing import withdraw

        BEFORE.append(withdraw)
