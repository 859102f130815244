"""Searching: the query language, names however spelt, completion, and that no query is an error."""

import html
import re
from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.models import Alias
from annotate.settling import settle
from newsroom.models import Article
from newsroom.search import Name, Query, When, complete, find, parse

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
MOST_QUERIES = 7


def titles(text):
    return list(find(parse(text))[0].order_by("title").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("rockets", Query("rockets")),
        ("person:Sadr", Query("", (Name("person", "Sadr"),))),
        (
            'rockets person:"Qais al-Khazali" -place:Basra',
            Query("rockets", (Name("person", "Qais al-Khazali"), Name("place", "Basra", True))),
        ),
        ('group:"Fatah', Query("", (Name("group", "Fatah"),))),
        ("PLACE:Basra", Query("", (Name("place", "Basra"),))),
        ("http://person:x", Query("http://person:x")),
        ('person:"" a', Query("a")),
        ("\x00", Query()),
        ("happened-in:Basra", Query("", (Name("place", "Basra", False, True),))),
        ('-happened-in:"Green Zone" x', Query("x", (Name("place", "Green Zone", True, True),))),
        ("when:2021-10", Query("", (), (When(date(2021, 10, 1), date(2021, 10, 31), "October 2021"),))),
        ("-when:2021", Query("", (), (When(date(2021, 1, 1), date(2021, 12, 31), "2021", True),))),
        (
            "when:2021-10-01..2021-10-31 x",
            Query(
                "x",
                (),
                (When(date(2021, 10, 1), date(2021, 10, 31), "Friday 1 October 2021 to Sunday 31 October 2021"),),
            ),
        ),
        ("when:2021-10..", Query("", (), (When(date(2021, 10, 1), date.max, "October 2021 or later"),))),
        ("when:..2021-w44", Query("", (), (When(date.min, date(2021, 11, 7), "until week of 1 November 2021"),))),
        ("when:soon", Query("when:soon")),
        ("when:2021-13 when:..", Query("when:2021-13 when:..")),
        ("when:2021-11..2021-10", Query("when:2021-11..2021-10")),
        ('when:"" a', Query("a")),
    ],
)
def test_a_query_is_taken_apart(text, query):
    assert parse(text) == query


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("drone", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ('"drone attack" -escaped', ["Drone misses prime minister"]),
        ("marched or escaped", ["Kadhimi unharmed", "March on the Green Zone"]),
        ("person:kadhimi", ["Drone misses prime minister", "Kadhimi unharmed", "March on the Green Zone"]),
        ('person:"Mustafa al Kazimi" -place:Baghdad', ["March on the Green Zone"]),
        ("place:basra", ["March on the Green Zone"]),
        ("place:Kadhimi", []),
        ("person:nobody", []),
        ("-person:nobody drone", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ("nothing", []),
        ("when:2021-11-05", ["March on the Green Zone"]),
        ("when:2021-11-07", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ("when:2021-11", ["Drone misses prime minister", "Kadhimi unharmed", "March on the Green Zone"]),
        ("when:2021-11-01..2021-11-06", ["March on the Green Zone"]),
        ("when:2021-11-06..", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ("when:2021-11 -when:2021-11-05", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ("when:2021-10", []),
        ("happened-in:Baghdad", ["Drone misses prime minister", "Kadhimi unharmed"]),
        ("happened-in:Basra", []),
        ("-happened-in:Baghdad", ["March on the Green Zone"]),
        ("-happened-in:Atlantis when:2021-11-05", ["March on the Green Zone"]),
        ("when:2021-11-07 happened-in:Baghdad missed", ["Drone misses prime minister"]),
        ("when:2021-11-05 happened-in:Baghdad", []),
    ],
)
def test_a_query_finds(text, found):
    archive()
    assert titles(text) == found


LATER = "Mustafa al-Kadhimi met farmers in Basra on Monday. In October 2021 the river had fallen in Mosul."
LATER_TAGS = [
    ("Mustafa al-Kadhimi", "PERSON", ""),
    ("Basra", "GPE", ""),
    ("Monday", "DATE", "2021-11-08"),
    ("October 2021", "DATE", "2021-10"),
    ("Mosul", "GPE", ""),
]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("when:2021-11-08 happened-in:Basra", True),
        ("when:2021-10 happened-in:Mosul", True),
        ("when:2021-10 happened-in:Basra", False),
        ("when:2021-10 when:2021-11-08", True),
        ("when:2021-10-15", False),
        ("when:2021-09-20..2021-10-25", True),
        ("when:2021", True),
    ],
)
def test_a_time_and_a_place_are_one_happening_told_no_more_vaguely_than_asked(text, is_found):
    settle([article(LATER, LATER_TAGS, title="River", day=9)])
    assert titles(text) == (["River"] if is_found else [])


def test_the_page_leads_from_a_span_of_time_to_its_events(client):
    archive()
    body = client.get("/search/", {"q": "when:2021-11"}).content.decode()
    assert 'href="/events/?from=2021-11-01&amp;to=2021-11-30">November 2021</a>' in body


def test_the_page_shows_whom_a_name_means_and_where_words_stand(client):
    archive()
    body = client.get("/search/", {"q": "drone person:Kazimi"}).content.decode()
    assert "<mark>drone</mark>" in body
    assert ">Mustafa al-Kadhimi</a>" in body


def test_one_word_for_a_person_means_all_who_bear_it():
    article("Sadr spoke.", [("Sadr", "PERSON", "")], title="Sadr")
    article("Moqtada al-Sadr spoke.", [("Moqtada al-Sadr", "PERSON", "")], title="Moqtada")
    article("Musa al-Sadr spoke.", [("Musa al-Sadr", "PERSON", "")], title="Musa")
    article("Ali Sadrist spoke.", [("Ali Sadrist", "PERSON", "")], title="Ali")
    settle(Article.objects.all())
    assert titles("person:sadr") == ["Moqtada", "Musa", "Sadr"]
    assert titles("person:sadr -person:Musa") == ["Moqtada", "Sadr"]


def test_a_full_name_means_the_woman_and_the_man_who_bear_it():
    for title in ("Mr.", "Mrs."):
        article(f"{title} Kim Lee spoke.", [("Kim Lee", "PERSON", "")], title=title)
    settle(Article.objects.all())
    assert titles('person:"Kim Lee"') == ["Mr.", "Mrs."]
    assert complete("person", "Kim") == ["Kim Lee"]


def test_the_names_that_match_come_first_and_are_marked(client):
    names = ["Basra", "Kirkuk", "Mosul", "Najaf", "Erbil", "Kufa"]
    text = ", ".join(2 * names) + " and Hit"
    article(text, [(name, "GPE", "") for name in (*names, *names, "Hit")], title="Seven towns")
    settle(Article.objects.all())
    chips = client.get("/search/", {"q": "place:Hit -place:Doha"}).context["rows"][0]["chips"]
    assert [chip["name"] for chip in chips] == ["Hit", *names[:5]]
    assert [chip["is_wanted"] for chip in chips] == [True] + 5 * [False]


def test_an_excerpt_has_dots_where_the_text_goes_on(client):
    article("Drone fell, " + "nobody was hurt by it, " * 30, [], title="Fall")
    article("nobody was hurt by it, " * 30 + "then a drone fell.", [], title="Rise")
    rows = client.get("/search/", {"q": "drone fell"}).context["rows"]
    fall, rise = (row["teaser"] for row in sorted(rows, key=lambda row: row["title"]))
    assert fall.startswith("<mark>Drone</mark>") and fall.endswith(" …")
    assert rise.startswith("… ") and rise.endswith("<mark>fell</mark> …")


def test_a_search_names_its_atom_twin(client):
    archive()
    body = client.get("/search/", {"q": 'drone person:"Kazimi"'}).content.decode()
    address = html.unescape(re.search(r'rel="alternate"[^>]* href="([^"]+)"', body)[1])
    assert b"<entry>" in client.get(address).content


def test_the_best_come_first_only_where_words_were_searched(client):
    archive()
    assert "best first" in client.get("/search/", {"q": "drone"}).content.decode()
    assert "best first" not in client.get("/search/", {"q": "person:Kazimi"}).content.decode()


def test_an_accent_or_a_case_is_no_hindrance(client):
    archive()
    assert len(titles("BAGHDAD")) == 2


def test_what_is_found_cannot_smuggle_html(client):
    article("<script>alert(1)</script> drone", [], title="<b>x</b>")
    body = client.get("/search/", {"q": "drone <i>"}).content.decode()
    assert "<script>alert" not in body
    assert "<b>x" not in body
    assert "<i>" not in body
    assert "<mark>" in client.get("/search/", {"q": "drone"}).content.decode()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=80)
    | st.text('":-()&|!<>*\\ aor\x00', max_size=30)
)
def test_no_query_is_an_error(client, text):
    assert client.get("/search/", {"q": text}).status_code == 200
    assert client.get("/search/", {"q": f"person:{text}", "sort": "relevance"}).status_code == 200
    assert client.get("/search/", {"q": f"when:{text} -happened-in:{text} when:0001.. when:..9999"}).status_code == 200


def test_very_long_queries_are_cut(client):
    assert client.get("/search/", {"q": "a " * 3000}).status_code == 200


def test_names_complete_what_is_typed(client):
    archive()
    assert complete("person", "mus") == ["Mustafa al-Kadhimi"]
    assert complete("person", "kazi") == ["Mustafa al-Kadhimi"]
    assert complete("place", "mus") == []
    assert client.get("/names/", {"kind": "place", "q": "ba"}).json() == {"names": ["Baghdad", "Basra"]}


def test_names_are_found_through_their_indexes():
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    assert "alias_trigrams" in Alias.objects.filter(name__icontains="kazimi").explain()
    assert re.search("alias_(prefix|trigrams)", Alias.objects.filter(name__istartswith="kaz").explain())


@pytest.mark.parametrize("typed", ["", "%", "_", "\x00", "\\", "'"])
def test_signs_of_the_database_complete_to_nothing(client, typed):
    archive()
    assert client.get("/names/", {"q": typed}).json() == {"names": []}


def test_the_page_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    archive()
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get("/search/", {"q": "drone place:Baghdad"})
