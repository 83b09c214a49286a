from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Documents to take away: tagged PDF, made by a process of its own."""

    name = "supervision.documents"
    label = "documents"
