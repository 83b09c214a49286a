from django.apps import AppConfig


class LearningConfig(AppConfig):
    name = "supervision.learning"
    label = "learning"
