from django.apps import AppConfig


class SessionsConfig(AppConfig):
    """The hub. Django's own sessions app already has the label "sessions"."""

    name = "supervision.sessions"
    label = "supervision_sessions"
    verbose_name = "Supervision sessions"
