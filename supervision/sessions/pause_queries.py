"""Whose days away may somebody see?"""

from datetime import date

from django.db.models import Exists

from accounts.models import Person
from accounts.queries import roles_of
from supervision.vocabulary import Role

from .supervised_queries import answered_for


def person_with_pauses(person: Person, person_id: int, *, on: date) -> Person:
    """Somebody whose days away this person may see: themselves, whom they lead or cover, or anybody for administrators.

    Raises Person.DoesNotExist.
    """
    known = Person.objects.select_related("team")
    if person.pk == person_id or Role.ADMINISTRATOR in roles_of(person):
        return known.get(pk=person_id)
    mine = answered_for(person, on=on).filter(practitioner=person_id)
    return known.get(Exists(mine), pk=person_id)
