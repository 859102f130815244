"""How Django knows the side of the tags."""

from django.apps import AppConfig


class AnnotateConfig(AppConfig):
    name = "annotate"
