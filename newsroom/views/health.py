"""Answers for whoever watches the program."""

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from annotate.models import Edit

from ..models import Article, Feed


@require_safe
def healthz(request):
    """The web server answers."""
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def readyz(request):
    """The database answers too, and its tables are of this version; 503 otherwise."""
    try:
        executor = MigrationExecutor(connection)
        missing = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return HttpResponse("The database does not answer.\n", status=503, content_type="text/plain")
    if missing:
        return HttpResponse("The tables wait for their migrations.\n", status=503, content_type="text/plain")
    return HttpResponse("ready\n", content_type="text/plain")


@require_safe
def metrics(request):
    """Counts in Prometheus' text format; none of them says anything a visitor could not count."""
    numbers = {
        "newsroom_articles": Article.objects.count(),
        "newsroom_articles_waiting": Article.objects.filter(tag_after__isnull=False).count(),
        "newsroom_feeds_failing": Feed.objects.filter(failures__gt=0, is_active=True).count(),
        "newsroom_edits": Edit.objects.count(),
    }
    lines = "".join(f"# TYPE {name} gauge\n{name} {number}\n" for name, number in numbers.items())
    return HttpResponse(lines, content_type="text/plain; version=0.0.4")
