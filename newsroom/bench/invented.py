"""An archive of any size, made up in the manner of real news from what a few real articles tell.

The words of the articles are exchanged for others that are about as frequent in news (annotate/vocabulary/words.tsv),
so that the index has as much to sift as real news gives it. A topic lasts for the whole archive and keeps part of its
words, and what it recalls is always the same; a story takes days, most have one report and few have dozens, and each
report says some of it in words of its own.
"""

import json
from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import count
from random import Random
from zlib import crc32

from django.db import connection

from annotate.models import MAIN, Evidence, Filing
from annotate.nlp.likeness import Telling, When, packed
from annotate.nlp.vocabulary import COMMON, counts, rarity, stem, words
from annotate.nlp.windows import filed, numbers
from annotate.told import telling_of

from ..models import Article

A_DAY = 100  # articles published a day
MOST_REPORTS = 60  # of one story; k reports are as frequent as k to the power of -2
RECALLED = 30  # days after which what happened is told in the words of the topic, not of the story
OF_TOPIC, OF_REPORT, ALONE = 0.4, 0.25, 0.5  # shares of the words; of what a report recalls that no other does
SOURCES = 60
RARE = 60_000  # words that hardly any text has

ARTICLES = """
    COPY newsroom_article (id, key, url, source, author, language, title, text, parts, digest, excerpt_digest, revision,
        published_at, published_is_certain, created_at, tag_error) FROM STDIN
"""
COLUMNS = ("article_id", "title", "kind", "value", "first_day", "last_day", "precision", "ranges", "quote", "place_id")
COLUMNS += ("who", "stated", "told", "judged", "telling")
EVIDENCE = f"COPY annotate_evidence (id, {', '.join(COLUMNS)}) FROM STDIN"


Filed = tuple[list[int], list[int]]  # the keys and the stems of a Filing


@dataclass(frozen=True, slots=True)
class Report:
    """One article to be: what it varies, the day and the number of its story and topic, and its own."""

    pattern: int
    topic: int
    story: int
    number: int
    began: date
    published: date


def fill(size: int, last: date, seed: int = 4) -> list[int]:
    """Add `size` articles, published up to `last`, with their evidence, not yet linked; their ids, by day."""
    patterns = _patterns()
    highest = Article.objects.order_by("pk").last().pk
    reports = dict(enumerate(_reports(size, len(patterns), last, Random(seed)), highest + 1))
    told = (row for number, report in reports.items() for row in _evidence(number, report, patterns[report.pattern]))
    indexes = [(model, index) for model in (Evidence, Filing) for index in model._meta.indexes]
    with connection.schema_editor() as editor:  # an index is made ten times sooner than it is kept up
        for model, index in indexes:
            editor.remove_index(model, index)
    with connection.cursor() as cursor:
        _copy(cursor, ARTICLES, (_article(number, report) for number, report in reports.items()))
        cursor.execute("SELECT max(id) FROM annotate_evidence")
        filings = []
        _copy(cursor, EVIDENCE, _numbered(told, cursor.fetchone()[0] + 1, filings))
        _copy(cursor, "COPY annotate_filing (evidence_id, keys, stems) FROM STDIN", filings)
        for table in ("newsroom_article", "annotate_evidence"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}")
    with connection.schema_editor() as editor:
        for model, index in indexes:
            editor.add_index(model, index)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE newsroom_article, annotate_evidence, annotate_filing")
    return list(reports)


def _numbered(told: Iterable[tuple[list, Filed]], first: int, filings: list[tuple]) -> Iterator[list]:
    """Rows with their ids; what they are filed under goes to `filings`, which are copied after them."""
    for number, (row, keys) in enumerate(told, first):
        filings.append((number, *keys))
        yield [number, *row]


def _copy(cursor, question: str, rows: Iterable[Sequence]) -> None:
    with cursor.copy(question) as copy:
        for row in rows:
            copy.write_row(row)


def _patterns() -> list[list[Evidence]]:
    """What each article of the database tells."""
    told: dict[int, list[Evidence]] = {}
    for row in Evidence.objects.select_related("article").order_by("article", "pk"):
        told.setdefault(row.article_id, []).append(row)
    return list(told.values())


def _reports(size: int, patterns: int, last: date, random: Random) -> list[Report]:
    """What is to be reported, in order of the days."""
    days = max(1, size // A_DAY)
    topics = range(max(2, size // 50))
    popular = [1 / (1 + topic) ** 0.5 for topic in topics]
    told = [number**-2 for number in range(1, MOST_REPORTS + 1)]
    reports: list[Report] = []
    for story in count():
        began = last - timedelta(random.randrange(days))
        (topic,) = random.choices(topics, popular)
        pattern = random.randrange(patterns)
        (times,) = random.choices(range(1, MOST_REPORTS + 1), told)
        for _ in range(min(times, size - len(reports))):
            published = min(last, began + timedelta(int(random.expovariate(1))))
            reports.append(Report(pattern, topic, story, len(reports), began, published))
        if len(reports) == size:
            return sorted(reports, key=lambda report: (report.published, report.number))


def _article(number: int, report: Report) -> tuple:
    at = datetime.combine(report.published, datetime.min.time(), UTC) + timedelta(seconds=report.number % 86_400)
    source = f"Source {report.number % SOURCES}"
    return number, f"bench:{number}", "", source, "", "", f"Report {number}", "", "[]", "", "", 1, at, True, at, ""


def _evidence(article: int, report: Report, pattern: Sequence[Evidence]) -> Iterator[tuple[list, Filed]]:
    """Rows of COLUMNS with what they are filed under: what the pattern tells, at another time and in other words."""
    random = Random(report.number)
    then = pattern[0].article.published_at.date()
    beginning = date(report.began.year - report.topic % 2, 1 + report.topic % 12, 1)  # of what the topic recalls
    for row in pattern:
        is_recalled = row.first_day < then - timedelta(RECALLED)
        is_alone = row.kind != MAIN and random.random() < ALONE
        by = (beginning if is_recalled else report.began if row.stated else report.published) - then
        say = _voice(report, of_topic=1 if is_recalled else OF_TOPIC, of_report=1 if is_alone else OF_REPORT)
        when = When(*_moved(row.first_day, row.last_day, by), row.stated)
        told = replace(_told(telling_of(row), say, by), when=when)
        new = {"article_id": article, "first_day": when.first, "last_day": when.last}
        new |= {"telling": json.dumps(packed(told)), "ranges": json.dumps(row.ranges)}
        new |= {"told": json.dumps(row.told), "judged": "{}"}
        yield [new[name] if name in new else getattr(row, name) for name in COLUMNS], (filed(told), numbers(told.keys))


def _told(telling: Telling, say: Callable[[str], str], by: timedelta) -> Telling:
    """The telling in other words and names, `by` days later."""
    said = {word: (stem(word), say(stem(word))) for word in telling.words}
    weights = {new: telling.words[word] * rarity(new) / rarity(old) for word, (old, new) in said.items()}
    length = sum(weight * weight for weight in weights.values()) ** 0.5 or 1
    return replace(
        telling,
        words={word: round(weight / length, 4) for word, weight in weights.items()},
        names={
            (" ".join(say(stem(word)).title() for word in words(name)) or name, kind): times
            for (name, kind), times in telling.names.items()
        },
        days={(date.fromisoformat(day) + by).isoformat(): times for day, times in telling.days.items()},
    )


def _voice(report: Report, *, of_topic: float, of_report: float) -> Callable[[str], str]:
    """What says another stem for each, always the same in one topic, in one story or only in this report."""

    def say(word: str) -> str:
        number = crc32(word.encode())
        if _chance(number, 1, report.number) < of_report:
            return _other(word, _chance(number, 2, report.number))
        if _chance(number, 3, report.story) < of_topic:
            return _other(word, _chance(number, 4, report.topic))
        return _other(word, _chance(number, 5, report.story))

    return say


def _other(word: str, chance: float) -> str:
    """A stem that is half to twice as frequent in news, or one that hardly any text has."""
    known, ranks = _ranked()
    rank = ranks.get(word)
    place = int(chance * RARE) if rank is None else int(rank * 2 ** (2 * chance - 1))
    if rank is not None and place < len(known):
        return known[place]
    return known[place % 199] + known[place % len(known)]


@cache
def _ranked() -> tuple[list[str], dict[str, int]]:
    """The stems that say something, the most frequent first, and the place of each."""
    known = counts()
    ranked = sorted((word for word in known if stem(word) == word and rarity(word) >= COMMON), key=lambda w: -known[w])
    return ranked, {word: rank for rank, word in enumerate(ranked)}


def _chance(*numbers: int) -> float:
    """From 0 to below 1, always the same for the same numbers."""
    return hash(numbers) % 1_000_003 / 1_000_003


def _moved(first: date, last: date, by: timedelta) -> tuple[date, date]:
    """An interval at another time: days by days, months and years by whole ones; antiquity stays."""
    if first.year < 1900:
        return first, last
    length = (last - first).days
    if length < 27:
        return first + by, last + by
    months = round(by.days / 365.25) * 12 if length > 360 else round(by.days / 30.44)
    return _months_on(first, months), _months_on(last, months)


def _months_on(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    longest = monthrange(year, month + 1)[1]
    is_last = (day + timedelta(1)).day == 1
    return date(year, month + 1, longest if is_last else min(day.day, longest))
