"""Coverage over time: which steps a span gets, what counts in each, and how it is drawn."""

import itertools
import re
from datetime import date

import pytest
from lxml import etree

from annotate.models import Event
from newsroom.coverage import Bar, coverage, steps
from newsroom.timeline import Filter
from newsroom.views.chart import draw


@pytest.mark.parametrize(
    ("first", "last", "name", "number"),
    [
        (date(2021, 11, 1), date(2021, 11, 30), "day", 30),
        (date(2021, 10, 1), date(2021, 11, 30), "week", 10),
        (date(2021, 1, 15), date(2021, 12, 1), "month", 12),
        (date(2009, 5, 1), date(2021, 2, 1), "year", 13),
        (date(1914, 1, 1), date(2021, 2, 1), "decade", 12),
        (date(1, 1, 1), date.max, "century", 100),
    ],
)
def test_a_span_is_covered_by_steps_that_meet(first, last, name, number):
    found, spans = steps(first, last)
    assert (found, len(spans)) == (name, number)
    assert spans[0][0] <= first and spans[-1][1] >= last
    assert all((after[0] - before[1]).days == 1 for before, after in itertools.pairwise(spans))


def happened(first, last=None, sources=1):
    day, last = date.fromisoformat(first), date.fromisoformat(last or first)
    Event.objects.create(title="It", first_day=day, last_day=last, precision="day", kind="other", source_count=sources)


@pytest.mark.django_db
def test_a_bar_counts_reports_and_nothing_told_more_vaguely():
    happened("2021-11-02", sources=3)
    happened("2021-11-02")
    happened("2021-11-04", sources=2)
    happened("2021-11-01", "2021-11-30")
    happened("2021-11-03", sources=0)
    bars = coverage(Filter(first=date(2021, 11, 1), last=date(2021, 11, 5)))
    assert [(bar.first.day, bar.reports) for bar in bars] == [(1, 0), (2, 4), (3, 0), (4, 2), (5, 0)]
    assert (bars[1].words, bars[1].short) == ("Tuesday 2 November 2021", "2 Nov")


@pytest.mark.django_db
def test_without_a_span_the_chart_is_where_most_events_lie():
    for day in range(1, 29):
        happened(f"2021-11-{day:02}")
        happened(f"2021-10-{day:02}")
    happened("1914-06-28")
    happened("2050-01-01")
    bars = coverage(Filter())
    assert (bars[0].first, bars[-1].last) == (date(2021, 9, 27), date(2021, 11, 28))


@pytest.mark.django_db
def test_a_single_day_and_an_empty_archive_have_no_chart():
    assert coverage(Filter()) == []
    happened("2021-11-02")
    assert coverage(Filter()) == []
    assert coverage(Filter(first=date(2021, 11, 2), last=date(2021, 11, 2))) == []


def chart(*reports):
    bars = [Bar(date(2021, n, 1), date(2021, n, 28), f"<{n}>", f"{n}", count) for n, count in enumerate(reports, 1)]
    return etree.fromstring(f"<div>{draw(bars, lambda bar: f'?from={bar.first}&to={bar.last}')}</div>")


def test_the_drawing_says_what_it_shows_and_the_list_beside_it_has_every_number():
    drawn = chart(2, 0, 4)
    image = drawn.find(".//svg")
    assert image.get("role") == "img"
    named = {each.get("id"): each.text for each in image if each.tag in ("title", "desc")}
    assert all(named[name] for name in image.get("aria-labelledby").split())
    assert "The most: <3>, 4 reports" in named["coverage-desc"]
    assert [" ".join(link.itertext()) for link in drawn.findall(".//ol//a")] == ["<1>, 2 reports", "<3>, 4 reports"]
    assert drawn.find(".//ol//a").get("href") == "?from=2021-01-01&to=2021-01-28"
    assert image.findall(".//a") == []


def test_bars_are_as_tall_as_what_they_count_and_stay_inside():
    bars = chart(1, 0, 4, 1000).findall(".//rect")
    assert [bar.get("height") for bar in bars] == ["2", "2", "88"]
    for bar in bars:
        left, width = (float(re.sub("%", "", bar.get(name))) for name in ("x", "width"))
        assert left >= 0 and left + width <= 100
