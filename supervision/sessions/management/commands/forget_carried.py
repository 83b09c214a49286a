"""Forgets forms that were posted without a sign-in and that nobody came back for."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from supervision.sessions.services import carrying


class Command(BaseCommand):
    help = "Forget forms that were posted after their sign-in had run out, a day after."

    def handle(self, *args: Any, **options: Any) -> None:
        carrying.forget_old(at=timezone.now())
