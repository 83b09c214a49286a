from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "supervision.audit"
    label = "audit"
