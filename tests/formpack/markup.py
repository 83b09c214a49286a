"""What does a test read in rendered HTML? Its elements with their attributes, in order, and the words in them."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"input", "br", "img", "meta", "link", "hr"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Markup(HTMLParser):
    """What stands in a `template` is not on the page, and is left out."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs})
        if not any(outer.tag == "template" for outer in self._open):
            self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        while tag not in VOID and self._open and self._open.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not any(outer.tag == "template" for outer in self._open):
            for element in self._open:
                element.words.append(data)

    def all(self, tag: str = "", **attrs: str) -> list[Element]:
        """The elements of that tag whose attributes have those values; `class_` names one class of several."""
        css = attrs.pop("class_", "")
        return [
            element
            for element in self.elements
            if (not tag or element.tag == tag)
            and (not css or css in element.attrs.get("class", "").split())
            and all(element.attrs.get(name.rstrip("_")) == value for name, value in attrs.items())
        ]

    def one(self, tag: str = "", **attrs: str) -> Element:
        (found,) = self.all(tag, **attrs)
        return found

    @property
    def ids(self) -> list[str]:
        return [element.attrs["id"] for element in self.elements if "id" in element.attrs]

    def pointing(self, attribute: str) -> list[str]:
        """Every id that the elements name in that attribute."""
        return [one for element in self.elements for one in element.attrs.get(attribute, "").split()]
