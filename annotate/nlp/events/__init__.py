"""The dated happenings of a text, found clause by clause: what, when, where, who, and the sentences that say so."""

from .dating import date_mention
from .find import find_events
from .happenings import Happening
from .shortening import shortened

__all__ = ["Happening", "date_mention", "find_events", "shortened"]
