"""Versions of the pipeline: switched on, gone back from, read on trial; what readers see changes only when asked."""

import re
from io import StringIO

import pytest
import spacy
from django.core.management import CommandError, call_command

from annotate import pipelines
from annotate.checking import disagreements
from annotate.editing import correct
from annotate.models import Switch, Tagging
from annotate.pipelines import Refused
from annotate.shadowing import shadow
from annotate.switching import back, use
from annotate.tagging import tag_waiting
from newsroom.models import Article

from .archive import archive, ed
from .test_pipelines import learned_version
from .test_settling import quotes

pytestmark = pytest.mark.django_db

VERSION = "en_ruler-1.0"
AS_LEARNED = [("Green Zone", "ORG"), ("Friday", "DATE"), ("Kadhimi", "ORG")]


@pytest.fixture(autouse=True)
def learned(monkeypatch, tmp_path):
    """One learned version, made here already, that takes the Green Zone and Kadhimi for groups and nothing else."""
    monkeypatch.setattr(pipelines, "folder", lambda: tmp_path / "pipelines")
    learned_version(VERSION)
    nlp = spacy.blank("en", meta={"name": "ruler", "version": "1.0"})
    words = [{"label": "ORG", "pattern": word} for word in ("Green Zone", "Kadhimi")]
    nlp.add_pipe("entity_ruler").add_patterns(words)
    (tmp_path / "pipelines").mkdir()
    nlp.to_disk(tmp_path / "pipelines" / VERSION)


@pytest.fixture
def clash():
    return archive()[0]


def said(made):
    return [(quote, label) for quote, label, _ in quotes(made)]


def rows():
    return list(
        Article.objects.order_by("pk", "mentions__start").values_list(
            "mentions__start", "mentions__label", "mentions__quote"
        )
    )


def check():
    call_command("settle", check=True, stdout=StringIO())
    assert disagreements() == []


def run(*words):
    out = StringIO()
    call_command("pipeline", *words, stdout=out)
    return out.getvalue()


def test_the_shipped_version_is_in_use_until_another_is_switched_on():
    assert pipelines.in_use() == ""
    use("learned-1")
    assert pipelines.in_use().endswith(VERSION)


def test_switching_on_changes_nothing_that_was_read(clash):
    before = rows()
    assert use("learned-1") == 0
    assert rows() == before and not Article.objects.exclude(tag_after=None).exists()


def test_a_worker_sees_the_switch_at_its_next_batch(clash):
    use("learned-1")
    Article.objects.filter(pk=clash.pk).update(tag_after="2021-11-06T00:00Z")
    tag_waiting()
    assert Tagging.objects.filter(article=clash).latest("created_at").pipeline == VERSION
    assert ("Green Zone", "ORG") in said(clash)


def test_the_archive_is_read_again_only_when_asked(clash):
    assert use("learned-1", everything=True) == 3
    tag_waiting()
    assert said(clash) == AS_LEARNED
    check()


def test_going_back_brings_back_what_readers_saw(clash):
    before = rows()
    use("learned-1", everything=True)
    tag_waiting()
    assert rows() != before
    assert back() == ("learned-1", "shipped", 0)
    assert rows() == before and pipelines.in_use() == ""
    check()


def test_what_only_the_version_left_has_read_waits_to_be_read_again(clash):
    use("learned-1", everything=True)
    tag_waiting()
    Tagging.objects.filter(article=clash).exclude(pipeline=VERSION).delete()
    assert back()[2] == 1
    assert said(clash) == AS_LEARNED


def test_there_is_nothing_to_go_back_from_at_first():
    with pytest.raises(Refused, match="nothing to go back from"):
        back()


def test_going_back_goes_from_one_to_the_next_and_forgets_nothing():
    for name in ("learned-1", "shipped", "learned-1"):
        use(name)
    assert [back()[:2] for _ in range(3)] == [
        ("learned-1", "shipped"),
        ("shipped", "learned-1"),
        ("learned-1", "shipped"),
    ]
    use("learned-1")
    assert back()[1] == "shipped"
    assert Switch.objects.count() == 4


def test_reading_on_trial_changes_nothing_that_readers_see(clash):
    before = rows()
    assert shadow("learned-1") == 3
    assert rows() == before
    check()
    assert shadow("learned-1") == 0


def test_a_trial_says_what_would_go_and_what_would_come(clash):
    shadow("learned-1", most=10)
    changes = Tagging.objects.get(article=clash, shadow=True).changes
    told = [(came, clash.text[start:end], label) for came, start, end, label in changes]
    assert told == [
        (0, "Green Zone", "FAC"),
        (1, "Green Zone", "ORG"),
        (0, "Mustafa al-Kadhimi", "PERSON"),
        (1, "Kadhimi", "ORG"),
        (0, "Basra", "GPE"),
    ]


def test_an_editors_word_stands_on_trial_too(clash):
    start = clash.text.index("Basra")
    zone = clash.text.index("Green Zone")
    editor = ed()
    for at, quote, label in ((start, "Basra", "GPE"), (zone, "Green Zone", "FAC")):
        mention = clash.mentions.get(start=at)
        seen = f"{at}-{at + len(quote)}-{label}-{mention.entity_id}"
        correct(
            clash,
            revision=1,
            start=at,
            end=at + len(quote),
            seen=seen,
            label=label,
            entity=mention.entity.name,
            editor=editor,
        )
    shadow("learned-1")
    changes = Tagging.objects.get(article=clash, shadow=True).changes
    assert {clash.text[start:end] for _, start, end, _ in changes} == {"Mustafa al-Kadhimi", "Kadhimi"}


def test_only_the_newest_articles_are_read_on_trial_when_there_are_many(clash):
    assert shadow("learned-1", most=1) == 1
    assert Tagging.objects.get(shadow=True).article.title == "Drone misses prime minister"


def test_what_was_read_on_trial_counts_at_once_when_all_is_to_be_read_again(clash):
    shadow("learned-1")
    assert use("learned-1", everything=True) == 0
    assert said(clash) == AS_LEARNED
    assert not Tagging.objects.filter(shadow=True).exists()
    check()


def test_the_version_in_use_reads_nothing_on_trial():
    use("learned-1")
    with pytest.raises(Refused, match="is in use"):
        shadow("learned-1")


def test_the_owners_word_comes_before_the_versions_here(settings):
    settings.NEWSROOM_PIPELINE = "en_core_web_sm"
    with pytest.raises(Refused, match="owner's word"):
        use("learned-1")


def test_the_command_lists_uses_and_goes_back(clash):
    assert re.search(r"\* shipped", run("list")) and f"learned-1    {VERSION}" in run("list")
    assert "Go back with" in run("use", "learned-1")
    assert "shipped is in use again" in run("back")
    with pytest.raises(CommandError, match="There are: shipped, learned-1"):
        run("use", "learned-7")
