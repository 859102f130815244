"""How Django knows the reader's side."""

from django.apps import AppConfig


class NewsroomConfig(AppConfig):
    name = "newsroom"
