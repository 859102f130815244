"""What one key does to a tag: its label, its borders, and that it is right as it was read."""

import pytest
from django.contrib.auth import get_user_model

from annotate.editing import Invalid, Stale, undo
from annotate.keying import key_in
from annotate.models import Correction, Mention
from annotate.nlp.borders import moved
from annotate.settling import settle
from annotate.spreading import spread_waiting
from annotate.widening import widen

from .test_editing import word
from .test_settling import ATTACK, ATTACK_TAGS, article, tagging

pytestmark = pytest.mark.django_db
BRIDGE = "They met.\n\nOn Republic Bridge in al-Rashid Street, friends sang."


@pytest.fixture
def ed():
    return get_user_model().objects.create_user("ed")


@pytest.fixture
def attack():
    made = article(ATTACK, ATTACK_TAGS)
    settle([made])
    return made


def press(made, quote, deed, *, editor, label="", **more):
    said = {"revision": made.revision, "seen": word(made.mentions.filter(quote=quote).first())} | more
    return key_in(made, deed=deed, label=label, editor=editor, **said)


def rows(made):
    return list(Mention.objects.filter(article=made).values_list("start", "end", "label", "value", "entity"))


@pytest.mark.parametrize("quote", ["Mustafa al-Kadhimi", "Baghdad", "Sunday", "Kadhimi"])
def test_accepting_makes_it_the_editors_word_and_changes_nothing_else(attack, ed, quote):
    before = rows(attack)
    edit = press(attack, quote, "accept", editor=ed)
    assert rows(attack) == before
    assert list(attack.mentions.filter(origin="editor").values_list("quote", flat=True)) == [quote]
    assert edit.summary.startswith(f"“{quote}” is ") and edit.summary.endswith(", as it was read.")


def test_what_was_accepted_outlives_the_pipeline(attack, ed):
    press(attack, "Baghdad", "accept", editor=ed)
    tagging(attack, [("Baghdad", "ORG", "")], "test-2")
    settle([attack])
    assert attack.mentions.get().label == "GPE"


@pytest.mark.parametrize("value", ["PRESENT_REF", "2021-11-01", ""])
def test_a_date_is_accepted_with_the_value_it_was_read_with_or_without_one(ed, value):
    made = article("It was quiet last Sunday.", [("last Sunday", "DATE", value)])
    settle([made])
    press(made, "last Sunday", "accept", editor=ed)
    assert made.mentions.get().value == value


def test_accepting_one_of_two_with_a_surname_leaves_the_other_as_it_was_read(ed):
    names = ["Ayad Allawi", "Allawi", "Mohammed Allawi", "Allawi"]
    made = article(
        "Ayad Allawi left. Allawi sang. Mohammed Allawi came. Allawi sat.", [(n, "PERSON", "") for n in names]
    )
    settle([made])
    before = rows(made)
    for mention in made.mentions.all():
        key_in(made, deed="accept", revision=1, seen=word(mention), editor=ed)
        assert rows(made) == before


def test_accepting_is_undone_exactly(attack, ed):
    undo(press(attack, "Baghdad", "accept", editor=ed), editor=ed)
    assert not attack.mentions.filter(origin="editor").exists()


@pytest.mark.parametrize(
    ("quote", "label", "entity"),
    [
        ("Baghdad", "ORG", ""),
        ("Baghdad", "ORG", "Baghdad FC"),
        ("Sunday", "DATE", "2021-10-31"),
        ("Sunday", "DATE", ""),
    ],
)
def test_what_a_rule_says_is_accepted_here_and_changes_nothing_else(attack, ed, quote, label, entity):
    rule = ruled(attack, quote, label, entity, editor=ed)
    before = rows(attack)
    assert attack.mentions.get(quote=quote).origin == "rule"
    edit = press(attack, quote, "accept", editor=ed)
    assert rows(attack) == before
    assert attack.mentions.get(quote=quote).origin == "editor"
    assert edit.summary.endswith((", as a rule says.", ", meaning Baghdad FC, as a rule says."))
    undo(rule, editor=ed)
    spread_waiting()
    assert rows(attack) == before
    undo(edit, editor=ed)
    assert attack.mentions.get(quote=quote).origin == "machine"


def ruled(made, quote, label, entity, *, editor):
    """An edit in another article that makes a rule everywhere, which has reached this one."""
    other = article(f"They all spoke of {quote}.", [])
    said = {"revision": 1, "start": 18, "end": 18 + len(quote), "seen": "", "label": label, "entity": entity}
    edit = widen(other, scope="everywhere", is_meant=bool(entity), editor=editor, **said)
    spread_waiting()
    return edit


def test_what_an_editor_said_is_not_accepted_again(attack, ed):
    press(attack, "Baghdad", "accept", editor=ed)
    with pytest.raises(Invalid, match="already stands"):
        press(attack, "Baghdad", "accept", editor=ed)


def test_a_label_keeps_borders_and_whom_it_means(attack, ed):
    press(attack, "Kadhimi", "label", label="ORG", editor=ed)
    mention = attack.mentions.get(origin="editor")
    assert (mention.quote, mention.label, mention.entity.name) == ("Kadhimi", "ORG", "Mustafa al-Kadhimi")


def test_no_label_is_nothing(attack, ed):
    press(attack, "Baghdad", "label", editor=ed)
    assert not attack.mentions.filter(quote="Baghdad").exists()


@pytest.mark.parametrize(
    ("deed", "quote"),
    [
        ("wider", "Republic Bridge in"),
        ("narrower", "Republic"),
        ("wider-start", "On Republic Bridge"),
        ("narrower-start", "Bridge"),
    ],
)
def test_borders_move_by_a_word(ed, deed, quote):
    made = article(BRIDGE, [("Republic Bridge", "FAC", "")])
    settle([made])
    press(made, "Republic Bridge", deed, editor=ed)
    assert made.mentions.get().quote == quote


def test_a_compound_is_one_word_and_a_paragraph_ends_it():
    start = BRIDGE.index("in ")
    assert moved(BRIDGE, start, start + 2, at_start=False, wider=True) == (start, start + len("in al-Rashid"))
    first, last = BRIDGE.index("On"), BRIDGE.index("sang")
    assert moved(BRIDGE, first, first + 2, at_start=True, wider=True) is None
    assert moved(BRIDGE, last, last + 4, at_start=False, wider=True) is None
    assert moved(BRIDGE, last, last + 4, at_start=False, wider=False) is None


def test_a_border_that_cannot_move_says_why(ed):
    made = article("Basra sang.", [("Basra", "GPE", "")])
    settle([made])
    with pytest.raises(Invalid, match="no further word"):
        press(made, "Basra", "wider-start", editor=ed)
    with pytest.raises(Invalid, match="at least one word"):
        press(made, "Basra", "narrower", editor=ed)


def test_a_tag_that_another_editor_changed_is_stale(attack, ed):
    seen = word(attack.mentions.get(quote="Baghdad"))
    press(attack, "Baghdad", "label", label="ORG", editor=ed)
    for deed in ("accept", "wider", "label"):
        with pytest.raises(Stale) as stale:
            press(attack, "Baghdad", deed, label="FAC", seen=seen, editor=ed)
        assert stale.value.theirs == "“Baghdad” is a group."
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("seen", ["", "x", "1-2", "9999999999999-2-GPE-", "0-3-CITY-"])
def test_what_names_no_tag_is_refused(attack, ed, seen):
    with pytest.raises((Invalid, Stale)):
        press(attack, "Baghdad", "accept", seen=seen, editor=ed)
    with pytest.raises(Invalid, match="nothing that can be done"):
        press(attack, "Baghdad", "burn", seen=seen, editor=ed)
