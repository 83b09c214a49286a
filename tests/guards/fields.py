"""What does each field of each model hold? Every field is listed once, by hand; the build fails for one that is not."""

# Words that people wrote about children, cases or themselves: encrypted, in tables of their own.
NARRATIVE = {
    "Acknowledgement": "reason",
    "ActionPoint": "what why how",
    "ActionPointProgress": "body",
    "Addendum": "reason body",
    "AgendaItem": "body",
    "CarriedPost": "fields",
    "DraftAnswer": "values",
    "KeptText": "values",
    "PrivateNote": "body",
    "RecordEvent": "comment",
    "SessionText": "body",
    "Signature": "statement",
    "SupervisionAgreement": "confidentiality disagreements adjustments less_often_reason",
}
# Clear text that a person typed, and why it may be clear.
CLEAR_TEXT = {
    "Agency": "name",
    "ClosedDay": "name",
    "FrequencyPolicy": "name",
    "CalendarFeed": "secret_hash",
    "Service": "name",
    "Team": "name",
    "JobRole": "name",
    "Person": "email name hsb_training password",  # who works here; the password is a hash
    "Invitation": "secret_hash",
    # Never what was written in a session; the body goes once it is sent.
    "OutgoingMail": "to subject body key last_error kind unsubscribe",
    "SessionKind": "key name",
    "ReflectiveTemplate": "name summary",
    "TemplateQuestion": "label hint",
    "ConfidenceDomain": "short_name question published_note",
}
# Text that only the product writes: choices, names of controls, hashes, ids.
OURS = {
    "Acknowledgement": "matter about_id",
    "Agency": "bank_holidays",
    "ClosedDay": "bank_holidays",
    "FrequencyPolicy": "working_pattern",
    "IntervalPause": "reason",
    "Notice": "key kind about_id",
    "NoticePreference": "delivery",
    "PlannedSession": "place state",
    "PlannedSessionChange": "change",
    "PolicyStage": "after_unit every_unit",
    "ReminderStep": "matter audience",
    "SignatureRoute": "party",
    "Tick": "name",
    "ActionPointProgress": "kind",
    "AgreementSignature": "party",
    "AuditEvent": "action kind object_id detail",
    "DraftAnswer": "control",
    "EmotionalRating": "item",
    "KeptText": "control",
    "OutgoingMail": "state",
    "PrivateNote": "kind",
    "RecordEvent": "step",
    "RoleGrant": "role scope",
    "SessionText": "name",
    "Signature": "party response content_hash",
    "SupervisionAgreement": "place",
    "SupervisionArrangement": "kind",
    "SupervisionSession": "state place functions_covered not_held_by not_held_reason content_hash",
    "TemplateQuestion": "part",
    "TemplateVersion": "scale",
}
