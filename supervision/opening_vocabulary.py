"""What is said of a signed record that was opened for somebody for whom it is closed?"""

from supervision.vocabulary import Word


class OpeningDecision(Word):
    """What a second manager says when a manager asks to read a signed record."""

    AGREED = "agreed", "Agreed"
    REFUSED = "refused", "Refused"


class OpeningFinding(Word):
    """What a second manager finds when a record was opened at once because a child may have been at risk."""

    RIGHT = "right", "It was right to open it"
    NOT_RIGHT = "not_right", "It was not right to open it"
