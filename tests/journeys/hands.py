"""How does a person use the page? With a mouse or a finger, or by keyboard alone."""

from playwright.sync_api import Locator, Page


class Pointer:
    """A mouse, or a finger."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, control: Locator) -> None:
        control.click()

    def write(self, control: Locator, text: str) -> None:
        control.fill(text)

    def choose(self, control: Locator) -> None:
        # A tile is a real radio button under its label.
        control.check(force=True)

    def pick(self, control: Locator, label: str) -> None:
        control.select_option(label=label)


class Keyboard(Pointer):
    """Tab to a control, and only then type or press: what cannot be reached fails."""

    LONGEST = 400

    def reach(self, control: Locator) -> None:
        for key in ("Tab", "Shift+Tab"):
            for _ in range(self.LONGEST):
                if self._is_at(control):
                    self._is_in_sight(control)
                    return
                self.page.keyboard.press(key)
        raise AssertionError(f"{control} cannot be reached by the keyboard")

    def _is_at(self, control: Locator) -> bool:
        return bool(control.evaluate("one => document.activeElement === one"))

    def _is_in_sight(self, control: Locator) -> None:
        """What has the focus is not wholly under the save bar."""
        hidden = control.evaluate(
            """one => { const bar = document.querySelector(".app-save-bar");
            if (!bar || bar.contains(one) || getComputedStyle(bar).position !== "sticky") return false;
            const [a, b] = [one.getBoundingClientRect(), bar.getBoundingClientRect()];
            return a.top >= b.top && a.bottom <= b.bottom; }"""
        )
        assert not hidden, f"{control} has the focus under the save bar"

    def press(self, control: Locator) -> None:
        self.reach(control)
        self.page.keyboard.press("Enter")

    def write(self, control: Locator, text: str) -> None:
        self.reach(control)
        if control.get_attribute("type") == "date":
            self._type_date(control, text)
            return
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.type(text)

    def _type_date(self, control: Locator, text: str) -> None:
        """In the order that this browser asks for, which is the machine's and not the page's."""
        year, month, day = text.split("-")
        for typed in (f"{day}{month}{year}", f"{month}{day}{year}"):
            self.page.keyboard.type(typed)
            if control.input_value() == text:
                return
            while self._is_at(control):  # a date has several parts: leave them all, and begin again
                self.page.keyboard.press("Shift+Tab")
            self.reach(control)
        raise AssertionError(f"{control} does not take the date {text}")

    def choose(self, control: Locator) -> None:
        """Into the group of radio buttons by Tab, then along it by the arrow keys."""
        name = control.get_attribute("name")
        self._reach_group(name or "")
        self.page.keyboard.press("Space")
        for _ in range(12):
            if control.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{control} cannot be chosen by the arrow keys")

    def _reach_group(self, name: str) -> None:
        for key in ("Tab", "Shift+Tab"):
            for _ in range(self.LONGEST):
                if self.page.evaluate("name => document.activeElement.name === name", name):
                    return
                self.page.keyboard.press(key)
        raise AssertionError(f"the choice {name} cannot be reached by the keyboard")

    def pick(self, control: Locator, label: str) -> None:
        self.reach(control)
        self.page.keyboard.type(label)
