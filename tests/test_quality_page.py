"""The desk's pages of quality and of versions on trial: figures by hand, editors only, a pinned cost."""

import pytest
from django.utils import timezone

from annotate.editing import correct, undo
from annotate.models import Edit, Review, Switch, Tagging, Version
from annotate.nlp.quality import Share
from annotate.quality import quality
from annotate.reports import Report, keep
from annotate.settling import settle

from .archive import archive, ed

pytestmark = pytest.mark.django_db
REPORT = Report("old", 30, 90, 4, 3, 0.5, 80, (("Corrections held out", 40, 12, 9),))
QUERIES = 12  # session, user and his rights; six for the figures, or for a page of a trial; and two of versions


@pytest.fixture
def editor():
    return ed()


@pytest.fixture
def clash():
    return archive()[0]


@pytest.fixture
def page(client, editor):
    client.force_login(editor)
    return lambda address="/desk/quality/", **asked: client.get(address, asked)


def say(article, quote, label, editor, longer=""):
    """Correct a mark, or add one, and settle."""
    article.refresh_from_db()
    start = article.text.index(longer or quote)
    end = start + len(longer or quote)
    mention = article.mentions.select_related("entity").filter(quote=quote).first()
    seen = f"{mention.start}-{mention.end}-{mention.label}-{mention.entity_id or mention.value}" if mention else ""
    entity = mention.entity.name if mention and mention.label == label and mention.entity and not longer else ""
    said = {"start": start, "end": end, "seen": seen, "label": label, "entity": entity}
    return correct(article, revision=article.revision, editor=editor, **said)


def review(article, editor):
    edit = Edit.objects.create(editor=editor, article=article, summary="Reviewed.")
    Review.objects.create(edit=edit, article=article, revision=article.revision)
    return edit


def test_precision_counts_accepted_and_rejected_marks(clash, editor):
    say(clash, "Green Zone", "FAC", editor)
    say(clash, "Basra", "", editor)
    found = quality()
    assert found.whole.precision() == Share(1, 2)
    assert (found.whole.precision("FAC"), found.whole.precision("GPE")) == (Share(1, 1), Share(0, 1))
    assert found.whole.recall() == Share(0, 0)


def test_what_was_undone_does_not_count(clash, editor):
    undo(say(clash, "Basra", "", editor), editor=editor)
    assert quality().whole.precision() == Share(0, 0)


def test_recall_counts_marks_added_in_reviewed_articles_only(clash, editor):
    say(clash, "marches", "EVENT", editor)
    assert quality().whole.recall() == Share(0, 0)
    edit = review(clash, editor)
    assert quality().whole.recall() == Share(4, 5)
    assert quality().whole.reviewed_precision() == Share(4, 4)
    undo(edit, editor=editor)
    assert quality().whole.recall() == Share(0, 0)


def test_a_review_of_an_older_revision_says_nothing_of_the_new_text(clash, editor):
    review(clash, editor)
    clash.revision = 2
    clash.save()
    assert quality().reviewed == 0


def test_each_source_and_each_version_has_its_own_figures(clash, editor):
    spans = [[0, 1, "ORG", "", None]]
    Tagging.objects.create(article=clash, revision=1, pipeline="older", spans=spans, created_at="2021-01-01T00:00Z")
    say(clash, "Basra", "GPE", editor)
    found = quality()
    assert found.sources["Ledger"].precision() == found.versions["test-1"].precision() == Share(1, 1)
    assert found.versions["older"].precision() == Share(0, 0)
    assert list(found.sources) == ["Ledger"]


def test_the_page_shows_shares_with_counts_and_intervals(page, clash, editor):
    say(clash, "Basra", "GPE", editor)
    review(clash, editor)
    said = " ".join(page().content.decode().split())
    assert '<strong>100 %</strong> <span class="count">1/1</span> <span class="soft">21–100 %</span>' in said
    assert '<strong>100 %</strong> <span class="count">4/4</span> <span class="soft">51–100 %</span>' in said
    assert "Editors look at doubtful marks first" in said


def test_the_page_says_what_is_taken_for_what(page, clash, editor):
    say(clash, "Basra", "ORG", editor)
    say(clash, "Green Zone", "FAC", editor, longer="the Green Zone")
    table = page().context["confusion"]
    assert table["columns"] == ["Group", "other borders"]
    assert table["rows"] == [
        ("Place", [(1, False), (0, False)]),
        ("Building or square", [(0, False), (1, False)]),
    ]


def test_before_anybody_said_anything_the_page_says_what_to_do(page, clash):
    said = page().content.decode()
    assert "No editor has said anything" in said and "manage.py train" in said


def test_the_page_shows_what_became_of_the_last_training(page):
    report = keep(REPORT, b"what was learned")
    assert page().context["report"] == report
    assert "Kept as learned-1: no worse anywhere." in page().content.decode()


def test_the_page_says_when_the_version_in_use_is_for_another_newsroom(page, clash):
    keep(REPORT, b"what was learned")
    Switch.objects.create(version=Version.objects.get())
    assert page().context["amiss"] == ""
    Version.objects.update(base="en_names-1.0-0a")
    assert "learned-1 is switched on, but it continues en_names-1.0-0a" in page().content.decode()


def test_the_page_costs_the_same_for_one_article_and_for_many(page, clash, editor, django_assert_max_num_queries):
    for article in archive():
        say(article, "Sunday" if "Sunday" in article.text else "Basra", "", editor)
        review(article, editor)
    with django_assert_max_num_queries(QUERIES):
        page()


def trial(article, spans, changes, version="trial-1"):
    return Tagging.objects.create(
        article=article, revision=1, pipeline=version, spans=spans, shadow=True, changes=changes
    )


def test_without_a_trial_the_page_says_how_to_start_one(page, clash):
    assert "manage.py pipeline shadow VERSION" in page("/desk/quality/shadow/").content.decode()


def test_a_trial_shows_the_most_changed_articles_first_side_by_side(page, clash):
    other = archive()[1]
    keep = [[m.start, m.end, m.label, m.value, None] for m in other.mentions.exclude(quote="Baghdad")]
    gone = other.mentions.get(quote="Baghdad")
    trial(other, keep, [[0, gone.start, gone.end, "GPE"]])
    trial(clash, [], [[0, 0, 1, "FAC"]] * 4)
    context = page("/desk/quality/shadow/").context
    assert [row["title"] for row in context["rows"]] == ["March on the Green Zone", "Kadhimi unharmed"]
    [change] = context["rows"][1]["changes"]
    assert (change["quote"], change["now"], change["then"]) == ("Baghdad", "Place: Baghdad", "nothing")


def test_what_editors_said_since_the_trial_is_heeded(page, clash, editor):
    spans = [[m.start, m.end, m.label, m.value, None] for m in clash.mentions.exclude(quote="Basra")]
    basra = clash.mentions.get(quote="Basra")
    read = trial(clash, spans, [[0, basra.start, basra.end, "GPE"]])
    say(clash, "Basra", "GPE", editor)
    assert page("/desk/quality/shadow/").context["rows"] == []
    read.refresh_from_db()
    assert read.changes == []


def test_a_trial_counts_changes_by_label(page, clash):
    basra = clash.mentions.get(quote="Basra")
    spans = [[m.start, m.end, m.label, m.value, None] for m in clash.mentions.exclude(quote="Basra")]
    trial(clash, [*spans, [basra.start, basra.end, "ORG", "", None]], [[0, basra.start, basra.end, "GPE"]])
    sums = page("/desk/quality/shadow/").context["sums"]
    assert sums == [("Place", 1, 0), ("Group", 0, 1)]


def test_a_trial_page_costs_a_pinned_number_of_queries(page, clash, django_assert_max_num_queries):
    for article in archive():
        trial(article, [], [[0, 0, 1, "FAC"]])
    with django_assert_max_num_queries(QUERIES):
        page("/desk/quality/shadow/")


def test_settling_never_takes_what_was_read_on_trial(clash):
    trial(clash, [], [])
    Tagging.objects.filter(shadow=True).update(created_at=timezone.now())
    assert settle([clash]) == 0


def test_exports_and_why_leave_out_what_was_read_on_trial(client, clash):
    trial(clash, [[0, 1, "ORG", "", None]], [])
    assert "trial-1" not in client.get(f"/articles/{clash.pk}-x.jsonl").content.decode()
    assert (
        "trial-1" not in client.get(f"/articles/{clash.pk}-x/", {"mark": clash.mentions.first().start}).content.decode()
    )
