"""The archive that the benchmark makes up: as large as asked, always the same, and such that stories come together."""

from datetime import date

import pytest

from annotate.linking import link
from annotate.models import Event, Evidence
from annotate.settling import settle
from newsroom.bench.clock import Clock
from newsroom.bench.invented import fill
from newsroom.bench.scores import scores
from newsroom.models import Article

from .test_linking import newsstand

pytestmark = pytest.mark.django_db(transaction=True)


def fill_anew():
    Article.objects.all().delete()
    Event.objects.all().delete()
    settle(newsstand())
    return fill(200, date(2022, 3, 1))


def test_the_archive_has_the_size_that_was_asked_for_and_stories_that_come_together():
    ids = fill_anew()
    assert Article.objects.filter(pk__in=ids).count() == 200
    link(ids)
    assert Event.objects.filter(source_count__gt=1, evidence__article__in=ids).exists()
    assert Event.objects.filter(evidence__article__in=ids).distinct().count() > 50


def test_the_archive_is_made_up_the_same_each_time():
    told = ("first_day", "last_day", "telling")
    first = list(Evidence.objects.filter(article__in=fill_anew()).order_by("pk").values_list(*told))
    assert first == list(Evidence.objects.filter(article__in=fill_anew()).order_by("pk").values_list(*told))


def test_the_clock_counts_what_postgres_does_for_us():
    clock = Clock()
    Article.objects.raw("SELECT count(*) AS id FROM generate_series(1, 2000000)")[0]
    here, there = clock.lap()
    assert there > 5 * here > 0


def test_where_there_are_no_annotated_texts_the_scores_say_so(tmp_path):
    assert list(scores(tmp_path)) == [f"no annotated texts in {tmp_path}; DATA=folder says where they are"]
