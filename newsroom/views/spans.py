"""Articles with their tags as files: one article, what a search finds, or everything."""

from collections.abc import Generator
from threading import BoundedSemaphore

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe

from annotate.export import FORMATS, export, export_one

from .. import search as searching
from ..models import Article
from .article import by_ref

TURNS = BoundedSemaphore(2)  # large exports of one web server process at a time: the other threads are for readers
BUSY = "Others are taking much out at the moment. Ask again in a minute, or take out less at a time.\n"


class FormatConverter:
    """The last part of an address that names a format."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


@require_safe
def article_spans(request, ref, format):
    """One article in a format of other programs."""
    found = by_ref(Article.objects.defer("words"), ref)
    pieces = export_one(found, format, site=site_of(request), whole=sees_editors(request))
    return named(HttpResponse(pieces, content_type=FORMATS[format].content_type), f"article-{found.pk}.{format}")


@require_safe
def article_text(request, ref):
    """The plain text of an article: what the places of its annotations count in."""
    return HttpResponse(by_ref(Article.objects.only("text"), ref).text, content_type="text/plain; charset=utf-8")


@require_safe
def search_spans(request, format):
    """What a search finds, or everything without one, as a stream."""
    return stream(request, request.GET.get("q", ""), format)


def stream(request, text: str, format: str):
    """All that a query of the search page finds in one of FORMATS; 503 while too many take out at once."""
    articles, _ = searching.find(searching.parse(text))
    label = f"Newsroom: {text}" if text else "Newsroom"
    said = {"whole": sees_editors(request), "wide": not text}
    pieces = export(articles, format, site=site_of(request), label=label, **said)
    if not TURNS.acquire(blocking=False):
        return HttpResponse(BUSY, status=503, content_type="text/plain; charset=utf-8", headers={"Retry-After": "60"})
    answer = StreamingHttpResponse(Turn(pieces), content_type=FORMATS[format].content_type)
    return named(answer, f"newsroom.{FORMATS[format].suffix}")


class Turn:
    """Pieces of an export that has its turn until the answer is closed, whether all of it was read or not."""

    def __init__(self, pieces: Generator[bytes]):
        self.pieces, self.is_over = pieces, False

    def __iter__(self) -> Generator[bytes]:
        return self.pieces

    def close(self) -> None:
        """Let the next have its turn; Django calls this once it has sent what it could."""
        if not self.is_over:
            self.is_over = True
            self.pieces.close()
            TURNS.release()


def site_of(request) -> str:
    return f"{request.scheme}://{request.get_host()}"


def sees_editors(request) -> bool:
    """True when JSON lines may tell which editor said what."""
    return request.user.has_perm("annotate.correct")


def named(answer, name: str):
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
