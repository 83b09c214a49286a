"""How fast does django-import-export write the same sessions? As its own documentation shows, row by row."""

from pathlib import Path

from import_export import fields, resources

from supervision.sessions.models import SupervisionSession

NAMED = {
    "Date": "held_on", "Outcome": "get_state_display", "Kind": "kind__name", "Practitioner": "practitioner__name",
    "Supervisor": "supervisor__name", "Team": "team__name", "Minutes": "minutes", "Due": "due_on_then",
    "Sign by": "sign_by", "Signed": "locked_at", "Cancelled by": "get_not_held_by_display",
    "Reason": "get_not_held_reason_display",
}  # fmt: skip


class Sessions(resources.ModelResource):
    class Meta:
        model = SupervisionSession
        fields = ()
        use_bulk = True


for label, attribute in NAMED.items():
    Sessions.fields[label] = fields.Field(attribute=attribute, column_name=label, readonly=True)


def write(made: Path) -> int:
    """As CSV; says how many rows it wrote."""
    found = SupervisionSession.every.select_related("kind", "practitioner", "supervisor", "team")
    rows = Sessions().export(queryset=found.order_by("held_on", "pk"))
    made.write_text(rows.csv)
    return len(rows)
