"""At what time of a day does something happen in the demonstration?"""

from datetime import date, datetime, time

from django.utils import timezone


def at(day: date, hour: int) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
