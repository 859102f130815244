"""People, places and groups: the lists and the page of each."""

import pytest

from annotate.models import Entity

from .archive import archive

pytestmark = pytest.mark.django_db
QUERIES_OF_A_LIST = 1
MOST_QUERIES = 10


@pytest.fixture(autouse=True)
def _archive(db):
    archive()


def names(client, address, **query):
    return [row["name"] for row in client.get(address, query).context["rows"]]


def kadhimi():
    return Entity.objects.get(kind="person")


def test_a_list_holds_its_kind_the_most_named_first(client):
    assert names(client, "/people/") == ["Mustafa al-Kadhimi"]
    assert names(client, "/places/") == ["Baghdad", "Green Zone", "Basra"]
    assert names(client, "/groups/") == []


def test_a_list_is_searched_by_any_spelling(client):
    assert names(client, "/people/", q="kazimi") == ["Mustafa al-Kadhimi"]
    assert names(client, "/places/", q="kazimi") == []


def test_a_list_costs_one_query(client, django_assert_num_queries):
    with django_assert_num_queries(QUERIES_OF_A_LIST):
        client.get("/places/")


def test_a_page_shows_spellings_articles_companions_and_events(client):
    context = client.get(kadhimi().get_absolute_url()).context
    assert context["spellings"] == ["Mustafa al Kazimi"]
    assert [row["title"] for row in context["rows"]] == [
        "Drone misses prime minister",
        "Kadhimi unharmed",
        "March on the Green Zone",
    ]
    assert [other["name"] for other in context["companions"]] == ["Baghdad", "Green Zone", "Basra"]
    assert context["events"][0]["sources"] == 2


def test_a_page_costs_a_bounded_number_of_queries(client, django_assert_max_num_queries):
    address = kadhimi().get_absolute_url()
    with django_assert_max_num_queries(MOST_QUERIES):
        client.get(address)


def test_an_old_name_in_the_address_leads_to_the_new_one(client):
    answer = client.get(f"/entities/{kadhimi().pk}-somebody/")
    assert (answer.status_code, answer["Location"]) == (301, kadhimi().get_absolute_url())


def test_after_a_merge_the_old_address_leads_to_the_one_that_stays(client):
    old = Entity.objects.create(kind="person", name="M. Kadhimi", merged_into=kadhimi())
    answer = client.get(old.get_absolute_url())
    assert (answer.status_code, answer["Location"]) == (302, old.merged_into.get_absolute_url())


@pytest.mark.parametrize("ref", ["0-x", "x", "99999999999999999999"])
def test_an_entity_that_is_none_is_not_found(client, ref):
    assert client.get(f"/entities/{ref}/").status_code == 404
    assert client.get(f"/entities/{ref}.atom").status_code == 404


@pytest.mark.parametrize("cursor", ["x", "_", "1_x", "9" * 30 + "_1", "\x00"])
def test_a_cursor_that_is_none_gives_the_first_page(client, cursor):
    assert len(names(client, "/places/", after=cursor)) == 3
