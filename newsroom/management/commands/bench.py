"""`manage.py bench`: what pages and the background pass cost here, as ratios to a baseline of the same run."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from statistics import median

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from annotate.linking import link
from annotate.models import Entity, Event
from annotate.pipelines import load_in_use
from annotate.readiness import expect_answer
from annotate.tagging import requeue_all, tag_waiting

from ...bench.desk import desk
from ...bench.linking import linking
from ...bench.scores import scores
from ...first_start import collect_static
from ...models import Article

REQUESTS = 60
ROUNDS = 3


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument(
            "--archive", type=int, default=2000, metavar="N", help="articles to link among (%(default)s)"
        )

        parser.add_argument("--data", type=Path, default=Path("data"), metavar="FOLDER", help="annotated texts")

    def handle(self, *, archive, data, **options):
        expect_answer()
        collect_static()
        name = connection.settings_dict["NAME"]
        connection.creation.create_test_db(verbosity=0, autoclobber=True)
        try:
            call_command("ingest", str(Path(settings.BASE_DIR, "seeds")), verbosity=0)
            for title, rows in (
                ("Background pass", tagging()),
                ("Pages", pages()),
                ("Linking, CPU time", linking(archive)),
                ("The desk", desk(archive)),
                ("Linking and dating, how well", scores(data)),
            ):
                self.stdout.write(f"\n{title}")
                for row in rows:
                    self.stdout.write("  " + row)
        finally:
            connection.creation.destroy_test_db(name, verbosity=0)


def tagging() -> Iterable[str]:
    """Words a second through the database, from waiting to settled, beside the bare pipeline on the same texts.

    Linking is a part of settling; its row is what an article costs whose circle of like ones is clustered again.
    """
    pipeline = load_in_use()
    texts = list(Article.objects.order_by("pk").values_list("text", flat=True))
    words = sum(len(text.split()) for text in texts)
    tag_waiting()
    bare = median(_seconds(lambda: list(pipeline.read(texts))) for _ in range(ROUNDS))
    whole = median(_seconds(tag_waiting, before=requeue_all) for _ in range(ROUNDS))
    yield f"bare pipeline, nlp.pipe    {words / bare:8.0f} words a second"
    yield f"through the database       {words / whole:8.0f} words a second   {bare / whole:.2f} of the bare pipeline"
    linked = median(_seconds(lambda pk=pk: link([pk])) for pk in Article.objects.values_list("pk", flat=True))
    read = bare / len(texts)
    yield f"linking an article again   {linked * 1000:8.1f} milliseconds     {linked / read:.2f} of reading it"


def pages() -> Iterable[str]:
    """CPU milliseconds and queries of each page for a visitor, beside the page that does nothing."""
    client = Client(SERVER_NAME="127.0.0.1")
    longest = max(Article.objects.all(), key=lambda article: article.mentions.count())
    event = Event.objects.order_by("-source_count", "pk").first()
    person = Entity.objects.filter(kind="person").order_by("-article_count").first()
    base = _page(client, "/healthz")[0]
    yield f"{'/healthz, the baseline':46s} {base:6.2f} ms"
    for path in (
        "/",
        longest.get_absolute_url(),
        person.get_absolute_url(),
        "/people/",
        "/events/",
        event.get_absolute_url(),
        "/search/?q=baghdad",
    ):
        cost, queries = _page(client, path)
        yield f"{path[:45]:46s} {cost:6.2f} ms  {cost / base:5.1f} times the baseline, {queries} queries"


def _page(client: Client, path: str) -> tuple[float, int]:
    with CaptureQueriesContext(connection) as captured:
        response = client.get(path)
    queries = len(captured)  # now: the next request clears the log
    if response.status_code != 200:
        raise RuntimeError(f"{path} answered {response.status_code}.")
    started = time.process_time()
    for _ in range(REQUESTS):
        client.get(path)
    return (time.process_time() - started) / REQUESTS * 1000, queries


def _seconds(work: Callable, before: Callable = lambda: None) -> float:
    before()
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
