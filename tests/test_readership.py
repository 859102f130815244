"""How often articles are opened: counted in memory, written down now and then, without a trace of who it was."""

import pytest
from django.db import OperationalError

from annotate.models import Readership
from newsroom import readership

from .archive import archive, ed, rita

pytestmark = pytest.mark.django_db
VISIT = {"Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}


@pytest.fixture(autouse=True)
def _nothing_counted():
    readership._opened.clear()
    yield
    readership._opened.clear()


@pytest.fixture
def clash():
    return archive()[0]


def opened(made):
    readership.write_down()
    return Readership.objects.filter(article=made).values_list("count", flat=True).first() or 0


def test_a_page_that_a_person_opens_counts_once(client, clash):
    client.get(clash.get_absolute_url(), headers=VISIT)
    assert not Readership.objects.exists()
    client.get(clash.get_absolute_url(), headers=VISIT)
    assert opened(clash) == 2
    client.get(clash.get_absolute_url(), headers=VISIT)
    assert (opened(clash), opened(clash)) == (3, 3)


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("", {}),
        ("", VISIT | {"Sec-Purpose": "prefetch;prerender"}),
        ("", VISIT | {"Sec-Fetch-Dest": "iframe"}),
        ("", VISIT | {"HX-Request": "true"}),
        ("?mark=18", VISIT),
        ("?revision=1", VISIT),
    ],
)
def test_crawlers_prefetching_and_parts_of_a_page_do_not_count(client, clash, path, headers):
    client.get(clash.get_absolute_url() + path, headers=headers)
    assert opened(clash) == 0


def test_a_head_does_not_count(client, clash):
    client.head(clash.get_absolute_url(), headers=VISIT)
    assert opened(clash) == 0


def test_readers_with_an_account_count_and_editors_do_not(client, clash):
    client.force_login(rita())
    client.get(clash.get_absolute_url(), headers=VISIT)
    client.force_login(ed())
    client.get(clash.get_absolute_url(), headers=VISIT)
    assert opened(clash) == 1


def test_counting_costs_the_page_no_query(client, clash, django_assert_num_queries):
    client.get(clash.get_absolute_url(), headers=VISIT)
    with django_assert_num_queries(4):
        client.get(clash.get_absolute_url(), headers=VISIT)


def test_what_cannot_be_written_down_is_counted_later(client, clash, monkeypatch):
    client.get(clash.get_absolute_url(), headers=VISIT)

    def away(counted):
        raise OperationalError("gone")

    with monkeypatch.context() as patched:
        patched.setattr(readership, "add_readers", away)
        assert readership.write_down() == 0
    assert opened(clash) == 1
