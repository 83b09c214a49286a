"""Which words are stored of a case and of what is said about it? Choices only: none could name a child."""

from supervision.vocabulary import Word


class AgeBand(Word):
    UNDER_5 = "under_5", "Under 5"
    FROM_5 = "5_to_9", "5 to 9"
    FROM_10 = "10_to_12", "10 to 12"
    FROM_13 = "13_to_15", "13 to 15"
    FROM_16 = "16_to_17", "16 to 17"


class Need(Word):
    """What is known of a learning disability, or of autism."""

    NONE_KNOWN = "none_known", "None known"
    SUSPECTED = "suspected", "Suspected"
    ON_PATHWAY = "on_pathway", "On a diagnosis pathway"
    KNOWN = "known", "Known"


class AssessmentStatus(Word):
    """Where an AIM3 assessment stands; never what it scored."""

    NOT_NEEDED = "not_needed", "Not needed"
    REFERRED = "referred", "Referred"
    IN_PROGRESS = "in_progress", "In progress"
    COMPLETE = "complete", "Complete"
    REVIEW_DUE = "review_due", "Review due"


class PathwayFor(Word):
    LEARNING_DISABILITY = "learning_disability", "Learning disability"
    AUTISM = "autism", "Autism"


class PathwayStage(Word):
    """How far a child has come on the way to a diagnosis."""

    TO_REFER = "to_refer", "Referral to be made"
    REFERRED = "referred", "Referred"
    WAITING = "waiting", "On the waiting list"
    ASSESSING = "assessing", "Being assessed"
    ANSWERED = "answered", "The assessment has its answer"
    STOPPED = "stopped", "Not taken further"


class CaseNoteKind(Word):
    CONTACT = "contact", "Visit or contact"
    DIRECT_WORK = "direct_work", "Direct work"
    MEETING = "meeting", "Meeting"
    CONSULTATION = "consultation", "Consultation"
    DECISION = "decision", "Decision"
    OTHER = "other", "Something else"


class Continuum(Word):
    """Where behaviour stood when it was discussed (Hackett 2010). Of behaviour at a time, never of a child."""

    NORMAL = "normal", "Normal"
    INAPPROPRIATE = "inappropriate", "Inappropriate"
    PROBLEMATIC = "problematic", "Problematic"
    ABUSIVE = "abusive", "Abusive"
    VIOLENT = "violent", "Violent"


class ToolColour(Word):
    """What Brook's traffic light tool gave; its criteria are Brook's and are not kept here."""

    GREEN = "green", "Green"
    ORANGE = "orange", "Orange"
    RED = "red", "Red"
