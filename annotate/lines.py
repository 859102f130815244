"""Articles as lines of JSON: those of `python -m annotate --jsonl`, with all else that Newsroom knows of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from django.db.models import prefetch_related_objects

from .called import edit_called, entities_called
from .models import WHERE, WHO, Correction, Edit, Judgement, Mention, Note, Review, Rule

ARTICLE, SOURCE, EVERYWHERE = "article", "source", "everywhere"  # scopes of rules
SAID = ("revision", "start", "end", "quote")
CORRECTED = (*SAID, "label", "entity", "value")
JUDGED = (*SAID, "told", "verb")
NOTED = (*SAID, "text")
RULED = ("source", "quote", "label", "entity", "value")
WORDS = {"corrections": (Correction, CORRECTED), "judgements": (Judgement, JUDGED), "notes": (Note, NOTED)}


def lines(
    articles: Sequence, mentions: Mapping[int, Sequence[Mention]], *, whole: bool, wide: bool = False
) -> Iterator[dict]:
    """One dict an article: the source's word and the mentions that readers see, offsets in code points.

    A `whole` one has also the revisions before, what the machine read (`taggings`), and the `edits` of editors with
    their corrections, judgements, notes, reviews and rules, undone ones too, so that `manage.py import` makes the same
    article of it; a rule that holds beyond its article only where `wide` is said. What is numbered only here has its
    name instead: editors, feeds, and entities as called.py calls them.
    """
    more = _more(articles, wide) if whole else {}
    for article in articles:
        yield (
            _source(article)
            | {"mentions": [_mention(each) for each in mentions[article.pk]]}
            | more.get(article.pk, {})
        )


def _source(article) -> dict:
    return {
        "doc": article.key,
        "title": article.title,
        "text": article.text,
        "published": article.published_at.isoformat(),
        "published_is_certain": article.published_is_certain,
        "source": article.source,
        "author": article.author,
        "language": article.language,
        "url": article.url,
        "feed": article.feed.url if article.feed else None,
        "parts": article.parts,
        "revision": article.revision,
        "digest": article.digest,
        "excerpt_digest": article.excerpt_digest,
        "created": article.created_at.isoformat(),
        "revised": _iso(article.revised_at),
        "is_tagged": article.is_tagged,
    }


def _mention(mention: Mention) -> dict:
    return {
        "start": mention.start,
        "end": mention.end,
        "label": mention.label,
        "text": mention.quote,
        "value": mention.value,
        "entity": mention.entity.name if mention.entity else "",
        "score": mention.score,
        "origin": mention.origin,
    }


def _more(articles: Sequence, wide: bool) -> dict[int, dict]:
    """What a whole line has more, by the id of the article: a handful of queries for all of them."""
    found = {article.pk: {"revisions": [], "taggings": [], "edits": []} for article in articles}
    prefetch_related_objects(articles, "revisions", "taggings")
    for article in articles:
        revisions = sorted(article.revisions.all(), key=lambda old: old.number)
        counted = [tagging for tagging in article.taggings.all() if not tagging.shadow]
        taggings = sorted(counted, key=lambda tagging: (tagging.created_at, tagging.pk))
        found[article.pk]["revisions"] = [_revision(old) for old in revisions]
        found[article.pk]["taggings"] = [_tagging(tagging) for tagging in taggings]
    for article, edits in _edits(articles, wide).items():
        found[article]["edits"] = [edits[number] for number in sorted(edits)]
    return found


def _revision(old) -> dict:
    return {
        "number": old.number,
        "title": old.title,
        "text": old.text,
        "parts": old.parts,
        "published": old.published_at.isoformat(),
        "replaced": old.replaced_at.isoformat(),
    }


def _tagging(tagging) -> dict:
    return {
        "revision": tagging.revision,
        "pipeline": tagging.pipeline,
        "spans": tagging.spans,
        "read": tagging.created_at.isoformat(),
    }


def _edits(articles: Sequence, wide: bool) -> dict[int, dict[int, dict]]:
    """By article, then by number, the edits that reach it, each with its words on this article alone."""
    words = {
        name: list(model.objects.filter(article__in=articles).select_related("let_go__editor").order_by("id"))
        for name, (model, _) in WORDS.items()
    }
    names = _names(words["judgements"])
    numbers = {each.edit_id for found in words.values() for each in found}
    edits = Edit.objects.select_related("editor", "retired_by")
    own = {edit.pk: edit for edit in edits.filter(article__in=articles)}
    known = edits.in_bulk(numbers) | own
    found: dict[int, dict[int, dict]] = defaultdict(dict)
    for edit in own.values():
        found[edit.article_id][edit.pk] = _edit(edit, is_of_article=True)
    for name, (_, fields) in WORDS.items():
        for each in words[name]:
            edit = found[each.article_id].setdefault(each.edit_id, _edit(known[each.edit_id], is_of_article=False))
            said = {field: getattr(each, field) for field in fields} | {
                "let_go": each.let_go and edit_called(each.let_go)
            }
            edit[name].append(said | ({"said": _said(each, names)} if name == "judgements" else {}))
    for rule in Rule.objects.filter(edit__in=own).order_by("id"):
        if wide or rule.article_id:
            found[own[rule.edit_id].article_id][rule.edit_id]["rules"].append(_rule(rule))
    for review in Review.objects.filter(article__in=articles).order_by("id"):
        found[review.article_id][review.edit_id]["reviews"].append(review.revision)
    return found


def _edit(edit: Edit, *, is_of_article: bool) -> dict:
    return edit_called(edit) | {
        "retired": _iso(edit.retired_at),
        "retired_by": edit.retired_by.get_username() if edit.retired_by else None,
        "is_of_article": is_of_article,
        **{name: [] for name in (*WORDS, "reviews", "rules")},
    }


def _rule(rule: Rule) -> dict:
    scope = ARTICLE if rule.article_id else SOURCE if rule.source else EVERYWHERE
    return {"scope": scope} | {field: getattr(rule, field) for field in RULED}


def _names(judgements: Sequence[Judgement]) -> dict[int, dict]:
    """The entities that judgements speak of, by id."""
    spoken = [each.said for each in judgements if each.verb == WHERE and each.said]
    spoken += [pk for each in judgements if each.verb == WHO for pk in each.said]
    return entities_called(spoken) if spoken else {}


def _said(judgement: Judgement, names: dict[int, dict]):
    """What a judgement says, entities by name; one whose row is gone is nobody."""
    if judgement.verb == WHERE:
        return names.get(judgement.said)
    if judgement.verb == WHO:
        return [names[pk] for pk in judgement.said if pk in names]
    return judgement.said


def _iso(at: datetime | None) -> str | None:
    return at and at.isoformat()
