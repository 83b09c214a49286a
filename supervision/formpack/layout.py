"""How is a form cut into parts? Sections with a heading, boxes for private words, and fields side by side."""

from typing import Any

from crispy_forms.layout import LayoutObject
from crispy_forms.utils import TEMPLATE_PACK, render_field
from django.template.loader import render_to_string

PRIVATE_WORDS = "Only you can open this here; the law can still require it"


class _Part(LayoutObject):
    """Fields wrapped in one template; `words` are handed to it."""

    template = ""

    def __init__(self, *fields: Any, **words: Any) -> None:
        self.fields = list(fields)
        self.words = words

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> str:
        inside = self.get_rendered_fields(form, context, template_pack, **kwargs)
        return render_to_string(self.template % template_pack, {"fields": inside, **self.words})


class Section(_Part):
    """A heading, an optional sentence and the fields under it; `id` is what a side list links to."""

    template = "%s/layout/section.html"

    def __init__(self, title: str, *fields: Any, id: str, intro: str = "", readers: str = "") -> None:
        super().__init__(*fields, title=title, id=id, intro=intro, readers=readers)


class Private(_Part):
    """The violet box: words that only their writer opens."""

    template = "%s/layout/private.html"

    def __init__(self, *fields: Any, text: str = PRIVATE_WORDS) -> None:
        super().__init__(*fields, text=text)


class Readers(LayoutObject):
    """One field, with the sentence that says who will read it beside its box."""

    def __init__(self, field: str, text: str) -> None:
        self.fields, self.text = [field], text

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> str:
        form.readers = {**getattr(form, "readers", {}), self.fields[0]: self.text}
        return str(self.get_rendered_fields(form, context, template_pack, **kwargs))


class Grid(_Part):
    """Fields side by side on a wide window, one under another on a phone; spans are twelfths: 3, 4, 6 or 12."""

    template = "%s/layout/grid.html"

    def __init__(self, *fields: Any, spans: tuple[int, ...]) -> None:
        super().__init__(*fields)
        self.spans = spans

    def render(self, form: Any, context: Any, template_pack: str = str(TEMPLATE_PACK), **kwargs: Any) -> str:
        drawn = [render_field(field, form, context, template_pack=template_pack, **kwargs) for field in self.fields]
        cells = list(zip(drawn, self.spans, strict=True))
        return render_to_string(self.template % template_pack, {"cells": cells})
