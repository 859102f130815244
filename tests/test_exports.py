"""The timeline for other programs: TimelineJS and iCalendar, with the filters of its page."""

import pytest

from annotate.models import Entity
from annotate.settling import settle

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 2
VAGUE_TAGS = [("October 2019", "DATE", "2019-10"), ("2014", "DATE", "2014")]


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def slides(client, **query):
    return {slide["text"]["headline"]: slide for slide in client.get("/events.json", query).json()["events"]}


def summaries(client, **query):
    answer = client.get("/events.ics", query)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.decode().replace("\r\n ", "").split("\r\n")
    return [line.removeprefix("SUMMARY:") for line in lines if line.startswith("SUMMARY:")]


def test_both_begin_with_the_earliest_event(client):
    assert summaries(client)[0] == "March on the Green Zone"
    assert next(iter(slides(client))) == "March on the Green Zone"


def test_both_keep_the_filters_of_the_page(client):
    assert summaries(client, place="Baghdad") == ["Kadhimi unharmed"]
    assert list(slides(client, place=Entity.objects.get(name="Baghdad").pk)) == ["Kadhimi unharmed"]
    assert summaries(client, to="2021-11-05") == summaries(client)[:1]
    assert summaries(client, person="Nobody") == []


def test_a_slide_has_the_day_the_sentence_and_its_source(client):
    slide = slides(client)["Kadhimi unharmed"]
    assert slide["start_date"] == {"year": 2021, "month": 11, "day": 7}
    assert slide["group"] == "Baghdad"
    assert slide["text"]["text"].startswith("<p>“Mustafa al-Kadhimi escaped a drone attack in Baghdad on Sunday.”")
    assert "Courier</a>" in slide["text"]["text"]
    assert "end_date" not in slide


def test_a_date_is_as_precise_as_the_text(client):
    text = "Talks began. Militants protested in October 2019. The city fell in 2014."
    settle([article(text, VAGUE_TAGS, title="Talks", source="Ledger")])
    found = slides(client)
    assert found["Militants protested"]["start_date"] == {"year": 2019, "month": 10}
    assert found["City fell"]["start_date"] == {"year": 2014}


def test_what_timelinejs_takes_for_html_is_escaped(client):
    made = article("<b>Floods</b> came on Sunday.", [("Sunday", "DATE", "2021-11-07")], title="<i>x</i>", source="<u>")
    settle([made])
    slide = slides(client)["&lt;i&gt;x&lt;/i&gt;"]
    assert "<b>" not in slide["text"]["text"] and "<u>" not in slide["text"]["text"]


@pytest.mark.parametrize("path", ["/events.json", "/events.ics"])
def test_an_export_costs_a_pinned_number_of_queries(client, django_assert_num_queries, path):
    with django_assert_num_queries(QUERIES):
        client.get(path)
