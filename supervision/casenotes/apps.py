from django.apps import AppConfig


class CaseNotesConfig(AppConfig):
    name = "supervision.casenotes"
    label = "casenotes"
    verbose_name = "Cases and case notes"
