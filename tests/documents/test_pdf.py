"""Is a PDF whole, tagged and in a language, made in time, and made of nothing but the page?"""

import io

import pytest
from pypdf import PdfReader

from supervision.documents import pdf

PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>T</title></head><body><h1>Record</h1>%s</body></html>'


def read(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made))


def test_a_pdf_is_tagged_titled_and_says_its_language() -> None:
    found = read(pdf.render(PAGE % "<p>We met.</p>", title="One-to-one on 3 March"))
    catalogue = found.trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert catalogue["/Lang"] == "en-GB"
    assert catalogue["/StructTreeRoot"]
    assert found.metadata is not None
    assert found.metadata.title == "One-to-one on 3 March"
    assert "We met." in found.pages[0].extract_text()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1:9/x.png", "data:image/png;base64,AA=="])
def test_nothing_else_is_fetched(address: str) -> None:
    made = pdf.render(PAGE % f'<p>Before</p><img src="{address}" alt=""><object data="{address}"></object>', title="T")
    text = "".join(page.extract_text() for page in read(made).pages)
    assert "Before" in text
    assert "root:" not in text
    assert not any(page.images for page in read(made).pages)


def test_a_document_that_takes_too_long_is_ended_and_said_so() -> None:
    rows = "<tr><td>a</td><td>b</td></tr>" * 20_000
    with pytest.raises(pdf.DocumentTooSlow, match="took too long"):
        pdf.render(PAGE % f"<table>{rows}</table>", title="T", timeout=1.0)


def test_the_child_knows_none_of_our_settings() -> None:
    assert not any(name.startswith("REFLECT") or name.startswith("DJANGO") for name in pdf.PASSED_ON)
