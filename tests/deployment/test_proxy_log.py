"""Does an address get into the proxy's log without the secret that stands in it?"""

import re

import pytest
from django.urls import reverse

from supervision.embedded.environment import CHECKOUT

SECRET = "s3cr3t"
ADDRESSES = [
    f"/calendar/{SECRET}.ics",
    f"/CALENDAR/{SECRET}.ics?x={SECRET}",
    reverse("guests:enter", args=[SECRET]),
    reverse("account_invitation", args=[SECRET]),
    reverse("notices:stop", args=[SECRET]),
    f"//guests/link/{SECRET}/",
    f"/?next={SECRET}",
]


def written(address: str) -> str:
    """What the filter of the Caddyfile leaves of it. Caddy runs Go's regular expressions: the same, for this one."""
    said = re.search(r"request>uri regexp (\S+) (\S+)", (CHECKOUT / "deploy/Caddyfile").read_text())
    assert said
    return re.sub(said[1], said[2].replace("$1", r"\1"), address)


@pytest.mark.parametrize("address", ADDRESSES)
def test_no_secret_of_an_address_is_written_down(address: str) -> None:
    assert SECRET not in written(address)


def test_the_log_still_says_which_room_it_was() -> None:
    assert written("/records/7/edit/") == "/records"
