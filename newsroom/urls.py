"""Every address of Newsroom."""

from django.urls import path

from .api.routes import api
from .views import account, article, atom, corrections, desk, entities, events, feeds, front, health, search

urlpatterns = [
    path("", front.front, name="front"),
    path("articles.atom", atom.Articles()),
    path("articles/<str:ref>/", article.article, name="article"),
    path("articles/<int:pk>/corrections/", corrections.correction, name="correction"),
    path("edits/<int:pk>/undo/", corrections.undoing, name="undo"),
    path("people/", entities.people, name="people"),
    path("places/", entities.places, name="places"),
    path("groups/", entities.groups, name="groups"),
    path("entities/<str:ref>.atom", atom.EntityArticles()),
    path("entities/<str:ref>/", entities.entity, name="entity"),
    path("events.atom", atom.Events()),
    path("events/", events.events, name="events"),
    path("events/<str:ref>/", events.event, name="event"),
    path("dates/<str:day>/", events.on_day, name="date"),
    path("search/", search.search, name="search"),
    path("search.atom", atom.Found()),
    path("names/", search.names, name="names"),
    path("feeds/", feeds.feeds, name="feeds"),
    path("feeds/add/", feeds.add_feed, name="add-feed"),
    path("feeds/<int:pk>/pause/", feeds.pause_feed, name="pause-feed"),
    path("feeds.opml", feeds.opml, name="opml"),
    path("desk/", desk.desk, name="desk"),
    path("sign-in/", account.sign_in, name="sign-in"),
    path("sign-out/", account.sign_out, name="sign-out"),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.metrics),
    path("api/v1/", api.urls),
]
