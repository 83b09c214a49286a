"""Does axe find anything wrong with a page, by WCAG 2.2 AA?"""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).parent.parent / "vendor" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
RUN = """async rules => (await axe.run(document, {runOnly: {type: "tag", values: rules}})).violations
.map(one => `${one.id}: ${one.help} at ${one.nodes.map(node => node.target.join(" ")).join(", ")}`)"""


def violations(page: Page) -> list[str]:
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(SOURCE)
    found: list[str] = page.evaluate(RUN, RULES)
    return [f"{page.url}: {line}" for line in found]


def dangling(page: Page) -> list[str]:
    """Descriptions and links within the page that name an id which is not there: axe does not look for these."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("[aria-describedby], [aria-labelledby], a[href^='#']")].flatMap(one =>
        (one.getAttribute("aria-describedby") || one.getAttribute("aria-labelledby") || one.hash.slice(1)).split(" ")
        .filter(id => id && !document.getElementById(id)).map(id => `${one.outerHTML.slice(0, 80)} names #${id}`))"""
    )
    return [f"{page.url}: {line}" for line in found]
