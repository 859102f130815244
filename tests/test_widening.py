"""Wide corrections: what a rule reaches, what it leaves, and that undo brings back what was."""

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.checking import disagreements
from annotate.editing import Invalid, Stale, correct, undo
from annotate.models import Appearance, Edit, Evidence, Mention, Rule
from annotate.settling import settle
from annotate.spreading import spread_waiting
from annotate.widening import preview, widen
from newsroom.models import Article

from .test_editing import mend, word
from .test_settling import ATTACK, ATTACK_TAGS, OTHER_ATTACK, OTHER_TAGS, article, quotes, tagging

pytestmark = pytest.mark.django_db
SADR = "Sadr City lies in Baghdad. Baghdad fell silent, and al-Baghdadi with it."


@pytest.fixture
def ed():
    return get_user_model().objects.create_user("ed")


@pytest.fixture
def eve():
    return get_user_model().objects.create_user("eve")


@pytest.fixture
def archive():
    """Two articles of the Courier and one of the Wire; the machine marks Baghdad but for its second place in one."""
    made = [
        article(ATTACK, ATTACK_TAGS),
        article(SADR, [("Sadr City", "GPE", ""), ("Baghdad", "GPE", "")]),
        article(OTHER_ATTACK, OTHER_TAGS, source="Wire"),
    ]
    settle(made)
    return made


def said(made, quote, label, *, editor, **more):
    start = made.text.index(quote)
    old = made.mentions.filter(start__lt=start + len(quote), end__gt=start).first()
    words = {"revision": made.revision, "start": start, "end": start + len(quote), "seen": word(old)}
    return words | {"label": label, "editor": editor} | more


def widened(made, quote, label, *, scope="everywhere", is_meant=False, leave=(), **more):
    edit = widen(made, scope=scope, is_meant=is_meant, leave=leave, **said(made, quote, label, **more))
    spread_waiting()
    return edit


def labels(made, quote="Baghdad"):
    return list(made.mentions.filter(quote=quote).values_list("label", flat=True))


def test_everywhere_is_every_place_of_the_words_marked_or_not(archive, ed):
    widened(archive[0], "Baghdad", "ORG", editor=ed)
    assert [labels(made) for made in archive] == [["ORG"], ["ORG", "ORG"], ["ORG"]]
    call_command("settle", "--check")


@pytest.mark.parametrize(
    ("scope", "reached"),
    [("article", [["GPE"], ["ORG", "ORG"], ["GPE"]]), ("source", [["ORG"], ["ORG", "ORG"], ["GPE"]])],
)
def test_a_narrower_scope_reaches_no_further(archive, ed, scope, reached):
    widened(archive[1], "Baghdad", "ORG", scope=scope, editor=ed)
    assert [labels(made) for made in archive] == reached


def test_the_page_at_hand_changes_at_once_and_the_rest_waits_for_a_worker(archive, ed):
    widen(archive[1], scope="everywhere", is_meant=False, **said(archive[1], "Baghdad", "ORG", editor=ed))
    assert [labels(made) for made in archive] == [["GPE"], ["ORG", "ORG"], ["GPE"]]
    with pytest.raises(CommandError, match="still on their way"):
        call_command("settle", "--check")
    told = []
    assert spread_waiting(told.append) == 3
    assert (sum(told), Rule.objects.get().unsettled_below) == (3, None)
    call_command("settle", "--check")


def test_a_worker_that_dies_loses_nothing(archive, ed, monkeypatch):
    monkeypatch.setattr("annotate.spreading.BATCH", 1)
    widen(archive[1], scope="everywhere", is_meant=False, **said(archive[1], "Baghdad", "ORG", editor=ed))

    def killed(done):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        spread_waiting(killed)
    assert labels(archive[2]) == ["ORG"]
    assert labels(archive[0]) == ["GPE"]
    assert spread_waiting() == 2
    assert labels(archive[0]) == ["ORG"]


def test_articles_are_walked_to_the_last_however_few_hold_the_words(archive, ed, monkeypatch):
    monkeypatch.setattr("annotate.spreading.WALKED", 1)
    widened(archive[2], "Baghdad", "ORG", editor=ed)
    assert [labels(made) for made in archive] == [["ORG"], ["ORG", "ORG"], ["ORG"]]


def test_a_rule_holds_from_now_on_and_over_a_new_pipeline(archive, ed):
    widened(archive[0], "Baghdad", "", editor=ed)
    later = article("Baghdad again.", [("Baghdad", "GPE", "")])
    tagging(archive[2], OTHER_TAGS, "test-2")
    settle([later, archive[2]])
    assert (quotes(later), labels(archive[2])) == ([], [])


def test_a_rule_for_an_article_holds_for_its_next_revision(archive, ed):
    widened(archive[1], "Baghdad", "ORG", scope="article", editor=ed)
    archive[1].text, archive[1].revision = f"Once more. {SADR} Baghdad!", 2
    archive[1].save()
    settle(archive[1:2])
    assert labels(archive[1]) == ["ORG"] * 3


def test_a_rule_says_whom_a_name_means_only_when_asked(archive, ed):
    edit = widened(archive[0], "Baghdad", "GPE", entity="Basra", is_meant=False, editor=ed)
    assert archive[2].mentions.get(quote="Baghdad").entity.name == "Baghdad"
    undo(edit, editor=ed)
    spread_waiting()
    widened(archive[0], "Baghdad", "GPE", entity="Basra", is_meant=True, editor=ed)
    assert archive[2].mentions.get(quote="Baghdad").entity.name == "Basra"


def test_a_date_means_in_each_article_what_it_means_there(archive, ed):
    made = [article("The vote on polling day.", [], day=day) for day in (7, 8)]
    found = [article("They met yesterday.", [], day=day) for day in (7, 8)]
    widened(found[0], "yesterday", "DATE", editor=ed)
    widened(made[0], "polling day", "DATE", entity="2021-10-10", is_meant=True, editor=ed)
    assert [each.mentions.get().value for each in found] == ["2021-11-06", "2021-11-07"]
    assert [each.mentions.get().value for each in made] == ["2021-10-10", "2021-10-10"]


def test_a_rule_never_overrules_a_correction_by_hand(archive, ed, eve):
    mend(archive[2], "Baghdad", "FAC", editor=eve)
    widened(archive[0], "Baghdad", "ORG", editor=ed)
    assert labels(archive[2]) == ["FAC"]


def test_the_same_editor_can_overrule_a_rule_in_one_article(archive, ed):
    widened(archive[0], "Baghdad", "ORG", editor=ed)
    mend(archive[2], "Baghdad", "GPE", editor=ed)
    assert labels(archive[2]) == ["GPE"]


def test_what_was_left_out_stays_as_it_was_also_when_it_bore_no_tag(archive, ed):
    second = SADR.index("Baghdad", SADR.index("Baghdad") + 1)
    leave = [(archive[1].pk, 1, second), (archive[2].pk, 1, OTHER_ATTACK.index("Baghdad"))]
    widened(archive[0], "Baghdad", "ORG", leave=leave, editor=ed)
    assert [labels(made) for made in archive] == [["ORG"], ["ORG"], ["GPE"]]
    call_command("settle", "--check")


def test_a_place_left_out_that_has_changed_since_makes_a_page_stale(archive, ed):
    Article.objects.filter(pk=archive[2].pk).update(revision=2)
    with pytest.raises(Stale):
        widened(archive[0], "Baghdad", "ORG", leave=[(archive[2].pk, 1, 18)], editor=ed)
    assert not Edit.objects.exists()


def test_what_has_no_word_or_no_such_scope_is_refused(archive, ed):
    dots = article("One … two.", [], source="")
    for more, reason in (
        ({"scope": "article"}, "letter"),
        ({"scope": "source"}, "no source"),
        ({"scope": "x"}, "scope"),
    ):
        with pytest.raises(Invalid, match=reason):
            widened(dots, "…", "ORG", editor=ed, **more)
    assert not Edit.objects.exists()


def test_a_preview_counts_what_would_change_and_changes_nothing(archive, ed, eve):
    mend(archive[2], "Baghdad", "FAC", editor=eve)
    found = preview(archive[0], scope="everywhere", **said(archive[0], "Baghdad", "ORG", editor=ed))
    assert (found.mentions, found.articles, found.by_hand, found.by_others) == (4, 3, 1, 1)
    assert [(place.article, place.start, place.now) for place in found.places] == [
        (archive[1], SADR.index("Baghdad"), "GPE"),
        (archive[1], SADR.index("Baghdad fell"), ""),
    ]
    assert (found.is_whole, Edit.objects.count()) == (True, 1)


def test_a_preview_tells_what_it_then_does(archive, ed):
    for scope in ("article", "source", "everywhere"):
        found = preview(archive[0], scope=scope, **said(archive[0], "Baghdad", "ORG", editor=ed))
        edit = widened(archive[0], "Baghdad", "ORG", scope=scope, editor=ed)
        assert found.mentions == Mention.objects.filter(label="ORG").count()
        undo(edit, editor=ed)
        spread_waiting()


def test_a_preview_of_very_many_articles_counts_the_mentions_of_all(archive, ed, monkeypatch):
    monkeypatch.setattr("annotate.surveying.READ", 1)
    found = preview(archive[0], scope="everywhere", **said(archive[0], "Baghdad", "ORG", editor=ed))
    assert (found.mentions, found.articles, found.is_whole) == (3, 3, False)


def test_a_rule_that_was_undone_leaves_every_article_as_it_was(archive, ed, eve):
    before = rows()
    edit = widened(archive[0], "Baghdad", "ORG", leave=[(archive[2].pk, 1, 18)], editor=ed)
    undo(edit, editor=eve, here=archive[1])
    assert labels(archive[1]) == ["GPE"]
    spread_waiting()
    assert rows() == before
    call_command("settle", "--check")


def rows():
    """All that readers see: every column but the ids of derived rows; events keep theirs, for their addresses."""
    told = Evidence.objects.order_by("article", "first_day", "title", "quote")
    return (
        list(Mention.objects.order_by("article", "start").values_list(*columns(Mention))),
        list(Appearance.objects.order_by("article", "entity").values_list(*columns(Appearance))),
        list(told.values_list(*columns(Evidence, "circle"))),
        sorted(told.values_list("event__title", "event__first_day", "event__source_count", "article")),
    )


def columns(model, *left_out):
    return [f.attname for f in model._meta.concrete_fields if not f.primary_key and f.attname not in left_out]


QUOTES = ("Baghdad", "Kadhimi", "Sunday", "Sadr", "Sadr City", "drone attack", "Mustafa al-Kadhimi")
DEEDS = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.sampled_from(QUOTES),
        st.sampled_from(["PERSON", "ORG", "DATE", ""]),
        st.sampled_from(["", "", "Safa Rashid"]),
        st.sampled_from(["mention", "article", "source", "everywhere"]),
        st.booleans(),
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, data=st.data())
def test_any_deeds_undone_in_any_order_leave_the_first_rows(archive, ed, eve, deeds, data):
    """Corrections, rules and undos in any sequence: each undo leaves what the deeds that stand would have made."""
    with transaction.atomic():
        before = rows()
        standing = do(archive, ed, eve, deeds, data)
        spread_waiting()
        check()
        for edit in data.draw(st.permutations(standing)):
            undo(edit, editor=ed)
        spread_waiting()
        after = rows()
        check()
        transaction.set_rollback(True)
    assert after == before


def do(archive, ed, eve, deeds, data) -> list[Edit]:
    """Do deeds, undo some of them on the way; returns those that stand."""
    standing = []
    for number, quote, label, entity, scope, is_eve in deeds:
        made, editor = archive[number], eve if is_eve else ed
        if quote not in made.text or (label == "DATE" and entity):
            continue
        words = said(made, quote, label, editor=editor, entity=entity)
        try:
            if scope == "mention":
                standing.append(correct(made, **words))
            else:
                leave = [(p.article.pk, 1, p.start) for p in preview(made, scope=scope, **words).places[:1]]
                leave = leave if data.draw(st.booleans()) else []
                standing.append(widen(made, scope=scope, is_meant=is_eve, leave=leave, **words))
        except Invalid:
            continue
        if data.draw(st.booleans()):
            spread_waiting()
        if standing and data.draw(st.booleans()):
            undo(standing.pop(data.draw(st.integers(0, len(standing) - 1))), editor=editor)
    return standing


def check():
    call_command("settle", "--check", verbosity=0)
    assert disagreements() == []
