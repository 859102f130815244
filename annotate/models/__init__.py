"""The machine's word, the editor's word, and the rows for readers that are worked out from both."""

from ..rules import Rule
from .edits import APART, HIDDEN, SAME, TITLE, VERBS, WHEN, WHERE, WHO, Correction, Edit, Judgement
from .events import ANNOUNCED, MAIN, OTHER, STATEMENT, Event, Evidence, Filing, event_url
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

__all__ = [
    "ANNOUNCED",
    "APART",
    "EDITOR",
    "ENTITY_KINDS",
    "HIDDEN",
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
    "Alias",
    "Appearance",
    "Correction",
    "Edit",
    "Entity",
    "Event",
    "Evidence",
    "Filing",
    "Identity",
    "Judgement",
    "Mention",
    "Rule",
    "Tagging",
    "address",
    "entity_url",
    "event_url",
]
