"""How do forms look? The crispy template pack "reflect" and what it needs in Python."""

from django.apps import AppConfig


class FormpackConfig(AppConfig):
    name = "supervision.formpack"
    verbose_name = "Form pack"
