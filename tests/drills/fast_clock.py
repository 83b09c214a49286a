"""The schedule of the product with every entry once a second, so that a drill need not wait a minute."""

from supervision.celery import app

app.conf.beat_schedule = {name: {**entry, "schedule": 1.0} for name, entry in app.conf.beat_schedule.items()}
