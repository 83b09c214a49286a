"""What do all crispy helpers here agree on? The page writes the form element, not the helper."""

from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout


class ReflectHelper(FormHelper):
    """A helper without a form element of its own, so that a page can hold several forms in one."""

    form_tag = False
    disable_csrf = True
    include_media = False

    def __init__(self, *parts: Any) -> None:
        super().__init__()
        if parts:
            self.layout = Layout(*parts)
