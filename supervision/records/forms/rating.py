"""What is asked of somebody who adds ratings to a record that the other one wrote?"""

from collections.abc import Iterable
from typing import Any

from django import forms

from supervision.formpack.fields import NOT_USED
from supervision.formpack.forms import ReflectHelper
from supervision.formpack.ratings import Choices, feeling_fields, points, rating_fields
from supervision.sessions.models import ConfidenceDomain


def since_last(scale: Iterable[str]) -> Choices:
    """The points of a record's scale; and that an area was not used since the last session."""
    return [*points(scale), (NOT_USED, "Not used since last session")]


class RatingsForm(forms.Form):
    """Ratings beside the record, by the person who did not write it."""

    def __init__(
        self, *args: Any, domains: Iterable[ConfidenceDomain], scale: list[str], feelings: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(rating_fields(domains, since_last(scale)))
        if feelings:
            self.fields.update(feeling_fields())
        self.helper = ReflectHelper()
