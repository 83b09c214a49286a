"""What would a browser send of a page's form? Every box with what stands in it, as the page gave it."""

from html.parser import HTMLParser

Sent = dict[str, list[str]]
BUTTONS = {"submit", "button", "reset", "image"}


def whole_form(page: str) -> Sent:
    """The form of a page that posts and has most boxes; its buttons are left out."""
    reader = _Reader()
    reader.feed(page)
    return max(reader.forms, key=len)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Sent] = []
        self.is_inside = False
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name") or ""
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.is_inside = True
            self.forms.append({})
        elif not self.is_inside or (not name and tag != "option"):
            return
        elif tag == "select":
            self.select = name
        elif tag == "option" and "selected" in given:
            self._put(self.select, given.get("value"))
        elif tag == "textarea":
            self.area = name
            self._put(name, "")
        elif tag == "input" and given.get("type") not in BUTTONS:
            is_choice = given.get("type") in ("radio", "checkbox")
            if not is_choice or "checked" in given:
                self._put(name, given.get("value"))

    def handle_data(self, data: str) -> None:
        if self.area:
            self.forms[-1][self.area][-1] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.is_inside = False
        elif tag == "textarea":
            self.forms[-1][self.area][-1] = self.forms[-1][self.area][-1].removeprefix("\n")  # as a browser does
            self.area = ""

    def _put(self, name: str, value: str | None) -> None:
        self.forms[-1].setdefault(name, []).append(value or "")
