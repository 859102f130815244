"""Deed: work out what readers see from the machine's word and the editor's, and store what changed."""

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from types import SimpleNamespace as Row

from django.apps import apps
from django.db import transaction

from .carrying import find_places, flag, listed
from .doubts import settle_doubts
from .entities import Name, first_meant, recount
from .gathering import Settled, gather
from .identities import standing_words
from .judgements import judge, meant
from .linking import link
from .models import MAIN, Appearance, Event, Evidence, Filing, Judgement, Mention
from .near import filing
from .nlp.events import Happening
from .nlp.likeness import A_SENTENCE, Telling, mentioned, packed, telling
from .nlp.senses import Words, features
from .nlp.spans import GROUP, PERSON, PLACE, Span
from .rows import standing, store
from .told import telling_of

FILED = "evidence_id IN (SELECT id FROM annotate_evidence WHERE article_id = ANY(%s))"


@transaction.atomic
def settle(articles: Iterable, *, undone: Iterable[Judgement] = ()) -> int:
    """Derive mentions, appearances and evidence of the articles again; returns how many rows had to change.

    Rows that still hold keep their id. No pipeline is needed: the newest Tagging of each revision is the machine's
    word. Evidence of which `undone` judgements spoke goes back to the event it had before them. Articles are locked in
    the order of their ids, then entities, doubts, linking, so that any number of workers may settle at once.
    """
    ids = sorted(article.pk for article in articles)
    articles = apps.get_model("newsroom", "Article").objects
    locked = list(articles.filter(pk__in=ids).defer("words").order_by("pk").select_for_update())
    settled, changed = gather(locked)
    words = standing_words()
    first = first_meant((each.name(span) for each in settled for span, _ in each.spans if span.entity), words)
    said = [(each, _entities(each, first, words)) for each in settled]
    mentions = [row for each, entities in said for row in _mentions(each, entities)]
    changed += store(Mention, standing(Mention, ids), ("article_id", "start"), mentions)
    before = standing(Appearance, ids)
    appearances = [row for each, entities in said for row in _appearances(each, entities)]
    if appeared := store(Appearance, before, ("article_id", "entity_id"), appearances):
        gained = Counter(row.entity_id for row in appearances)
        gained.subtract(row.entity_id for row in before)
        recount(gained)
    changed += settle_doubts(locked, mentions)
    told, lost = zip(*(_evidence(each, entities, words) for each, entities in said), strict=True) if said else ((), ())
    evidence = list(chain(*told))
    judgements = list(chain(*(each.judgements for each in settled)))
    changed += flag(judgements, listed(list(chain(*lost)), judgements))
    known = standing(Evidence, ids)
    _inherit(evidence, known)
    touched: set[int] = set()
    told = store(Evidence, known, ("article_id", "told", "ranges"), evidence, ("event_id", "circle"), touched)
    for row in evidence:
        row.filing.pk = row.pk
    told += store(Filing, standing(Filing, ids, FILED), ("pk",), [row.filing for row in evidence])
    touched |= _give_back(locked, undone)
    touched |= {row.pk for row in evidence if row.event_id is None}
    left = {row.pk for row in known} - {row.pk for row in evidence}
    if touched or left:
        before = [(row.event_id, row.circle) for row in known if row.pk in touched | left]
        changed += link(ids, before, touched=touched)
    return changed + appeared + told


def _inherit(rows: list[Evidence], known: list) -> None:
    """Give new evidence the event of what it takes the place of: a story told in other words, a sentence read anew."""
    events = {(row.article_id, row.ranges[0][0]): row.event_id for row in known}
    events |= {(row.article_id, MAIN): row.event_id for row in known if row.kind == MAIN}
    for row in rows:
        row.event_id = events.get((row.article_id, MAIN if row.kind == MAIN else row.ranges[0][0]))


def _give_back(articles: Sequence, undone: Iterable[Judgement]) -> set[int]:
    """Put evidence back into the events that it had before judgements; what takes its leave points there.

    Returns the ids of that evidence.
    """
    moved: set[int] = set()
    if not (undone := list(undone)):
        return moved
    rows: dict[int, list[Evidence]] = {article.pk: [] for article in articles}
    for row in Evidence.objects.filter(article__in=rows):
        rows[row.article_id].append(row)
    for judgement, place in find_places(articles, undone).items():
        row = meant(rows[judgement.article_id], judgement, place)
        if row and judgement.event_id and row.event_id != judgement.event_id:
            Event.objects.filter(pk=row.event_id).update(merged_into=judgement.event_id)
            Evidence.objects.filter(pk=row.pk).update(event=judgement.event_id)
            row.event_id = judgement.event_id
            moved.add(row.pk)
    return moved


def _entities(settled: Settled, first: dict[Name, int], words: Words) -> dict[Name, int]:
    """Whom each name of an article means, given whom it means first; where it is split, by what stands beside it."""
    text, spans = settled.article.text, [span for span, _ in settled.spans]
    names = {span: settled.name(span) for span in spans if span.entity}

    def context(entity: int) -> frozenset[str]:
        about = [(span.start, span.end) for span, name in names.items() if entity in words.ends(first[name])]
        return features(text, [(span.kind, span.start, span.end) for span in spans], about)

    return {name: words.meant(first[name], settled.article.pk, context) for name in dict.fromkeys(names.values())}


def _mentions(settled: Settled, entities: dict) -> list[Row]:
    return [
        Row(
            article_id=settled.article.pk,
            start=span.start,
            end=span.end,
            label=span.label,
            quote=settled.article.text[span.start : span.end],
            value=span.value,
            score=span.score,
            origin=origin,
            entity_id=entities.get(settled.name(span)),
        )
        for span, origin in settled.spans
    ]


def _appearances(settled: Settled, entities: dict) -> list[Row]:
    counts = Counter(entities[settled.name(span)] for span, _ in settled.spans if span.entity)
    article = settled.article
    return [
        Row(article_id=article.pk, entity_id=entity, published_at=article.published_at, count=count)
        for entity, count in counts.items()
    ]


def _evidence(settled: Settled, entities: dict, words: Words) -> tuple[list[Evidence], list[Judgement]]:
    """What the article tells, as editors judged it, and the judgements on what it tells no more."""
    named = {span.entity: settled.name(span) for span, _ in settled.spans if span.kind in (PERSON, GROUP)}
    rows = [
        Evidence(
            article_id=settled.article.pk,
            title=told.title,
            kind=told.kind,
            value=told.value,
            first_day=told.first,
            last_day=told.last,
            precision=told.precision,
            ranges=[list(range_) for range_ in told.evidence],
            quote=settled.article.text[slice(*told.evidence[0])],
            place_id=entities.get((PLACE, told.where, "")),
            who=list(dict.fromkeys(entities[named[name]] for name in told.who)),
            stated=told.kind != MAIN or any(span.value == told.value for span in _inside(settled, told.evidence)),
            told=[told.title, told.value],
            telling=packed(_telling(settled, told)),
        )
        for told in settled.happenings
    ]
    lost = judge(rows, settled.judgements)
    for row in rows:
        if row.judged:  # editors name entities by number
            row.place_id = row.place_id and words.root(row.place_id)
            row.who = list(dict.fromkeys(words.root(pk) for pk in row.who))
        row.filing = filing(telling_of(row))
    return rows, lost


def _telling(settled: Settled, told: Happening) -> Telling:
    """What linking compares: of an article's story the whole text, of anything else the sentences that tell it."""
    text = settled.article.text
    if told.kind == MAIN:
        return telling(text, *mentioned(span for span, _ in settled.spans), title=settled.article.title)
    said = "\n".join(text[start:end] for start, end in told.evidence)
    return telling(said, *mentioned(_inside(settled, told.evidence)), least=A_SENTENCE)


def _inside(settled: Settled, ranges: Sequence) -> list[Span]:
    """The spans within these ranges, in order."""
    spans = settled.spans
    numbers = {
        number
        for start, end in ranges
        for number in range(
            bisect_left(spans, start, key=lambda each: each[0].start),
            bisect_right(spans, end, key=lambda each: each[0].end),
        )
    }
    return [spans[number][0] for number in sorted(numbers)]
