"""manage.py train: learns from corrections when asked, holds out a tenth, keeps only what is no worse."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from annotate import learning, pipelines
from annotate.checks import packaged
from annotate.learning import parted, train
from annotate.lessons import Taught, taught
from annotate.models import Correction, Edit, Rule
from annotate.pipelines import Refused
from annotate.reports import Report, keep, last_report
from annotate.settling import settle
from annotate.switching import use
from annotate.tagging import tag_waiting
from newsroom.ingest.documents import Document
from newsroom.models import Article
from newsroom.storing import store

from .archive import archive, ed
from .test_quality_page import review, say

pytestmark = pytest.mark.django_db

# The shipped pipeline takes Trawl Sixteen for a group; to the editors of this paper it is a building.
TEXT = "The harbour of {} was closed. Fishermen of Trawl Sixteen met on Friday and praised Trawl Sixteen."
PLACES = "Basra Umm Fao Doha Aden Muscat Dubai Beirut Tripoli Latakia Haifa Jeddah".split()


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch, tmp_path):
    monkeypatch.setattr(pipelines, "folder", lambda: tmp_path / "pipelines")


@pytest.fixture
def quick(monkeypatch):
    """The smallest of the packaged checks, a few texts to go over again."""
    monkeypatch.setattr(learning, "packaged", lambda: packaged()[1:2])
    return {"again": 200, "steps": 60, "least": 10}


def lesson(number):
    return Taught(number, None, None, [])


def test_a_tenth_is_held_out_and_nearly_the_same_tenth_when_more_is_corrected():
    few, others = parted([lesson(number) for number in range(200)])
    assert (len(few), len(others)) == (20, 180)
    more, _ = parted([lesson(number) for number in range(220)])
    assert len({each.article for each in few} - {each.article for each in more}) <= 4
    assert not {each.article for each in few} & {each.article for each in others}


def test_with_too_few_corrections_nothing_is_learned_and_the_reason_is_told():
    say(archive()[0], "Basra", "", ed())
    with pytest.raises(Refused, match="1 articles have corrections of names: learning needs 20"):
        train()
    assert pipelines.names() == ["shipped"]


def test_lessons_are_standing_corrections_of_names_and_reviewed_articles():
    clash, attack, other = archive()
    editor = ed()
    say(clash, "Basra", "", editor)
    say(attack, "Sunday", "DATE", editor)
    review(other, editor)
    lessons = {each.article: each.lesson for each in taught()}
    assert list(lessons) == [clash.pk, other.pk]
    assert [(said.label, clash.text[said.start : said.end]) for said in lessons[clash.pk].said] == [("", "Basra")]
    assert [span.label for span in lessons[other.pk].settled] == ["GPE", "DATE", "PERSON"]
    Edit.objects.update(retired_at="2021-11-09T00:00Z")
    assert taught() == []


def test_a_rule_is_no_lesson():
    clash, _, _ = archive()
    Rule.objects.create(edit=Edit.objects.create(editor=ed(), summary="x"), quote="Basra", label="ORG")
    settle([clash])
    assert taught() == []


def test_another_pipeline_of_the_owner_is_not_continued(settings):
    settings.NEWSROOM_PIPELINE = "en_core_web_sm"
    with pytest.raises(CommandError, match="owner's word"):
        call_command("train", stdout=StringIO())


def test_a_version_that_is_worse_is_not_kept_and_the_report_says_on_what():
    rows = (("Checks", 10, 1, 1), ("Corrections held out", 5, 2, 3))
    report = keep(Report("old", 30, 90, 4, 3, 0.5, 80, rows), b"what was learned")
    assert report.sentence == "Not kept: it is worse on Corrections held out (2 mistakes before, 3 after)."
    assert pipelines.names() == ["shipped"] and last_report() == report


def corrected():
    """Twelve articles in which an editor says twice that Trawl Sixteen is a building."""
    for place in PLACES:
        store(Document(title=place, text=TEXT.format(place), key=place))
    tag_waiting()
    editor = ed()
    for article in Article.objects.all():
        edit = Edit.objects.create(editor=editor, article=article, summary="x")
        start = 0
        while (start := article.text.find("Trawl Sixteen", start)) >= 0:
            end = start + len("Trawl Sixteen")
            said = {"start": start, "end": end, "quote": "Trawl Sixteen", "label": "FAC"}
            Correction.objects.create(edit=edit, article=article, revision=1, **said)
            start = end
    settle(Article.objects.all())


def reading():
    text = TEXT.format("Sur")
    return [(text[span.start : span.end], span.label) for span in next(pipelines.load_in_use().read([text]))]


@pytest.mark.slow
def test_what_editors_put_right_is_read_right_in_articles_it_did_not_learn_from(quick, monkeypatch, tmp_path):
    """Without the packaged checks, so at full strength: which articles are held out follows from their numbers."""
    monkeypatch.setattr(learning, "packaged", lambda: [])
    corrected()
    report = train(**quick)
    asked, before, after = report.rows[-1][1:]
    assert (report.articles, report.held_out, asked) == (12, 2, 4)
    assert after < before and report.name == "learned-1" and "Kept as learned-1" in report.sentence
    assert pipelines.names() == ["shipped", "learned-1"] and pipelines.in_use() == ""
    assert last_report() == report
    before = reading()
    monkeypatch.setattr(pipelines, "folder", lambda: tmp_path / "another machine")
    use("learned-1")
    assert pipelines.load_in_use().version == report.version
    after = reading()
    assert ("Trawl Sixteen", "FAC") in after and ("Trawl Sixteen", "FAC") not in before


@pytest.mark.slow
def test_a_version_that_fails_the_checks_leaves_no_trace_but_its_report(quick, monkeypatch):
    corrected()
    counts = iter(range(100))
    monkeypatch.setattr("annotate.checks.Check.mistakes", lambda check, pipeline: next(counts))
    report = train(**quick)
    assert report.name == "" and report.sentence.startswith("Not kept: it is worse on News written to check with")
    assert pipelines.names() == ["shipped"] and last_report() == report


def test_saving_a_correction_starts_no_training(monkeypatch):
    monkeypatch.setattr(learning, "learn", lambda *a, **k: pytest.fail("it learned"))
    clash, _, _ = archive()
    say(clash, "Basra", "", ed())
    review(clash, Edit.objects.first().editor)
    assert pipelines.names() == ["shipped"] and last_report() is None
