"""How does a page become a PDF? In a process of its own, with a limit in time and nothing to find."""

import os
import subprocess
import sys

from django.conf import settings
from django.http import HttpResponse

LIMIT = 10.0  # seconds; a person is waiting
# All that the child gets to know: where programs and fonts are, and none of our settings or keys.
PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "FONTCONFIG_PATH",
    "FONTCONFIG_FILE",
    "LD_LIBRARY_PATH",
    "XDG_CACHE_HOME",
)
MISSING_LIBRARIES = 3  # the child's exit code


class DocumentUnavailable(Exception):
    """PDFs cannot be made in this installation; the message is for the person who asked."""


class DocumentTooSlow(Exception):
    """It took longer than the limit; the message is for the person who asked."""


def as_file(html: str, *, title: str, name: str) -> HttpResponse:
    """The PDF of a page, to be saved under a name. Raises as `render` does."""
    response = HttpResponse(render(html, title=title), content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def render(html: str, *, title: str, timeout: float = LIMIT) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML page. Raises DocumentUnavailable and DocumentTooSlow."""
    child = subprocess.Popen(
        [sys.executable, "-m", "supervision.documents.child", title],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=settings.BASE_DIR,
        # A typeface in it says when it was cut down: always the same moment, so that the same page is the same PDF.
        env={name: os.environ[name] for name in PASSED_ON if name in os.environ} | {"SOURCE_DATE_EPOCH": "0"},
    )
    with child:
        try:
            made, said = child.communicate(html.encode(), timeout=timeout)
        except subprocess.TimeoutExpired:
            child.kill()
            raise DocumentTooSlow("The PDF took too long to make. Print this page instead, or try again.") from None
    if child.returncode == MISSING_LIBRARIES:
        raise DocumentUnavailable("PDFs cannot be made here, because a system library is missing. Print this page.")
    if child.returncode or not made.startswith(b"%PDF"):
        raise RuntimeError(f"The PDF could not be made: {said.decode(errors='replace')[-2000:]}")
    return made
