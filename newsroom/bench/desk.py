"""What the desk costs: opening an article with many marks, saving a correction, and the preview of a wide one."""

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import cycle
from statistics import median

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client

from annotate.editing import seen_word
from annotate.models import Tagging
from annotate.settling import settle
from annotate.widening import preview

from ..models import Article
from ..views.text import drawn
from .clock import Clock

FEW, MANY = 50, 500  # marks of an article
TIMES = 30  # a page is opened, a correction saved, a preview asked for
NAMED, HELD = "Iraq", "Baghdad"  # what a tenth of the archive names, and what as much of it says without a mark

Cost = tuple[float, float]  # CPU milliseconds here and in Postgres

MENTIONS = """
    INSERT INTO annotate_mention (article_id, start, "end", label, quote, value, origin)
    SELECT id, 0, %s, 'GPE', %s, '', 'machine' FROM newsroom_article WHERE key LIKE 'bench:%%' AND id %% 10 = 0
"""
TEXTS = """
    UPDATE newsroom_article SET text = CASE id %% 10 WHEN 0 THEN %s ELSE %s END || ' is named here first of all, ' || id
    WHERE key LIKE 'bench:%%' AND id %% 10 < 2
"""


def desk(size: int) -> Iterator[str]:
    """The rows; an archive of `size` articles has been made up before, see invented.fill()."""
    clock = Clock()
    few, many = _article(FEW, 0), _article(MANY, 0)
    long = _article(FEW, len(many.text))
    visitor, editor = Client(SERVER_NAME="127.0.0.1"), Client(SERVER_NAME="127.0.0.1")
    user = get_user_model().objects.create_user("bench")
    user.user_permissions.add(Permission.objects.get(codename="correct"))
    editor.force_login(user)
    yield f"CPU here and {clock.theirs}, milliseconds"
    for who, client in (("a visitor", visitor), ("an editor", editor)):
        for when, opened in (("first", _open_first), ("again", _open)):
            base, short, costs = _in_turn(clock, [lambda a=a, c=client, o=opened: o(c, a) for a in (long, few, many)])
            told = f"{_ratio(costs, base):.2f} times {FEW} marks in as long a text (most 2)"
            told += f", {_ratio(costs, short):.2f} times a text with {FEW} alone"
            yield _row(f"{MANY} marks, {who}, {when}", costs, told)
    for marks, article in ((FEW, few), (MANY, many)):
        labels = cycle(("ORG", "GPE"))
        costs = [_save(clock, editor, article, next(labels)) for _ in range(TIMES)]
        yield _row(f"a correction saved among {marks} marks", costs, f"together {_both(costs):.0f} (most 60)")
    yield from _previews(few, user, size)


def _article(marks: int, length: int) -> Article:
    """An article of what was read before, one text after another, with so many marks and at least this length."""
    text, spans = "", []
    for tagging in cycle(Tagging.objects.exclude(pipeline="bench").select_related("article").order_by("pk")):
        if len(spans) >= marks and len(text) >= length:
            break
        spans += [[a + len(text), b + len(text), *said] for a, b, *said in tagging.spans]
        text += f"{tagging.article.text}\n\n"
    said = {"title": f"{marks} marks", "text": text.strip(), "digest": "", "tag_after": None, "source": "Bench"}
    said |= {"published_at": datetime(2022, 3, 1, tzinfo=UTC)}
    article = Article.objects.create(key=f"bench-{marks}-{length}", **said)
    Tagging.objects.create(article=article, revision=1, pipeline="bench", spans=spans[:marks])
    settle([article])
    return article


def _open_first(client: Client, article: Article) -> None:
    """As the first after a start or a change: nothing of it is drawn yet."""
    drawn.cache_clear()
    _open(client, article)


def _open(client: Client, article: Article) -> None:
    if client.get(article.get_absolute_url()).status_code != 200:
        raise RuntimeError(f"{article} cannot be opened.")


def _save(clock: Clock, client: Client, article: Article, label: str) -> Cost:
    """Say of the first mark that it has a label, as the card does: with htmx, and the article as answer; its cost."""
    mention = article.mentions.exclude(label__in=("DATE", "TIME")).order_by("pk").first()
    seen = seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)
    said = {"revision": 1, "seen": seen, "start": mention.start, "end": mention.end, "label": label, "entity": ""}
    headers = {"HX-Request": "true", "HX-Target": "article"}
    clock.lap()
    answer = client.post(f"/articles/{article.pk}/corrections/", said, headers=headers)
    cost = clock.lap()
    if answer.status_code != 200:
        raise RuntimeError(f"A correction was answered with {answer.status_code}.")
    return cost


def _previews(article: Article, editor, size: int) -> Iterator[str]:
    """A name that a tenth of the archive marks, one that as much of it holds without a mark, and one of this alone."""
    with connection.cursor() as cursor:
        cursor.execute(TEXTS, [NAMED, HELD])
        cursor.execute(MENTIONS, [len(NAMED), NAMED])
        cursor.execute("ANALYZE newsroom_article, annotate_mention")
    yield f"previews among {size:,} articles"
    for word in (NAMED, HELD, article.text.split()[0]):
        start = article.text.find(word)
        if start < 0:
            raise RuntimeError(f"“{word}” is not in the article that the previews start from.")
        connection.close()  # so that the first finds nothing prepared
        clock = Clock()
        costs = _costs(clock, lambda start=start, word=word: _preview(article, start, word, editor))
        cold = sum(costs[0])
        yield _row(
            f"everywhere, “{word}”", costs[1:], f"together {_both(costs[1:]):.0f}, the first {cold:.0f} (most 300)"
        )


def _preview(article: Article, start: int, word: str, editor) -> None:
    mention = article.mentions.filter(start__lt=start + len(word), end__gt=start).first()
    seen = seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value) if mention else ""
    said = {"revision": 1, "seen": seen, "start": start, "end": start + len(word), "label": "ORG", "editor": editor}
    preview(article, scope="everywhere", **said)


def _costs(clock: Clock, work: Callable) -> list[Cost]:
    (costs,) = _in_turn(clock, [work])
    return costs


def _in_turn(clock: Clock, works: Sequence[Callable]) -> list[list[Cost]]:
    """The costs of each, done one after the other each time: what else a machine does falls on all of them alike."""
    costs = [[] for _ in works]
    for _ in range(TIMES):
        for work, told in zip(works, costs, strict=True):
            clock.lap()
            work()
            told.append(clock.lap())
    return costs


def _both(costs: Sequence[Cost]) -> float:
    return median(map(sum, costs))


def _ratio(costs: Sequence[Cost], base: Sequence[Cost]) -> float:
    return _both(costs) / _both(base)


def _row(what: str, costs: Sequence[Cost], told: str) -> str:
    here, there = (median(part) for part in zip(*costs, strict=True))
    return f"{what:40s}{here:8.1f} + {there:6.1f}   {told}"
