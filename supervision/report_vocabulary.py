"""Which words does the product store about audit reports? As in `vocabulary`."""

from supervision.vocabulary import Word


class ReportState(Word):
    """How far a report has come. Only one is made at a time."""

    WAITING = "waiting", "Waiting its turn"
    MAKING = "making", "Being made"
    READY = "ready", "Ready"
    CANCELLED = "cancelled", "Cancelled"
    FAILED = "failed", "Could not be made"
    EXPIRED = "expired", "File deleted"


class ReportFormat(Word):
    CSV = "csv", "CSV, for any number of sessions"
    XLSX = "xlsx", "Excel workbook, for up to 100,000 sessions"
    PDF = "pdf", "PDF, the figures with a chart and without a list of sessions"


class Outcome(Word):
    """What became of a session, as a report says it."""

    HELD = "held", "Held"
    NOT_HELD = "not_held", "Did not happen"
    STRUCK = "struck", "Entered in error"
