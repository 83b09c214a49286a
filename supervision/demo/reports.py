"""Which audit reports are there in the demonstration? One that is ready, one cancelled, and one made each month."""

import uuid
from datetime import datetime, timedelta

from django.utils import timezone

from accounts.models import Person
from supervision.report_vocabulary import Outcome
from supervision.reports.choices import Choices
from supervision.reports.column_queries import BY_KEY, USUAL
from supervision.reports.forms import usual_period
from supervision.reports.services import making, runs, saving


def make_reports(people: dict[str, Person], now: datetime) -> None:
    first_on, last_on = usual_period(timezone.localdate(now))
    outcomes, columns = [Outcome.HELD, Outcome.NOT_HELD], [BY_KEY[key] for key in USUAL]
    choices = Choices(first_on=first_on, last_on=last_on, teams=[], kinds=[], outcomes=outcomes, columns=columns)
    asked, theo = now - timedelta(days=1), people["Theo Blackthorn"]
    run = runs.ask(choices=choices, key=uuid.uuid4(), by=theo, at=asked - timedelta(hours=2))
    runs.cancel(run=run, by=theo, at=asked - timedelta(hours=2))
    runs.ask(choices=choices, key=uuid.uuid4(), by=theo, at=asked)
    grace = people["Grace Underhill"]
    saving.save(choices=choices, months=1, monthly=True, told=[grace, theo], key=uuid.uuid4(), by=grace, at=asked)
    making.make_waiting(clock=lambda: asked)
