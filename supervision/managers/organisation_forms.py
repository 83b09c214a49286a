"""Of which service or team, and of how many months, does a manager want to see the figures?"""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from accounts.models import Person, Team
from supervision.measures.periods import MONTHS, USUAL
from supervision.measures.reach import Reach


class PlaceFilter(forms.Form):
    """Whatever is not offered is taken as nothing chosen: an address that somebody was sent still opens."""

    show_optional = False
    place = forms.ChoiceField(label="Service or team", required=False)
    months = forms.ChoiceField(label="Looking back over", choices=list(MONTHS.items()))

    def __init__(self, asked: Mapping[str, Any], *, teams: Iterable[Team]) -> None:
        offered = dict(_places(teams))
        place, months = asked.get("place", ""), asked.get("months", "")
        self.chosen_place = place if place in offered else ""
        self.chosen_months = months if months in MONTHS else USUAL
        self.name = offered.get(self.chosen_place, "").strip("\u2003")
        super().__init__(initial={"place": self.chosen_place, "months": self.chosen_months})
        self.fields["place"].choices = [("", "All that you manage"), *offered.items()]  # type: ignore[attr-defined]

    def reach(self, manager: Person) -> Reach:
        kind, _, number = self.chosen_place.partition("-")
        return Reach(
            manager,
            service_id=int(number) if kind == "service" else None,
            team_id=int(number) if kind == "team" else None,
        )

    @property
    def kept(self) -> dict[str, str]:
        """What links carry on: keys and numbers, and no words."""
        place = {"place": self.chosen_place} if self.chosen_place else {}
        return place | ({"months": self.chosen_months} if self.chosen_months != USUAL else {})


def _places(teams: Iterable[Team]) -> Iterable[tuple[str, str]]:
    """Each service, and its teams under it."""
    service = None
    for team in teams:
        if team.service_id != service:
            service = team.service_id
            yield f"service-{service}", team.service.name
        yield f"team-{team.pk}", f"\u2003{team.name}"
