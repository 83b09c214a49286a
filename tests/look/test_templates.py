"""Do templates keep to what the browser is told to allow: no style or script written into a page?"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders

ROOT = Path(settings.BASE_DIR)
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
NAMED = re.compile(r"""{%\s*static\s+(["'])(?P<path>.+?)\1\s*%}""")
IMPORTED = re.compile(r"""^(?:import|export)\b[^;]*?["'](?P<path>\.{1,2}/[^"']+)["']""", re.MULTILINE)
FORBIDDEN = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script without a file": re.compile(r"<script\b(?![^>]*\ssrc=)", re.IGNORECASE),
    "a script in an attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script in an address": re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*javascript:""", re.IGNORECASE),
    "a file of another site": re.compile(
        r"""<(?:script|link|img)\b[^>]*(?:src|href)=["']?(?:https?:)?//""", re.IGNORECASE
    ),
}
# A tag whose own text holds another tag: Django shows the inner one as it is written.
TAG_IN_A_TAG = re.compile(r"{%(?:(?!%}).)*({{|{%)(?:(?!%}).)*%}", re.DOTALL)


def forbidden_in(html: str) -> list[str]:
    return [name for name, pattern in FORBIDDEN.items() if pattern.search(html)]


def own_name(path: Path) -> str:
    return str(path.relative_to(ROOT))


@pytest.mark.parametrize("path", TEMPLATES, ids=own_name)
def test_no_template_writes_style_or_script_into_its_page(path: Path) -> None:
    assert forbidden_in(path.read_text()) == []


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ('<p style="color: red">', "a style attribute"),
        ("<p class='x' STYLE='y'>", "a style attribute"),
        ("<style>", "a style element"),
        ("<script>alert(1)</script>", "a script without a file"),
        ('<button onclick="x()">', "a script in an attribute"),
        ('<a href="javascript:x()">', "a script in an address"),
        ('<script src="https://cdn.example.org/x.js">', "a file of another site"),
    ],
)
def test_what_is_forbidden_would_be_found(html: str, found: str) -> None:
    assert forbidden_in(html) == [found]


@pytest.mark.parametrize("path", TEMPLATES, ids=own_name)
def test_no_template_hands_template_code_to_another(path: Path) -> None:
    assert TAG_IN_A_TAG.search(path.read_text()) is None


def test_template_code_in_a_tag_would_be_found() -> None:
    assert TAG_IN_A_TAG.search('{% include "x.html" with text="Read by {{ name }}" %}')
    assert TAG_IN_A_TAG.search('{% include "x.html" with text="Read by "|add:name %}{{ name }}') is None


def test_every_static_file_that_a_template_names_is_there() -> None:
    named = {match["path"] for path in TEMPLATES for match in NAMED.finditer(path.read_text())}
    assert {"js/base.js", "js/autosave.js", "js/timeout.js", "css/tokens.css"} <= named
    assert sorted(path for path in named if finders.find(path) is None) == []


def test_every_module_that_a_script_imports_is_there() -> None:
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    imports = [(script, match["path"]) for script in scripts for match in IMPORTED.finditer(script.read_text())]
    assert len(imports) >= 7
    assert [f"{own_name(script)}: {path}" for script, path in imports if not (script.parent / path).is_file()] == []


def test_no_script_stores_anything_in_the_browser() -> None:
    stores = re.compile(r"localStorage|sessionStorage|indexedDB|document\.cookie|\bcaches\b|serviceWorker")
    scripts = sorted((ROOT / "static" / "js").rglob("*.js"))
    assert [own_name(script) for script in scripts if stores.search(script.read_text())] == []
