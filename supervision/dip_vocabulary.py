"""Which words does the product store about dip samples? As in `vocabulary`."""

from supervision.vocabulary import Word


class Grade(Word):
    """The four words of an inspection, for what a record shows of one criterion; never for a person."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement"
    INADEQUATE = "inadequate", "Inadequate"


class SecondReviews(Word):
    """How many of the records of a sample are reviewed by a second person."""

    NONE = "none", "None"
    HALF = "half", "Every other one"
    ALL = "all", "All of them"
