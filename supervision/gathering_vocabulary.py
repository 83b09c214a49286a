"""Which words does the product store about groups and those who come to them? As in `vocabulary`."""

from supervision.vocabulary import Word

ATTENDEE = "attendee"  # signs the record of a group: no side of it, but one of any number


class GatheringKind(Word):
    """A kind of session with a facilitator and several people, and one record for all of them."""

    GROUP = "group", "Group supervision"
    PEER = "peer", "Peer supervision"
    CLINIC = "clinic", "Case clinic"


class AttendanceState(Word):
    INVITED = "invited", "Invited"
    ATTENDED = "attended", "Came"
    APOLOGIES = "apologies", "Sent apologies"


class AttendeeResponse(Word):
    """What somebody who came says to the record that the facilitator signed."""

    CONFIRMED = "confirmed", "I confirm this record"
    DIFFERS = "differs", "I saw it differently"


class Usefulness(Word):
    """What somebody who came says of it, the best first."""

    VERY = "very", "Very useful"
    USEFUL = "useful", "Useful"
    A_LITTLE = "a_little", "A little useful"
    NOT = "not", "Not useful"


class StepSpeaker(Word):
    """Who speaks in a step of a group format."""

    PRESENTER = "presenter", "The presenter"
    FACILITATOR = "facilitator", "The facilitator"
    GROUP = "group", "The group"
    SOME = "some", "Some of the group, the others listen"
    EVERYBODY = "everybody", "Everybody"


class GatheringText(Word):
    """What is written in the record of a group, in its order."""

    QUESTION = "framed_question", "The framed question"
    BROUGHT = "what_was_brought", "What the presenter brought"
    THOUGHTS = "what_the_group_thought", "What the group thought"
    TAKE_AWAY = "take_away", "What the presenter takes away"
