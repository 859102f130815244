"""Who may do what: every address, every method, every one of the cast."""

import pytest
from django.urls import get_resolver

from annotate.models import Edit, Entity, Event, Mention
from newsroom.api.routes import api
from newsroom.models import Article, Feed

from .archive import CLASH, ada, archive, cleo, ed, rita

pytestmark = pytest.mark.django_db

# Route -> status by visitor, reader, editor, chief editor, admin. 302 leads to the sign-in, or a form back to its page.
# Route -> status by visitor, reader, editor, chief editor and admin. 302 leads a visitor to the sign-in, or a form back
# to its page. HEAD is answered as GET is; a POST that is not in its table, a PUT and a DELETE are refused everywhere.
EVERYONE = (200, 200, 200, 200, 200)
EDITORS = (302, 403, 200, 200, 200)
NOT_SO = (405, 405, 405, 405, 405)
GET = {
    "": EVERYONE,
    "articles.atom": EVERYONE,
    "articles/<str:ref>.txt": EVERYONE,
    "articles/<str:ref>.<format:format>": EVERYONE,
    "articles/<str:ref>/": EVERYONE,
    "articles/<int:pk>/corrections/": NOT_SO,
    "articles/<int:pk>/flags/": EVERYONE,
    "articles/<int:pk>/reviews/": NOT_SO,
    "articles/<int:pk>/notes/": NOT_SO,
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
    "desk/twins/": EDITORS,
    "desk/": EDITORS,
    "desk/certainty/": EDITORS,
    "desk/decisions/": NOT_SO,
    "desk/edits/": EDITORS,
    "desk/quality/": EDITORS,
    "desk/quality/shadow/": EDITORS,
    "desk/detached/": EDITORS,
    "sign-in/": EVERYONE,
    "sign-out/": NOT_SO,
    "healthz": EVERYONE,
    "readyz": EVERYONE,
    "metrics": EVERYONE,
    "api/v1/articles": EVERYONE,
    "api/v1/articles/<int:id>": EVERYONE,
    "api/v1/articles/<int:id>/export": EVERYONE,
    "api/v1/entities": EVERYONE,
    "api/v1/entities/<int:id>": EVERYONE,
    "api/v1/events": EVERYONE,
    "api/v1/events/<int:id>": EVERYONE,
    "api/v1/export": EVERYONE,
    "api/v1/openapi.json": EVERYONE,
    "api/v1/search": EVERYONE,
}
POST = {
    "articles/<int:pk>/corrections/": (403, 403, 409, 409, 409),
    "articles/<int:pk>/flags/": (409, 409, 409, 409, 409),
    "articles/<int:pk>/reviews/": (403, 403, 409, 409, 409),
    "desk/decisions/": (403, 403, 404, 404, 404),
    "articles/<int:pk>/notes/": (403, 403, 422, 422, 422),
    "articles/<int:pk>/version/": NOT_SO,
    "desk/detached/": (302, 403, 422, 422, 422),
    "edits/<int:pk>/undo/": (403, 403, 302, 302, 302),
    "entities/<int:pk>/identities/": (403, 403, 422, 422, 422),
    "events/<int:pk>/judgements/": (403, 403, 409, 409, 409),
    "feeds/add/": (403, 403, 302, 302, 302),
    "feeds/<int:pk>/pause/": (403, 403, 302, 302, 302),
    "sign-in/": (403, 403, 403, 403, 403),
    "sign-out/": (302, 302, 302, 302, 302),
}
# What of one address needs more: (route, what is posted) -> status. The edit is the editor's own, the other is Cleo's.
DEEDS = {
    ("articles/<int:pk>/corrections/", "here"): (403, 403, 302, 302, 302),
    ("articles/<int:pk>/corrections/", "article"): (403, 403, 200, 200, 200),
    ("articles/<int:pk>/corrections/", "source"): (403, 403, 200, 200, 200),
    ("articles/<int:pk>/corrections/", "everywhere"): (403, 403, 403, 200, 200),
    ("articles/<int:pk>/corrections/", "everywhere, sure"): (403, 403, 403, 302, 302),
    ("edits/<int:pk>/undo/", "own"): (403, 403, 302, 302, 302),
    ("edits/<int:pk>/undo/", "another's"): (403, 403, 403, 302, 302),
}


CAST = ["visitor", "reader", "editor", "chief", "admin"]


ONLY_GET = {route for route in GET if route.startswith("api/v1/")} - {
    "api/v1/openapi.json"
}  # django-ninja knows no HEAD


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
        "articles/<int:pk>/flags/": f"/articles/{clash.pk}/flags/?start={CLASH.index('Basra')}",
        "articles/<int:pk>/reviews/": f"/articles/{clash.pk}/reviews/",
        "articles/<int:pk>/notes/": f"/articles/{clash.pk}/notes/",
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
        "api/v1/articles/<int:id>": f"/api/v1/articles/{clash.pk}",
        "api/v1/articles/<int:id>/export": f"/api/v1/articles/{clash.pk}/export",
        "api/v1/entities/<int:id>": f"/api/v1/entities/{person.pk}",
        "api/v1/events/<int:id>": f"/api/v1/events/{event.pk}",
        "api/v1/search": "/api/v1/search?q=drone",
        "feeds/<int:pk>/pause/": f"/feeds/{feed.pk}/pause/",
    }


def routes():
    own = [str(pattern.pattern) for pattern in get_resolver().url_patterns if str(pattern.pattern) != "api/v1/"]
    told = [f"api/v1/{pattern.pattern}" for pattern in api.urls[0]]
    return own + [route for route in told if route != "api/v1/"]  # which is only there to be completed


def test_the_table_names_every_address():
    assert sorted(GET) == sorted(routes())
    assert POST.keys() <= GET.keys()


@pytest.mark.parametrize("column", range(5), ids=CAST)
@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete"])
def test_everyone_may_do_what_the_table_says(client, cast, addresses, method, column):
    if cast[column]:
        client.force_login(cast[column])
    answered = {}
    for route in GET:
        answer = getattr(client, method)(addresses.get(route, f"/{route}"))
        answer.getvalue()  # a stream ends only when it is read
        answered[route] = answer.status_code
        if cast[column]:
            client.force_login(cast[column])  # signing out is one of the deeds
    head = {route: statuses for route, statuses in GET.items() if route not in ONLY_GET}
    table = {"get": GET, "head": head, "post": POST}.get(method, {})
    assert answered == {route: table.get(route, NOT_SO)[column] for route in GET}


@pytest.mark.parametrize("column", range(5), ids=CAST)
@pytest.mark.parametrize("deed", DEEDS, ids=" ".join)
def test_what_reaches_the_whole_archive_or_others_takes_a_chief_editor(client, cast, addresses, deed, column):
    route, what = deed
    if cast[column]:
        client.force_login(cast[column])
    if what == "another's":
        others = Edit.objects.create(editor=cast[3], article=Article.objects.first(), summary="hers")
        answer = client.post(f"/edits/{others.pk}/undo/")
    else:
        answer = client.post(addresses[route], posted(what))
    assert answer.status_code == DEEDS[deed][column]
    if answer.status_code == 403 and column == CAST.index("editor"):
        assert "Only a chief editor" in answer.content.decode()


def posted(what):
    """What the card of "Basra" posts, said in a scope."""
    scope, _, sure = what.partition(", ")
    mention = Mention.objects.get(quote="Basra")
    said = {"revision": 1, "start": mention.start, "end": mention.end, "label": "ORG", "scope": scope}
    said["seen"] = f"{mention.start}-{mention.end}-GPE-{mention.entity_id}"
    return (said if scope != "here" else said | {"scope": "mention"}) | ({"sure": "1"} if sure else {})
