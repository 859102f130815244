"""The machine's word, the editor's word, and the rows for readers that are worked out from both."""

from ..rules import Rule
from .doubts import DOUBTFUL, WHOLE, Doubt, Doubted, Readership
from .edits import APART, HIDDEN, SAME, TITLE, VERBS, WHEN, WHERE, WHO, Correction, Edit, Judgement
from .events import ANNOUNCED, MAIN, OTHER, STATEMENT, Event, Evidence, Filing, event_url
from .flags import LONGEST_REASON, Flag
from .identities import NAME, ONE, SPLIT, TWO, UNSURE, Identity
from .names import (
    EDITOR,
    ENTITY_KINDS,
    MACHINE,
    RULE,
    Alias,
    Appearance,
    Entity,
    Mention,
    Tagging,
    address,
    entity_url,
)
from .notes import Note
from .reviews import Review, standing_review
from .versions import Switch, Version

__all__ = [
    "ANNOUNCED",
    "APART",
    "DOUBTFUL",
    "EDITOR",
    "ENTITY_KINDS",
    "HIDDEN",
    "LONGEST_REASON",
    "MACHINE",
    "MAIN",
    "NAME",
    "ONE",
    "OTHER",
    "RULE",
    "SAME",
    "SPLIT",
    "STATEMENT",
    "TITLE",
    "TWO",
    "UNSURE",
    "VERBS",
    "WHEN",
    "WHERE",
    "WHO",
    "WHOLE",
    "Alias",
    "Appearance",
    "Correction",
    "Doubt",
    "Doubted",
    "Edit",
    "Entity",
    "Event",
    "Evidence",
    "Filing",
    "Flag",
    "Identity",
    "Judgement",
    "Mention",
    "Note",
    "Readership",
    "Review",
    "Rule",
    "Switch",
    "Tagging",
    "Version",
    "address",
    "entity_url",
    "event_url",
    "standing_review",
]
