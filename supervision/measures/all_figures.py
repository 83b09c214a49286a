"""Where is every figure, by the name that stands in addresses, and how is its share worked out?"""

from collections.abc import Mapping

from . import other_figures, session_figures
from .figures import Figure, percent

FIGURES: dict[str, Figure] = session_figures.FIGURES | other_figures.FIGURES


def share(name: str, counted: Mapping[str, int]) -> str:
    """Of what it is a share of, in per cent; empty when it is a share of nothing."""
    out_of = FIGURES[name].out_of
    return percent(counted[name], sum(counted[one] for one in out_of)) if out_of else ""


def formula(name: str) -> str:
    """Such as "Signed in time ÷ Signed, or past the day to sign by"."""
    figure = FIGURES[name]
    if not figure.out_of:
        return f"The number of {figure.of}"
    below = " + ".join(FIGURES[one].label for one in figure.out_of)
    return f"{figure.label} ÷ {f'({below})' if len(figure.out_of) > 1 else below} × 100"
