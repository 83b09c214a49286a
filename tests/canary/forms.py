"""Which forms does a page hold, and which things does each let one choose?"""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from uuid import UUID

ADDRESSES = {"others"}  # boxes that take no words, but addresses of people
Attributes = list[tuple[str, str | None]]


@dataclass
class Form:
    action: str
    filled: dict[str, str] = field(default_factory=dict)  # as it is posted when nothing is touched
    choices: dict[str, set[str]] = field(default_factory=dict)  # of things: every value is the key of one


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.select = ""

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            self.forms.append(Form(given.get("action", "") if given.get("method") == "post" else "/nowhere/"))
        elif not self.forms or "__prefix__" in given.get("name", ""):  # the row that a script copies is not posted
            return
        elif tag == "select":
            self.select = given["name"]
        elif tag == "option" and self.select:
            self._offer(self.select, given.get("value", ""), "selected" in given)
        elif tag == "textarea" and "name" in given:
            self.forms[-1].filled[given["name"]] = "" if given["name"] in ADDRESSES else "x"
        elif tag == "input" and "name" in given:
            self._input(given)

    def _input(self, given: dict[str, str]) -> None:
        kind, name, value = given.get("type", "text"), given["name"], given.get("value", "")
        if kind in ("radio", "checkbox"):
            self._offer(name, value, "checked" in given)
        elif kind == "hidden" and name.endswith(("_id", "-id")):
            self._offer(name, value, True)
        else:
            self.forms[-1].filled[name] = value

    def _offer(self, name: str, value: str, is_chosen: bool) -> None:
        self.forms[-1].choices.setdefault(name, set()).add(value)
        if is_chosen:
            self.forms[-1].filled[name] = value

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.select = ""


def forms_in(page: str) -> list[Form]:
    """The forms that post, each with its choices of things."""
    reader = _Reader()
    reader.feed(page)
    found = [form for form in reader.forms if form.action != "/nowhere/"]
    for form in found:
        form.choices = {name: offered for name, offered in form.choices.items() if _are_keys(offered)}
    return found


def _are_keys(offered: set[str]) -> bool:
    return bool(offered - {""}) and all(_is_key(value) for value in offered - {""})


def _is_key(value: str) -> bool:
    try:
        UUID(value.removeprefix("guest-"))
    except ValueError:
        return value.isascii() and value.isdigit()
    return True
