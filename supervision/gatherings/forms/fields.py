"""Which boxes do the forms of a gathering share? Counted words, and people named by their e-mail addresses."""

import re

from django import forms

from accounts.models import Person
from supervision.formpack.widgets import CharacterCountTextarea
from supervision.sessions.gathering_queries import people_by_email

LONGEST = 10_000
MOST_OTHERS = 40


def words(label: str, missing: str = "", help_text: str = "", rows: int = 4, limit: int = LONGEST) -> forms.CharField:
    """A text box; without `missing` it may stay empty."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=bool(missing),
        max_length=limit,
        widget=CharacterCountTextarea(rows=rows, limit=limit),
        error_messages={"required": missing, "max_length": f"Use {limit:,} characters or fewer"},
    )


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
