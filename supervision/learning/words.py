"""Which words do an entry of learning, and a plan of it, store?"""

from supervision.vocabulary import Word


class LearningKind(Word):
    TRAINING = "training", "Training or a course"
    READING = "reading", "Reading, a talk or a podcast"
    OBSERVATION = "observation", "Observing a colleague, or being observed"
    GROUP = "group", "Group supervision or a case clinic"
    PRACTICE = "practice", "Something that practice taught me"
    OTHER = "other", "Something else"


class PlanEnd(Word):
    """How something that was planned ended."""

    DONE = "done", "Done"
    NO_LONGER_NEEDED = "no_longer_needed", "No longer needed"
