"""What was opened, searched or downloaded, in words? By the kind that stands on the trail."""

from supervision.vocabulary import AuditAction

LOGGED = [AuditAction.READ, AuditAction.SEARCHED, AuditAction.DOWNLOADED]
DID = {AuditAction.READ: "opened", AuditAction.SEARCHED: "searched for", AuditAction.DOWNLOADED: "downloaded"}

KINDS = {
    "record": "a record of supervision",
    "gathering": "a record of a group or clinic",
    "agreement": "a supervision agreement",
    "agenda": "an agenda",
    "action_point": "an action point",
    "action_points": "a list of action points",
    "home": "their home page",
    "person": "the page of somebody they supervise",
    "confidence": "somebody’s confidence over time",
    "team": "their team’s page",
    "team_learning": "their team’s learning plan",
    "planned_learning": "a piece of planned learning",
    "learning": "their learning log",
    "learning_for_regulator": "their learning, for the regulator",
    "support": "a request for support",
    "case": "a case",
    "cases": "their list of cases",
    "case_note": "a case note",
    "case_access": "who may open a case",
    "notes_after": "notes that follow from a session",
    "not_yet_placed": "decisions not yet on a child’s file",
    "hand_off": "a text for the child’s file",
    "clinic_slot": "a pack of a clinic",
    "guest": "their page as a guest",
    "quarter": "confidence by area",
    "pulse": "the results of a pulse",
    "access_log": "this access log",
    "organisation": "figures of the organisation",
    "report": "an audit report",
    "opening": "a request to open a record",
    "dip_sample": "a dip sample",
    "dip_review": "what a dip sample found about a record",
}


def what(kind: str) -> str:
    """In words also for a kind that was logged under a name which is no longer used."""
    return KINDS.get(kind, kind.replace("_", " "))
