"""The editor's word: corrections show at once, can be undone, and outlive the machine."""

import pytest
from django.contrib.auth import get_user_model
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.editing import Invalid, Stale, correct, seen_word, undo
from annotate.models import Correction, Edit, Evidence, Mention
from annotate.settling import settle

from .test_settling import ATTACK, ATTACK_TAGS, article, quotes, tagging

pytestmark = pytest.mark.django_db


@pytest.fixture
def ed():
    return get_user_model().objects.create_user("ed")


@pytest.fixture
def attack():
    made = article(ATTACK, ATTACK_TAGS)
    settle([made])
    return made


def word(mention):
    if mention is None:
        return ""
    return seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)


def mend(made, quote, label, *, editor, old=None, **more):
    """Correct the first place of `quote`, as an editor does who has just opened the article."""
    start = made.text.index(quote)
    standing = old or made.mentions.filter(start__lt=start + len(quote), end__gt=start).first()
    said = {"revision": made.revision, "start": start, "end": start + len(quote), "seen": word(standing)}
    return correct(made, **(said | more), label=label, editor=editor)


def test_a_label_is_put_right_at_once(attack, ed):
    mend(attack, "Baghdad", "ORG", editor=ed)
    mention = attack.mentions.get(quote="Baghdad")
    assert (mention.label, mention.origin) == ("ORG", "editor")


def test_borders_are_put_right(attack, ed):
    old = attack.mentions.get(start=0)
    mend(attack, "al-Kadhimi", "PERSON", old=old, editor=ed)
    assert attack.mentions.order_by("start").first().quote == "al-Kadhimi"


def test_an_editor_says_whom_a_mention_means(attack, ed):
    mend(attack, "Mustafa al-Kadhimi", "PERSON", entity="Safa Rashid", editor=ed)
    assert attack.mentions.get(start=0).entity.name == "Safa Rashid"


def test_an_editor_says_which_day_a_date_means(attack, ed):
    mend(attack, "Sunday", "DATE", entity="2021-10-31", editor=ed)
    assert attack.mentions.get(quote="Sunday").value == "2021-10-31"
    assert str(Evidence.objects.get().first_day) == "2021-10-31"


def test_wider_borders_make_a_longer_name(ed):
    made = article("They met on Republic Bridge.", [("Republic", "GPE", "")])
    settle([made])
    edit = mend(made, "Republic Bridge", "FAC", entity="Republic", editor=ed)
    assert made.mentions.get().entity.name == "Republic Bridge"
    assert edit.summary == "“Republic Bridge” is a place. It was “Republic”, a place."


def test_a_full_name_stays_when_borders_move(attack, ed):
    old = attack.mentions.get(quote="Kadhimi")
    mend(attack, "Kadhimi was", "PERSON", old=old, entity="Mustafa al-Kadhimi", editor=ed)
    assert attack.mentions.get(quote="Kadhimi was").entity.name == "Mustafa al-Kadhimi"


def test_wider_borders_make_another_day(ed):
    made = article("It began on 5 November 2020.", [("5 November", "DATE", "2021-11-05")])
    settle([made])
    mend(made, "5 November 2020", "DATE", entity="2021-11-05", editor=ed)
    assert made.mentions.get().value == "2020-11-05"


def test_a_day_becomes_no_name_and_a_name_no_day(attack, ed):
    mend(attack, "Sunday", "ORG", entity="2021-11-07", editor=ed)
    assert attack.mentions.get(quote="Sunday").entity.name == "Sunday"
    mend(attack, "Sunday", "DATE", entity="Sunday", editor=ed)
    assert attack.mentions.get(quote="Sunday").value == "2021-11-07"


def test_a_tag_can_be_said_to_be_nothing(attack, ed):
    mend(attack, "Baghdad", "", editor=ed)
    assert not attack.mentions.filter(quote="Baghdad").exists()


def test_untagged_text_can_be_tagged(attack, ed):
    mend(attack, "drone", "ORG", editor=ed)
    assert ("drone", "ORG", "drone") in quotes(attack)


def test_a_date_an_editor_adds_is_resolved_against_publication(attack, ed):
    mend(attack, "Baghdad", "", editor=ed)
    made = article("The vote was held last Sunday.", [])
    mend(made, "last Sunday", "DATE", editor=ed)
    assert made.mentions.get().value == "2021-10-31"


def test_a_correction_survives_a_new_pipeline(attack, ed):
    mend(attack, "Baghdad", "ORG", editor=ed)
    mend(attack, "Sunday", "", editor=ed)
    tagging(attack, ATTACK_TAGS, "test-2")
    settle([attack])
    assert attack.mentions.get(quote="Baghdad").label == "ORG"
    assert not attack.mentions.filter(quote="Sunday").exists()


def test_an_edit_undone_leaves_the_rows_as_they_were(attack, ed):
    before = quotes(attack)
    edit = mend(attack, "Baghdad", "ORG", editor=ed)
    undo(edit, editor=ed)
    edit.refresh_from_db()
    assert quotes(attack) == before
    assert edit.retired_by == ed
    assert Correction.objects.count() == 1


def test_an_older_edit_can_be_undone_first(attack, ed):
    first = mend(attack, "Baghdad", "ORG", editor=ed)
    mend(attack, "Baghdad", "FAC", editor=ed)
    undo(first, editor=ed)
    assert attack.mentions.get(quote="Baghdad").label == "FAC"


def test_a_page_that_is_older_than_another_edit_is_stale_and_nothing_is_lost(attack, ed):
    old = attack.mentions.get(quote="Baghdad")
    mend(attack, "Baghdad", "ORG", editor=ed)
    with pytest.raises(Stale) as stale:
        mend(attack, "Baghdad", "FAC", old=old, editor=ed)
    assert stale.value.theirs == "“Baghdad” is a group."
    assert stale.value.yours == "“Baghdad” is a place."
    assert attack.mentions.get(quote="Baghdad").label == "ORG"


def test_an_edit_elsewhere_in_the_article_makes_no_page_stale(attack, ed):
    old = attack.mentions.get(quote="Baghdad")
    mend(attack, "Sunday", "", editor=ed)
    mend(attack, "Baghdad", "FAC", old=old, editor=ed)
    assert Edit.objects.count() == 2


def test_a_page_of_an_older_revision_is_stale(attack, ed):
    with pytest.raises(Stale, match="source has changed"):
        mend(attack, "Baghdad", "ORG", revision=attack.revision - 1, editor=ed)


@pytest.mark.parametrize(
    "more, sentence",
    [
        ({"start": 5, "end": 500}, "outside the article"),
        ({"start": 9, "end": 9}, "outside the article"),
        ({"start": 7, "end": 8, "seen": ""}, "no word"),
    ],
)
def test_borders_that_make_no_sense_are_refused_in_a_sentence(attack, ed, more, sentence):
    attack.mentions.filter(start=0).delete()
    with pytest.raises(Invalid, match=sentence):
        mend(attack, "Baghdad", "ORG", editor=ed, **({"seen": ""} | more if "seen" in more else more))
    assert not Edit.objects.exists()


def test_an_unknown_label_and_a_date_that_is_none_are_refused(attack, ed):
    with pytest.raises(Invalid, match="no label"):
        mend(attack, "Baghdad", "CITY", editor=ed)
    with pytest.raises(Invalid, match="is no date"):
        mend(attack, "Sunday", "DATE", entity="someday", editor=ed)
    assert not Edit.objects.exists()


def test_a_tag_cannot_reach_over_the_end_of_a_paragraph(ed):
    made = article("One name.\n\nAnother.", [])
    with pytest.raises(Invalid, match="paragraph"):
        mend(made, "name.\n\nAnother", "ORG", editor=ed)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_edits_undone_in_any_order_leave_the_first_rows(attack, ed, data):
    def rows():
        return list(
            Mention.objects.filter(article=attack).order_by("start").values_list("start", "end", "label", "value")
        )

    before, edits = rows(), []
    for _ in range(data.draw(st.integers(1, 5))):
        start, end = sorted(data.draw(st.lists(st.integers(0, len(attack.text)), min_size=2, max_size=2, unique=True)))
        inside = attack.mentions.filter(start__lt=end, end__gt=start).first()
        label = data.draw(st.sampled_from(["PERSON", "GPE", "DATE", ""]))
        try:
            edits.append(correct(attack, revision=1, start=start, end=end, seen=word(inside), label=label, editor=ed))
        except Invalid:
            continue
    for edit in data.draw(st.permutations(edits)):
        undo(edit, editor=ed)
    assert rows() == before
