"""What do the invented people write? Whole, plausible answers about nobody, under opaque references."""

HAPPENED = [
    "Third home visit to {case}. He would not come downstairs at first, so I sat on the bottom step and talked to "
    "his mum about football. After ten minutes he joined us.",
    "Met {case} at the family hub with the worker from school. She drew for most of the hour and answered two "
    "questions about feeling safe at break time.",
    "Joint visit about {case} with the placement. The carers described the evening routine and where it gets hard. "
    "The plan for bedtimes and bathrooms is being followed.",
    "Strategy review for {case}. Police and health came; education sent a note. We went through the safety plan line "
    "by line and changed two of them.",
    "Session three of the work with {case}. He used the cards to show how he notices when somebody wants to stop.",
    "Phone call with the father of {case}. He was angry about the referral and, later in the call, frightened.",
]
FELT = [
    "Tense before the visit, then relieved. I noticed on the way home that I had been holding my breath.",
    "Protective of her, and aware of the other family too. I was carrying both on the drive back.",
    "Tired. I have thought about the wording of the plan at night more than I would like.",
    "Calmer than last time. Having talked it through here beforehand helped.",
    "Unsure of my ground when the questions turned to online contact.",
]
SENSE = [
    "Going slower worked. I had been treating silence as refusal, and it may be shame or not having the words.",
    "The behaviour seems to follow changes of carer. It may be about anxiety as much as about anything sexual.",
    "The two safety plans differ, and he notices. That could be why he tests them.",
    "I may be leaning on the school's account because it is the tidiest one.",
]
NEXT = [
    "Use pictures at the next visit and agree a signal for stopping.",
    "Bring the two plans together before the review, with the school in the room.",
    "Ask speech and language therapy what would make questions easier to follow.",
    "Practise how I open the conversation about online contact.",
]
CHILD = [
    "He says he wants people to stop talking about it when he is in the room.",
    "She wants to see her cousin again and does not understand why not.",
    "He asked whether he is allowed to go swimming with the others.",
]
BALANCE = [
    "He needs friends and ordinary play; the younger children in the street need adults nearby. Supervised football "
    "twice a week keeps both.",
    "Her need for contact with family against the cousin's need to feel safe: letters for now, looked at monthly.",
]
NEEDS = [
    "Autism assessment is under way; the next step is the school's form, due this month.",
    "Reads better than he understands. Short sentences, one question at a time, and time to answer.",
]
DECIDED = [
    "Joint visit with school before the review, because the two safety plans differ.",
    "Keep the current safety plan for four weeks. Considered relaxing bedtimes now; too soon after the move.",
    "Refer for a specialist consultation, because direct work is about to start and I have not led it before.",
]
ACTIONS = [
    (
        "Book a joint visit with the designated safeguarding lead",
        "The two safety plans differ",
        "Visit in both diaries",
    ),
    ("Read the practice note on under-12s and bring two questions", "New area of work", "Questions on the agenda"),
    ("Ask health about a speech and language assessment", "Questions may be too long for him", "Answer from health"),
    ("Agree cover so that the next session is not interrupted", "Last session was cut short", "Cover named in diary"),
    ("Bring the two safety plans together in one page", "The school works from an old copy", "School confirms receipt"),
    ("Book the technology and online safety course", "Confidence in this area is lower", "Place confirmed"),
]
EVIDENCE = [
    "Done: visit held and the notes are on the case system.",
    "Read, and talked through with a colleague at the team meeting.",
    "Health answered by e-mail; the assessment is booked for next month.",
]
PRIVATE = "Something about this one reminds me of my second year in the job. Worth a conversation with myself first."
RETURNED = "Please add why the bedtime plan stays as it is. Otherwise this is a fair account."
DISAGREES = (
    "I do not think the record shows how much of the hour went on workload. I asked for a second visit worker and "
    "was told no; I would like that to be on the record."
)
COMMENT = "A fair account. I would like to come back to the school's response next time."
REFERENCES = ["CR-2041", "CR-1987", "CR-2066", "CR-2103", "CR-1954", "CR-2118"]
CONFIDENTIALITY = (
    "What is said here stays between the two of us, with limits: a risk to a child or to anybody else, poor practice, "
    "a request by a court or an inspector, and a request by the person concerned."
)
DISAGREEMENTS = "We say it in the session first. If we cannot settle it, we both take it to the service manager."
ADJUSTMENTS = [
    "",
    "",
    "Agenda the day before, so that there is time to read. A quiet room.",
    "A break after 45 minutes. Written summary of decisions at the end.",
]
ADDENDUM = (
    "The visit worker was agreed after the record was locked",
    "A second visit worker has been found from January. The workload discussion will be looked at again then.",
)
STRUCK = "Recorded twice: the other record of this session is the right one."
AGENDA = [
    "How to open the conversation about online contact with {case}",
    "Cover during the training week",
    "What to say to the school about the safety plan",
    "Whether I should be leading the direct work yet",
    "How the joint visit with police went",
]
AGENDA = [item.format(case=REFERENCES[0]) for item in AGENDA]
AGENDA_OF_SUPERVISOR = "Date of the next peer group, and who presents"
ACTIONS += [
    (
        "Draft the home safety plan with both parents",
        "What is agreed by phone gets lost",
        "Signed copy on the case system",
    ),
    ("Shadow a colleague's first session of direct work", "Not led one before", "Notes brought to supervision"),
    ("Find out who chairs the next multi-agency meeting", "Nobody has called it yet", "Date sent to everybody"),
    ("Write up what the child said in their own words", "The assessment speaks for him", "Read back to him and agreed"),
    ("Plan one early finish a week until the end of term", "Tired, and carrying it home", "Four weeks kept"),
    ("Ask the placement about the bedroom arrangements", "Two boys share at weekends", "Plan updated"),
]
