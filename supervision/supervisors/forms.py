"""Of which team, and of how many months, does a supervisor want to see the figures?"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms

from accounts.models import Team
from supervision.measures.periods import MONTHS, USUAL, first_day


class TeamFilter(forms.Form):
    """Whatever is not offered is taken as nothing chosen: an address that somebody was sent still opens."""

    team = forms.ChoiceField(label="Team", required=False)
    months = forms.ChoiceField(label="Looking back over", choices=list(MONTHS.items()))

    def __init__(self, asked: Mapping[str, Any], *, teams: Iterable[Team]) -> None:
        offered = {str(team.pk): team.name for team in teams}
        team, months = asked.get("team", ""), asked.get("months", "")
        self.chosen_team = int(team) if team in offered else None
        self.chosen_months = months if months in MONTHS else USUAL
        super().__init__(initial={"team": self.chosen_team or "", "months": self.chosen_months})
        self.fields["team"].choices = [("", "All teams"), *offered.items()]  # type: ignore[attr-defined]

    def since(self, today: date) -> date:
        return first_day(self.chosen_months, today)

    @property
    def kept(self) -> dict[str, str]:
        """What links to the lists carry on: a number of a team and one of months, and no words."""
        team = {"team": str(self.chosen_team)} if self.chosen_team else {}
        return team | ({"months": self.chosen_months} if self.chosen_months != USUAL else {})
