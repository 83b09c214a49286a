"""What was typed into which form of a gathering, and is it in the record yet?"""

from django.db.models import Q

from .models import DraftAnswer, SupervisionSession

TEXTS = "texts"  # the form of what was said; that of a slot has the slot's own key


def control_of(page: str, name: str) -> str:
    return f"{page}.{name}"


def page_of(control: str) -> str:
    return control.partition(".")[0]


def name_of(control: str) -> str:
    return control.partition(".")[2]


def rows_of(record: SupervisionSession, page: str) -> list[DraftAnswer]:
    """What was typed into one form; the row without a name says when it was saved."""
    if not _may_have_some(record):
        return []
    ours = Q(control=page) | Q(control__startswith=control_of(page, ""))
    return list(DraftAnswer.objects.filter(ours, supervision_session=record))


def not_saved(rows: list[DraftAnswer]) -> list[DraftAnswer]:
    """Those of one form that were typed after it was saved."""
    saved_at = next((row.saved_at for row in rows if not name_of(row.control)), None)
    return [row for row in rows if name_of(row.control) and (saved_at is None or row.saved_at > saved_at)]


def _may_have_some(record: SupervisionSession) -> bool:
    """`gathering_queries.get_gathering` asked along with the record. Not known counts as yes."""
    return bool(getattr(record, "has_typed", True))


def unsaved_pages(record: SupervisionSession) -> set[str]:
    """The forms that hold something which is not in the record yet."""
    if not _may_have_some(record):
        return set()
    rows = dict(DraftAnswer.objects.filter(supervision_session=record).values_list("control", "saved_at"))
    pages = {control: page_of(control) for control in rows}
    return {
        page for control, page in pages.items()
        if control != page and (page not in rows or rows[control] > rows[page])
    }  # fmt: skip
