"""The front page: newest first, one story told once, a pinned cost."""

import pytest

from newsroom.models import Article
from newsroom.paging import SIZE

from .archive import archive
from .test_settling import article

pytestmark = pytest.mark.django_db
QUERIES = 3  # articles, the names they name most, who else reports their stories


def test_the_newest_article_stands_first_and_its_twin_is_folded_under_it(client):
    archive()
    rows = client.get("/").context["rows"]
    assert [row["title"] for row in rows] == ["Drone misses prime minister", "March on the Green Zone"]
    assert [other["source"] for other in rows[0]["others"]] == ["Courier"]


def test_the_sidebar_counts_the_articles_that_name_someone(client):
    archive()
    sections = {section["title"]: section["names"] for section in client.get("/").context["sections"]}
    assert [(name["name"], name["count"]) for name in sections["Who"]] == [("Mustafa al-Kadhimi", 3)]


def test_an_empty_archive_says_where_articles_come_from(client):
    assert "Feeds page" in client.get("/").content.decode()


def test_every_article_is_on_exactly_one_page(client):
    made = {article(f"Text {n}.", [], title=f"Title {n}", source=f"s{n}").pk for n in range(SIZE + 5)}
    first = client.get("/").context
    second = client.get("/", {"before": first["after"]}).context
    pages = [row["pk"] for row in first["rows"]], [row["pk"] for row in second["rows"]]
    assert (len(pages[0]), second["after"]) == (SIZE, "")
    assert sorted(pages[0] + pages[1]) == sorted(made)


@pytest.mark.parametrize("cursor", ["x", "1_", "_1", "1e400_3", "nan_1", "99999999999999999999_1", "-1_x"])
def test_a_cursor_that_is_none_gives_the_first_page(client, cursor):
    archive()
    assert len(client.get("/", {"before": cursor}).context["rows"]) == 2


def test_the_front_page_costs_as_many_queries_however_many_articles(client, django_assert_num_queries):
    archive()
    with django_assert_num_queries(QUERIES):
        client.get("/")


def test_an_article_that_waits_says_so(client):
    made = article("Text.", [])
    Article.objects.filter(pk=made.pk).update(tag_after=made.published_at)
    assert "being read" in client.get("/").content.decode()
