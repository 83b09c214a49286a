"""Which words does the product store about requests for support? As in `vocabulary`."""

from supervision.vocabulary import Word


class SupportKind(Word):
    """What is asked for, and what was given in the end."""

    JOINT_VISIT = "joint_visit", "Joint visit"
    CONSULTATION = "consultation", "Consultation"
    DEBRIEF = "debrief", "Debrief"
    OTHER = "other", "Something else"


class SupportState(Word):
    ASKED = "asked", "Waiting for an answer"
    OFFERED = "offered", "Offered"
    ACCEPTED = "accepted", "Agreed"
    DONE = "done", "Given"
    WITHDRAWN = "withdrawn", "Withdrawn"


class SupportStep(Word):
    """What can be done to a request; also what its history shows."""

    ASK = "ask", "Asked"
    OFFER = "offer", "Offered"
    ACCEPT = "accept", "Accepted"
    ASK_AGAIN = "ask_again", "Asked again"
    PASS_ON = "pass_on", "Passed on"
    DONE = "done", "Support was given"
    WITHDRAW = "withdraw", "Withdrawn"
