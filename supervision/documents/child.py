"""The process that makes one PDF: HTML comes in, the PDF goes out, and nothing else is read."""

import logging
import sys
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parents[2] / "static"
FILES = {
    "reflect:document.css": (STATIC / "css" / "document.css", "text/css"),
    "reflect:regular.woff2": (
        STATIC / "vendor" / "source-sans-3" / "source-sans-3-latin-wght-normal.woff2", "font/woff2",
    ),
    "reflect:extended.woff2": (
        STATIC / "vendor" / "source-sans-3" / "source-sans-3-latin-ext-wght-normal.woff2", "font/woff2",
    ),
}  # fmt: skip
MISSING_LIBRARIES = 3


def main(title: str) -> None:
    logging.basicConfig(stream=sys.stderr, level=logging.ERROR)
    try:
        from weasyprint import HTML
        from weasyprint.text.fonts import FontConfiguration
    except OSError:  # Pango or one of its companions is not on this machine
        sys.exit(MISSING_LIBRARIES)
    document = HTML(string=sys.stdin.buffer.read().decode(), url_fetcher=_fetcher(), base_url="reflect:page")
    rendered = document.render(font_config=FontConfiguration(), pdf_variant="pdf/ua-1", pdf_tags=True)
    rendered.metadata.title = title
    sys.stdout.buffer.write(rendered.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True) or b"")


def _fetcher() -> Any:
    """Our own style sheet and typeface by their names; every other address is refused."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyOurs(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            if url not in FILES:
                raise ValueError("Documents fetch nothing.")
            path, kind = FILES[url]
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OnlyOurs()


if __name__ == "__main__":
    main(sys.argv[1])
