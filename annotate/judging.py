"""Deeds: put an event right, say that two are one, take an article out of one, hide one."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from django.apps import apps
from django.db import transaction

from .carrying import revision_of
from .editing import Invalid, Stale
from .entities import find_entity, name_entities
from .models import APART, HIDDEN, SAME, TITLE, WHEN, WHERE, WHO, Edit, Entity, Event, Evidence, Judgement
from .nlp.dates import describe, find_dates, interval
from .nlp.spans import GROUP, PERSON, PLACE
from .settling import settle

LONGEST = 200  # characters of a title or a name
MOST = 40  # people and groups an editor can give one event


@dataclass(frozen=True, slots=True)
class Facts:
    """What readers are told of an event. value: TIMEX3; where and who: ids of entities with their names."""

    title: str
    value: str
    where: dict[int, str]
    who: dict[int, str]

    @property
    def seen(self) -> str:
        """A short word for all of it, by which a form tells what its editor saw."""
        told = repr((self.title, self.value, sorted(self.where), sorted(self.who)))
        return sha256(told.encode()).hexdigest()[:16]

    def __str__(self):
        people = f", with {', '.join(self.who.values())}" if self.who else ""
        place = f", in {' and '.join(self.where.values())}" if self.where else ""
        return f"“{self.title}”, {describe(self.value) or self.value}{place}{people}."


def facts_of(event: Event, rows: Sequence[Evidence]) -> Facts:
    """The facts of an event with this evidence; places and people are those of editors, else those of all sources."""
    when = next((row.value for row in rows if (row.first_day, row.last_day) == (event.first_day, event.last_day)), "")
    where = parties([(row.judged.get(WHERE, 0), [row.place_id] if row.place_id else []) for row in rows])
    who = parties([(row.judged.get(WHO, 0), row.who) for row in rows])
    names = dict(Entity.objects.filter(pk__in=[*where, *who]).values_list("pk", "name"))
    where, who = ({pk: names[pk] for pk in ids if pk in names} for ids in (where, who))
    return Facts(event.title, when, where, who)


def parties(tellings: Sequence[tuple[int, Sequence[int]]]) -> list[int]:
    """Of (edit or 0, entities) of each telling: what the newest edit says, without one what all say, in order."""
    newest = max((edit for edit, _ in tellings), default=0)
    return list(dict.fromkeys(pk for edit, ids in tellings if edit == newest or not newest for pk in ids))


def evidence_of(event: Event) -> list[Evidence]:
    """The evidence of an event in the order in which its articles were published."""
    told = event.evidence.order_by("article__published_at", "id").select_related("article")
    return list(told.defer("article__text", "article__words"))  # which cost more than all the rest


@transaction.atomic
def put_right(event: Event, *, seen: str, title: str, when: str, where: str, who: Iterable[str], editor) -> Edit:
    """Give an event another title, date, place or people; what is as it was stays the sources' own word.

    `seen` is Facts.seen of the page; `when` a TIMEX3 value or a day in words; `where` and `who` full names, none where
    empty. Raises Stale when the event is no longer what the page showed, and Invalid with a sentence.
    """
    title, when, where = map(_line, (title, when, where))
    names = [name for name in map(_line, who) if name]
    wanted = Facts(title, when, {0: where} if where else {}, dict(enumerate(names)))
    event, rows = _locked(event, seen, str(wanted))
    now, value = facts_of(event, rows), _value(when, event)
    if not title:
        raise Invalid("An event needs a title.")
    if len(names) > MOST:
        raise Invalid(f"An event can have at most {MOST} people and groups.")
    said, words = {}, []
    if title != now.title:
        said[TITLE] = title
        words.append(f"Called “{title}”, before “{now.title}”.")
    if value != now.value:
        said[WHEN] = value
        words.append(f"“{title}” dated {describe(value)}, before {describe(now.value)}.")
    if where != next(iter(now.where.values()), ""):
        said[WHERE] = _entity(where, (PLACE,), now.where) if where else None
        words.append(f"“{title}” set in {where or 'no place'}, before {_listed(now.where)}.")
    people = [_entity(name, (PERSON, GROUP), now.who) for name in names]
    if set(people) != set(now.who):
        said[WHO] = list(dict.fromkeys(people))
        words.append(f"“{title}” with {', '.join(names) or 'nobody'}, before with {_listed(now.who, 'nobody')}.")
    if not said:
        raise Invalid("This is how the event stands already.")
    return _say(event, [(row, verb, word) for row in rows for verb, word in said.items()], " ".join(words), editor)


@transaction.atomic
def hide(event: Event, *, seen: str, editor) -> Edit:
    """Let no list, day or article show an event any more. Raises as put_right() does."""
    event, rows = _locked(event, seen, f"“{event.title}” hidden.")
    if event.hidden:
        raise Invalid("This event is hidden already.")
    return _say(event, [(row, HIDDEN, 1) for row in rows], f"“{event.title}” hidden.", editor)


@transaction.atomic
def join(event: Event, other: Event, *, seen: str, editor) -> Edit:
    """Say that two events are one: all that tells of either tells of the same. Raises as put_right() does."""
    summary = f"“{event.title}” and “{other.title}” are one event."
    _lock_articles(event, other)
    event, rows = _locked(event, seen, summary)
    other, more = _locked(other)
    if event == other:
        raise Invalid("These are one event already.")
    return _say(event, [(row, SAME, 1) for row in (*rows, *more)], summary, editor)


@transaction.atomic
def take_out(event: Event, article: int, *, seen: str, editor) -> Edit:
    """Say that what an article tells is not this event but another of its own. Raises as put_right() does."""
    event, rows = _locked(event, seen, f"One article does not tell of “{event.title}”.")
    out = [row for row in rows if row.article_id == article]
    if not out:
        raise Invalid("This article tells of the event no more.")
    if len(out) == len(rows):
        raise Invalid("No other article tells of this event. If it is none, hide it.")
    summary = f"“{out[0].article.title}” does not tell of “{event.title}”."
    return _say(event, [(row, APART, 1 if row in out else -1) for row in rows], summary, editor)


def _locked(event: Event, seen: str = "", yours: str = "") -> tuple[Event, list[Evidence]]:
    """The event as it stands, or what took its place, with its evidence; Stale when it is no more what was `seen`."""
    _lock_articles(event)
    event = Event.objects.select_related("merged_into").get(pk=event.pk)
    event = event.merged_into or event
    rows = evidence_of(event)
    if not rows:
        raise Invalid("No article tells of this event any more.")
    if seen and seen != (now := facts_of(event, rows)).seen:
        raise Stale(str(now), yours)
    return event, rows


def _lock_articles(*events: Event) -> None:
    """Lock what tells of the events in the order of ids, as settling does."""
    told = apps.get_model("newsroom", "Article").objects.filter(evidence__event__in=[event.pk for event in events])
    list(told.order_by("pk").select_for_update(of=("self",)).values_list("pk"))


def _say(event: Event, said: Iterable[tuple[Evidence, str, object]], summary: str, editor) -> Edit:
    edit = Edit.objects.create(editor=editor, event=event, summary=summary)
    said = list(said)
    Judgement.objects.bulk_create(
        Judgement(
            edit=edit,
            article_id=row.article_id,
            revision=revision_of(row.article, *row.ranges[0], row.quote),
            start=row.ranges[0][0],
            end=row.ranges[0][1],
            quote=row.quote,
            told=[*row.told, row.kind],
            verb=verb,
            said=word,
            event_id=row.event_id,
        )
        for row, verb, word in said
    )
    settle({row.article_id: row.article for row, _, _ in said}.values())
    return edit


def _line(words: str) -> str:
    """Words in one line; Invalid when they are too many."""
    words = " ".join(words.replace("\x00", "").split())
    if len(words) > LONGEST:
        raise Invalid(f"A title or a name can be at most {LONGEST} characters long.")
    return words


def _value(when: str, event: Event) -> str:
    """The TIMEX3 value that an editor means; a date in words needs a number, since "last Tuesday" has no meaning here.

    A day without its year is that nearest to the event.
    """
    value = when
    if interval(when) is None and re.search(r"\d", when):
        read = find_dates(when, event.first_day)
        value = next((each.calendar for each in read if (each.start, each.end) == (0, len(when))), "")
    if interval(value) is None:
        raise Invalid(f"“{when}” is no date. Write a day as 2021-10-31, a month as 2021-10, a year as 2021.")
    return value


def _entity(name: str, kinds: Sequence[str], known: dict[int, str]) -> int:
    """Whom a name means: one of the event, else one known by it of these kinds, else a new one of the first kind."""
    for pk, spelt in known.items():
        if spelt.casefold() == name.casefold():
            return pk
    found = next(filter(None, (find_entity(name, kind) for kind in kinds)), None)
    return (found.merged_into_id or found.pk) if found else name_entities([(kinds[0], name, "")])[kinds[0], name, ""]


def _listed(named: dict[int, str], nothing: str = "no place") -> str:
    return ", ".join(named.values()) or nothing
