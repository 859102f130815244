"""Who may do what: every address, every method, every one of the cast."""

import pytest
from django.urls import get_resolver

from annotate.models import Edit, Entity, Event
from newsroom.models import Feed

from .archive import ada, archive, cleo, ed, rita

pytestmark = pytest.mark.django_db

# Route -> status by visitor, reader, editor, chief editor, admin. 302 leads to the sign-in, or a form back to its page.
EVERYONE = (200, 200, 200, 200, 200)
NOT_SO = (405, 405, 405, 405, 405)
GET = {
    "": EVERYONE,
    "articles.atom": EVERYONE,
    "articles/<str:ref>.txt": EVERYONE,
    "articles/<str:ref>.<format:format>": EVERYONE,
    "articles/<str:ref>/": EVERYONE,
    "articles/<int:pk>/corrections/": NOT_SO,
    "articles/<int:pk>/version/": EVERYONE,
    "edits/<int:pk>/undo/": NOT_SO,
    "people.atom": EVERYONE,
    "people/": EVERYONE,
    "places.atom": EVERYONE,
    "places/": EVERYONE,
    "groups.atom": EVERYONE,
    "groups/": EVERYONE,
    "entities/<int:pk>/identities/": NOT_SO,
    "entities/<str:ref>.atom": EVERYONE,
    "entities/<str:ref>/": EVERYONE,
    "events.atom": EVERYONE,
    "events.ics": EVERYONE,
    "events.json": EVERYONE,
    "events/": EVERYONE,
    "events/<int:pk>/judgements/": NOT_SO,
    "events/<str:ref>.atom": EVERYONE,
    "events/<str:ref>/": EVERYONE,
    "dates/<str:day>.atom": EVERYONE,
    "dates/<str:day>/": EVERYONE,
    "search/": EVERYONE,
    "search.atom": EVERYONE,
    "search.<format:format>": EVERYONE,
    "names/": EVERYONE,
    "feeds/": EVERYONE,
    "feeds/add/": NOT_SO,
    "feeds/<int:pk>/pause/": NOT_SO,
    "feeds.opml": EVERYONE,
    "desk/": (302, 403, 200, 200, 200),
    "desk/twins/": (302, 403, 200, 200, 200),
    "sign-in/": EVERYONE,
    "sign-out/": NOT_SO,
    "healthz": EVERYONE,
    "readyz": EVERYONE,
    "metrics": EVERYONE,
}
POST = {
    "articles/<int:pk>/corrections/": (403, 403, 409, 409, 409),
    "articles/<int:pk>/version/": NOT_SO,
    "edits/<int:pk>/undo/": (403, 403, 302, 302, 302),
    "entities/<int:pk>/identities/": (403, 403, 422, 422, 422),
    "events/<int:pk>/judgements/": (403, 403, 409, 409, 409),
    "feeds/add/": (403, 403, 302, 302, 302),
    "feeds/<int:pk>/pause/": (403, 403, 302, 302, 302),
    "sign-in/": (403, 403, 403, 403, 403),
    "sign-out/": (302, 302, 302, 302, 302),
}


@pytest.fixture
def cast():
    """Visitor, reader, editor, chief editor, admin."""
    return None, rita(), ed(), cleo(), ada()


@pytest.fixture
def addresses(cast):
    """Route -> an address of it that leads somewhere."""
    clash, _, _ = archive()
    edit = Edit.objects.create(editor=cast[2], article=clash, summary="x")
    feed = Feed.objects.create(url="https://example.org/feed")
    person, event = Entity.objects.first(), Event.objects.first()
    return {
        "articles/<str:ref>.txt": f"{clash.get_absolute_url()[:-1]}.txt",
        "articles/<str:ref>.<format:format>": f"{clash.get_absolute_url()[:-1]}.jsonl",
        "articles/<str:ref>/": clash.get_absolute_url(),
        "articles/<int:pk>/corrections/": f"/articles/{clash.pk}/corrections/",
        "articles/<int:pk>/version/": f"/articles/{clash.pk}/version/",
        "edits/<int:pk>/undo/": f"/edits/{edit.pk}/undo/",
        "entities/<int:pk>/identities/": f"/entities/{person.pk}/identities/",
        "entities/<str:ref>.atom": f"{person.get_absolute_url()[:-1]}.atom",
        "entities/<str:ref>/": person.get_absolute_url(),
        "events/<int:pk>/judgements/": f"/events/{event.pk}/judgements/",
        "events/<str:ref>.atom": f"{event.get_absolute_url()[:-1]}.atom",
        "events/<str:ref>/": event.get_absolute_url(),
        "dates/<str:day>.atom": "/dates/2021-11-05.atom",
        "dates/<str:day>/": "/dates/2021-11-05/",
        "search.atom": "/search.atom?q=drone",
        "search.<format:format>": "/search.jsonl?q=drone",
        "feeds/<int:pk>/pause/": f"/feeds/{feed.pk}/pause/",
    }


def routes():
    return [str(pattern.pattern) for pattern in get_resolver().url_patterns if str(pattern.pattern) != "api/v1/"]


def test_the_table_names_every_address():
    assert sorted(GET) == sorted(routes())


@pytest.mark.parametrize("column", range(5), ids=["visitor", "reader", "editor", "chief", "admin"])
@pytest.mark.parametrize(("method", "table"), [("get", GET), ("post", POST)], ids=["get", "post"])
def test_everyone_may_do_what_the_table_says(client, cast, addresses, method, table, column):
    for route, statuses in table.items():
        if cast[column]:
            client.force_login(cast[column])
        answer = getattr(client, method)(addresses.get(route, f"/{route}"))
        assert (route, answer.status_code) == (route, statuses[column])
        answer.getvalue()  # a stream ends only when it is read
