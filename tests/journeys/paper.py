"""Can a page's tables and charts be read in a narrow window, and whole on paper?"""

from playwright.sync_api import Page, ViewportSize

PAPER = ViewportSize(width=680, height=960)  # A4 at 96 dots an inch, without its margins
READABLE = 11  # px

# A word of a header that goes on in another line; one may end at a hyphen.
BROKEN = """const isBroken = header => {
        const text = (header.querySelector("a") || header).firstChild, range = document.createRange();
        return [...text.data.matchAll(/[^\\s-]+/g)].some(word => {
            range.setStart(text, word.index);
            range.setEnd(text, word.index + word[0].length);
            return range.getClientRects().length > 1;
        }); };"""
# What sticks out to the right or is cut at its own edge. Of the two drawings of a chart one is not shown.
CUT = f"""() => {{ {BROKEN}
    const broken = [...document.querySelectorAll(".app-heat th")].filter(isBroken);
    const room = document.documentElement.clientWidth;
    const all = document.querySelectorAll(".app-heat, .app-heat :is(th, td), .app-table, .app-scroller, .chart svg");
    const out = [...all].filter(one => one.getBoundingClientRect().width)
        .filter(one => one.getBoundingClientRect().right > room + 1 || one.scrollWidth > one.clientWidth + 1);
    const named = one => `${{one.tagName}} ${{one.textContent.trim().slice(0, 20)}}`;
    return [...broken, ...out].map(one => `${{named(one)}} is cut on paper`); }}"""
# The names of rows, when the table is moved to its last column, and those of columns.
HEADERS = f"""readable => {{ {BROKEN}
    const table = document.querySelector(".app-heat"), place = table.parentElement;
    place.scrollLeft = place.scrollWidth;
    const seen = place.getBoundingClientRect();
    return [...table.querySelectorAll("th")].filter(one => {{
        const box = one.getBoundingClientRect();
        const isAway = one.scope === "row" && (box.left < seen.left - 1 || box.right > seen.right + 1);
        return isAway || isBroken(one) || parseFloat(getComputedStyle(one).fontSize) < readable;
    }}).map(one => `the header ${{one.textContent.trim()}} cannot be read`); }}"""


def headers(page: Page) -> list[str]:
    """The headers of the heat map that cannot be read on this screen."""
    found: list[str] = page.evaluate(HEADERS, READABLE)
    return found


def cut_in_print(page: Page) -> list[str]:
    """What would be cut on paper. The page is shown on a screen again afterwards."""
    window = page.viewport_size
    assert window is not None
    page.emulate_media(media="print")
    page.set_viewport_size(PAPER)
    found: list[str] = page.evaluate(CUT)
    page.emulate_media(media="screen")
    page.set_viewport_size(window)
    return found
