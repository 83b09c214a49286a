"""How is a draft shown? As it was typed, half a date and all."""

from typing import Any

from django import forms


class AsTyped:
    """A form that shows a draft as it was typed: filled in, and not checked until it is sent."""

    def __init__(self, *args: Any, as_typed: bool = False, **kwargs: Any) -> None:
        self.as_typed = as_typed
        super().__init__(*args, **kwargs)

    def full_clean(self) -> None:
        if self.as_typed:
            self._errors = forms.utils.ErrorDict()
            self.cleaned_data: dict[str, Any] = {}
        else:
            super().full_clean()  # type: ignore[misc]
