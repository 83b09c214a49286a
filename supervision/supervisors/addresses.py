"""Where do the numbers and columns of the team's page lead to? Their filters are numbers and keys, never words."""

from urllib.parse import urlencode

from django.urls import reverse

PAGES_OF_THEIR_OWN = {"waiting": "supervisors:waiting", "aged-points": "supervisors:action_points"}


def address(name: str, kept: dict[str, str], *arguments: str) -> str:
    path = reverse(name, args=arguments)
    return f"{path}?{urlencode(kept)}" if kept else path


def rows_of(figure: str, kept: dict[str, str]) -> str:
    """The list behind a number, with the same filters."""
    if figure in PAGES_OF_THEIR_OWN:
        return address(PAGES_OF_THEIR_OWN[figure], kept)
    return address("supervisors:rows", kept, figure)
