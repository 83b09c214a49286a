"""Which words does a pulse store and show?"""

from supervision.vocabulary import EmotionalItem, Word


class Matters(Word):
    """Which of two things is told apart first, when too few people are alike in both."""

    TEAM = "team", "Teams"
    JOB_ROLE = "job_role", "Job roles"


FELT = 3  # out of 5, and more: "Some", "Quite a lot" and "A great deal"
PUBLISHED_FEELINGS = {EmotionalItem.WORRIED: 40, EmotionalItem.ANXIOUS: 36}  # per cent, 2017
