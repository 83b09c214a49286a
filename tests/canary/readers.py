"""Who reads which text? Written by hand from the promises that the pages make; it knows nothing of the code.

P practitioner · S their supervisor until yesterday · N leads their supervision now · V covers for N today ·
X specialist supervisor of P · R was named to sign in place of S, in one record · C colleague, whom B supervises ·
G was given access to P's case · M manager of the organisation · D of the service · B of the team ·
E of another team · A administrator · L leaver · U nobody signed in ·
O somebody from outside, by link and code, for the first of the two cases of the clinic that was held.
"""

PEOPLE = "P S N V X R C G M D B E A L U O"

NOW = "P N V"  # the practitioner, and who leads or covers their supervision today
ALL = "P S N V"  # with the supervisor who was in the session
# What a record says, by its state and by who was in it; P's, unless it says whose.
CONTENT = {
    "routed": "P S R",  # sent, and R signs in place of S
    "old": "P S",  # locked more than twelve months ago
    "locked": ALL,
    "sent": "P S",
    "returned": "P S",
    "struck": ALL,  # locked, then entered in error
    "withdrawn": "P S",  # entered in error before both had signed
    "not held": ALL,
    "covered locked": NOW,
    "covered sent": "P N V",
    "with the specialist": f"{NOW} X",
    "of the colleague": "C B",
    "of the group": "B C G",  # who facilitated it and who came; P sent apologies
}
OF_CLINICS = {
    "of the clinic": "B",  # it is planned, and its facilitator writes it
    "of the held clinic": "B C O",  # its facilitator, the lead of both cases, who was there for this one, and its guest
    "of its second case": "B G C",  # the facilitator, who was there for it, another guest; and C, who opens the case
}
REVIEWED = {"locked": f"{ALL} E"}  # a dip sample opened it to E
# Whoever reviewed a record, while its sample is open; and the supervisor of its session.
FOUND = {"of an open sample": "E S", "of a closed one": "S"}
# Comments and what was said on returning: the two of the session, and who stands in for one of them.
HISTORY = CONTENT | {
    "locked": "P S",
    "struck": "P S",
    "not held": "P S",
    "covered locked": "P N V",
    "with the specialist": "P X",
}
# An action point is to be done: whoever leads or covers today reads it on its own page, whatever its record.
TO_DO = CONTENT | {
    **dict.fromkeys(["old", "locked", "sent", "returned"], ALL),
    "routed": "P S R N V",
    "covered sent": NOW,
    **OF_CLINICS,
}
DRAFT = {"draft": "P", "returned": "P", "covered draft": "P", "of the colleague": "B", "of the clinic": "B"}
OWN = {who: who for who in ("P", "S", "N", "X", "C", "B", "G")}  # what only its writer opens
AGREED = {"with S": "P S", "with N": "P N V", "of the colleague": "C B"}
DISCUSSED = {
    "locked": f"{ALL} G E",
    "old": "P S G",
    "covered locked": f"{NOW} G",
    "of the held clinic": "B C",
    "of its second case": "B G C",  # C leads the case, and was not there for it
}  # with whoever works with the child
NOTED = {"recent": "P G N V", "old": "P G", "of the colleague": "C B"}
AFTER = {"after the session": "P G N V S"}  # S was in the session that it follows from

READERS: dict[str, dict[str, str]] = {
    "SessionText.body": CONTENT | REVIEWED | {"across the cases": "B C G"},
    "Signature.statement": CONTENT
    | REVIEWED
    | {"of its second case": "B G"},  # of G, and who read all that G was there for
    **dict.fromkeys(["ActionPoint.what", "ActionPoint.why", "ActionPoint.how"], TO_DO | REVIEWED),
    "ActionPointProgress.body": TO_DO
    | {"struck": "", "withdrawn": "", "of the group": "C B"},  # nothing is to be done any more; C has it to do
    "RecordEvent.comment": HISTORY,
    **dict.fromkeys(["Addendum.reason", "Addendum.body"], CONTENT | REVIEWED | {"of the held clinic": "B C"}),  # of C
    "PrivateNote.body": OWN,
    "DraftAnswer.values": DRAFT,
    "KeptText.values": DRAFT,
    "CarriedPost.fields": OWN,
    "AgendaItem.body": {"with N": "P N V", "of the colleague": "C B", "taken up": ALL, **OWN},
    "SupervisionAgreement.confidentiality": AGREED,
    "SupervisionAgreement.disagreements": AGREED,
    "SupervisionAgreement.adjustments": AGREED,
    "SupervisionAgreement.less_often_reason": AGREED,
    "RecordOpeningReason.body": {"of P": "M D B"},  # managers within whose reach P is
    "Acknowledgement.reason": {"of P": "M D B N V"},  # managers within whose reach P is, and supervisors
    **{
        f"CaseDiscussion.{name}": DISCUSSED
        for name in ("analysed", "child_needs", "others_safety", "decision", "why", "child_voice")
    },
    **{f"LearningEntry.{name}": OWN for name in ("title", "relevance", "learnt", "impact", "peer_view")},
    "PlannedLearning.what": {"of N": "P N", "of B": "B C"},  # who plans it, and whose supervision they lead
    "Case.reference": {
        "of P": "P S G N V E",
        "of the colleague": "C B O",
        "of the leaver": "S",
        "of the colleague, too": "C B G",
    },
    "CaseNote.body": NOTED | AFTER,
    "ReviewWords.difference": FOUND,
    "ReviewWords.feedback": FOUND,
    "SupportEvent.body": {
        "to S": "P S",
        "to the specialists": "P X",  # who else of them there is reads it too
        "of the colleague": "C B",
    },
    **{  # who facilitates it, and who said it
        f"Feedback.{name}": {"of the group": "B C", "of the held clinic": "B O", "of its second case": "B"}
        for name in ("will_do", "better")
    },
    # Who facilitates it, who leads the case, and its guests; once it was held, also who was there for the case.
    "ClinicSlot.question": {"of the clinic": "B C", "of the held clinic": "B C O", "of its second case": "B C G"},
    "PackItem.body": {"of the clinic": "B C", "of the held clinic": "B C O", "of its second case": "B C"},
    "CaseNoteAddendum.reason": NOTED,
    "CaseNoteAddendum.body": NOTED,
    "PathwayStep.next_step": NOTED,
}
