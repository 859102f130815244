"""What editors say of entities, all of it at once: read, made to hold in names and addresses, and in articles."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from django.apps import apps
from django.db import connection
from django.db.models import F

from .models import NAME, ONE, SPLIT, Alias, Edit, Entity, Identity, Rule
from .nlp.keys import key
from .nlp.names import fold
from .nlp.senses import Context, Words

SAYING = 7_203  # advisory lock: shared by those who work out whom names mean, alone for who says so
AT_ONCE = 16  # articles that change before an editor has his answer; more follow in the background

# Two sets of words of one version are the same set, also where each transaction sees its own.
VERSION = """
    SELECT count(*), sum(hashint8extended(word.id, 0))
    FROM annotate_identity AS word JOIN annotate_edit AS edit ON edit.id = word.edit_id
    WHERE retired_at IS NULL AND verb IN ('one', 'name', 'split')
"""
REACHED = """
    SELECT article_id FROM annotate_appearance WHERE entity_id = ANY(%(entities)s) AND article_id < %(below)s
    UNION
    SELECT article_id FROM annotate_evidence
    WHERE (who && %(entities)s::bigint[] OR place_id = ANY(%(entities)s)) AND article_id < %(below)s
    ORDER BY 1 DESC LIMIT %(most)s
"""


def standing_words() -> Words:
    """All words on entities that no editor has undone; they are read again only when one is said or undone.

    Whoever works with them keeps others from saying more until his transaction ends: else what he stores could
    contradict a word that was carried through the archive meanwhile.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SAYING])
    return _current()


def _current() -> Words:
    """The same for who looks only: who held the lock with others and then asked for it alone could wait for ever."""
    with connection.cursor() as cursor:
        cursor.execute(VERSION)
        count, version = cursor.fetchone()
    return _read(connection.settings_dict["NAME"], count, version)


@lru_cache(maxsize=2)
def _read(database: str, count: int, version: int | None) -> Words:
    merged, names, splits = {}, {}, defaultdict(list)
    standing = Identity.objects.standing().filter(verb__in=(ONE, NAME, SPLIT))
    for word in standing.order_by("edit__made_at", "pk"):  # an import brings older words later
        if word.verb == ONE:
            merged[word.other_id] = word.entity_id
        elif word.verb == NAME:
            names[word.kind, fold(word.name)] = word.entity_id
        else:
            splits[word.entity_id].insert(0, (word.other_id, Context.unpacked(word.context)))
    return Words(merged, names, dict(splits))


def retire(edit: Edit, *, here=None, **retired) -> bool:
    """Retire an edit that spoke of entities, and let that show: first in the newest articles. False when it was."""
    words = list(Identity.objects.filter(edit=edit).select_for_update().order_by("pk"))
    touched = [whose for word in words if (whose := _begins(word)) is not None]
    articles, reached = hold(touched, here)
    if not Edit.objects.filter(pk=edit.pk, retired_at=None).update(**retired):
        return False
    carry(words, articles, reached)
    return True


def hold(entities: Iterable[int], here=None) -> tuple[dict, set[int]]:
    """Keep all others from settling what names of these entities mean; to be called before a word is said or undone.

    Returns the newest articles that it may change, by id and locked, with `here`; and all that those names may mean.
    """
    entities = list(entities)
    reached = _ends(entities)
    ids = reached_articles(reached, most=AT_ONCE) + ([here.pk] if here else [])
    articles = apps.get_model("newsroom", "Article").objects.filter(pk__in=ids).order_by("pk").select_for_update()
    locked = {article.pk: article for article in articles}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SAYING])
    return locked, reached | _ends(entities)


def carry(words: Sequence[Identity], articles: Mapping, reached: set[int]) -> None:
    """Let words that were said or undone just now hold: in names and addresses, in these articles, then in the rest."""
    from .settling import settle  # which asks this module whom names mean

    derive()
    settle(articles.values())
    left = [pk for pk in reached_articles(reached, most=len(articles) + 1) if pk not in articles]
    for word in words:
        if left or word.unsettled_below is not None:
            word.reaches = sorted({*word.reaches, *reached})
            word.unsettled_below = Rule.all_articles()
            word.save(update_fields=["reaches", "unsettled_below"])


def reached_articles(entities: Iterable[int], *, most: int, below: int = 2**62) -> list[int]:
    """The ids of the newest articles whose names or events mean one of these entities now."""
    with connection.cursor() as cursor:
        cursor.execute(REACHED, {"entities": list(entities), "below": below, "most": most})
        return [pk for (pk,) in cursor.fetchall()]


def derive() -> int:
    """Make addresses and names lead where all standing words say; returns how many rows had to change."""
    words = standing_words()
    standing = dict(Entity.objects.filter(merged_into__isnull=False).values_list("pk", "merged_into"))
    moves = {pk: words.roots.get(pk) for pk in {*standing, *words.roots} if standing.get(pk) != words.roots.get(pk)}
    for into, moved in _by_goal(moves).items():
        Entity.objects.filter(pk__in=moved).update(merged_into=into)
    spoken = {key(name, kind) for kind, name in words.names}
    moves = {}
    for which in ({"key__in": spoken}, {"learnt__in": list(words.roots)}):
        moves |= _strays(words, Alias.objects.filter(**which))
    moves |= _strays(words, Alias.objects.exclude(entity=F("learnt")))
    for entity, moved in _by_goal(moves).items():
        Alias.objects.filter(pk__in=moved).update(entity=entity)
    return len(moves)


def _strays(words: Words, aliases) -> dict[int, int]:
    """Alias -> entity, of those aliases that should belong to another entity."""
    found = {}
    for pk, kind, name, learnt, entity in aliases.values_list("pk", "kind", "name", "learnt", "entity"):
        goal = words.root(words.names.get((kind, fold(name)), learnt))
        if goal != entity:
            found[pk] = goal
    return found


def _by_goal(moves: Mapping[int, int | None]) -> dict[int | None, list[int]]:
    found = defaultdict(list)
    for pk, goal in moves.items():
        found[goal].append(pk)
    return found


def _begins(word: Identity) -> int | None:
    """The entity whose names mean another one because of this word; None where it moves none."""
    return {ONE: word.other_id, NAME: word.entity_id, SPLIT: word.entity_id}.get(word.verb)


def _ends(entities: Iterable[int]) -> set[int]:
    words = _current()
    return set().union(*(words.ends(entity) for entity in entities))
