"""How are people named in the forms of a gathering who are not in its lists? By their e-mail addresses."""

import re

from django import forms

from accounts.models import Person
from supervision.sessions.gathering_queries import people_by_email

MOST_OTHERS = 40


class PeopleByEmail(forms.CharField):
    """Addresses, one a line, cleaned to the people who have them."""

    def __init__(self, label: str) -> None:
        super().__init__(
            label=label,
            help_text="From anywhere in your organisation, by e-mail address, one a line.",
            required=False,
            max_length=4_000,
            widget=forms.Textarea({"rows": 2}),
        )

    def clean(self, value: object) -> list[Person]:
        typed = [part for part in re.split(r"[\s,;]+", super().clean(value) or "") if part][:MOST_OTHERS]
        found = people_by_email(typed)
        known = {person.email.lower() for person in found}
        if unknown := [part for part in typed if part.lower() not in known]:
            raise forms.ValidationError(f"Nobody here has the address {unknown[0]}. Check it, or leave it out")
        return found
