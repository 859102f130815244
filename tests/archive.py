"""The cast and a small archive for tests of pages: two articles of one story, and one of another."""

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission

from annotate.settling import settle

from .test_settling import ATTACK, ATTACK_TAGS, OTHER_ATTACK, OTHER_TAGS, article

CLASH = (
    "A day of marches\n\nHundreds of people marched on the Green Zone on Friday. Mustafa al-Kadhimi spoke 😀 of Basra."
)
CLASH_TAGS = [
    ("Green Zone", "FAC", ""),
    ("Friday", "DATE", "2021-11-05"),
    ("Mustafa al-Kadhimi", "PERSON", ""),
    ("Basra", "GPE", ""),
]


def archive():
    """The clash of Friday 5 November, and the attack of Sunday 7 November as two sources tell it."""
    clash = article(CLASH, CLASH_TAGS, title="March on the Green Zone", source="Ledger", day=6)
    clash.parts = [["heading", 0, len("A day of marches"), ""]]
    clash.save()
    attack = article(ATTACK, ATTACK_TAGS, title="Kadhimi unharmed", source="Courier", day=7)
    other = article(OTHER_ATTACK, OTHER_TAGS, title="Drone misses prime minister", source="Wire", day=8)
    settle([clash, attack, other])
    return clash, attack, other


def rita():
    """She reads, and may do no more."""
    return get_user_model().objects.create_user("rita", password="rita reads")


def ed():
    """He edits."""
    editor = get_user_model().objects.create_user("ed", password="ed edits it")
    editor.user_permissions.add(Permission.objects.get(codename="correct"))
    return editor


def cleo():
    """She is chief editor."""
    chief = get_user_model().objects.create_user("cleo", password="cleo decides")
    chief.user_permissions.add(*Permission.objects.filter(codename__in=["correct", "oversee"]))
    return chief


def ada():
    """She administers."""
    return get_user_model().objects.create_superuser("ada", password="ada rules all")
