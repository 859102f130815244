"""Deeds: put a tag right, and undo it."""

from django.apps import apps
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from .identities import retire
from .models import EDITOR, MACHINE, RULE, Correction, Edit, Mention, Rule
from .nlp.dates import interval, resolve
from .nlp.spans import DATE, KINDS, fits, trim
from .settling import settle

AS = {MACHINE: "as it was read", RULE: "as a rule says"}
LONGEST = 200  # code points of a corrected span
CALLED = {
    "PERSON": "a person",
    "GPE": "a place",
    "LOC": "a place",
    "FAC": "a place",
    "ORG": "a group",
    "NORP": "a group",
    "EVENT": "an event",
    "DATE": "a date",
    "TIME": "a time",
    "": "nothing",
}


class Invalid(ValueError):
    """A correction that cannot be made; str() is a sentence for the editor."""


class Stale(Exception):
    """The page an editor corrected is older than the article: `theirs` stands now, `yours` was asked for."""

    def __init__(self, theirs: str, yours: str):
        super().__init__(f"{theirs} {yours}")
        self.theirs, self.yours = theirs, yours


def seen_word(start: int, end: int, label: str, entity: int | None, value: str) -> str:
    """What a page shows of a mention, as the editor's form sends it back. Untagged text is seen as ""."""
    return f"{start}-{end}-{label}-{entity or value}"


def seen_place(seen: str) -> tuple[int, int, str]:
    """Start, end and label out of what seen_word() made; -1, -1 and "" out of anything else."""
    start, end, label, *_ = [*seen.split("-", 3), "", "", ""]
    if not (start.isdecimal() and end.isdecimal() and len(start) < 10 and len(end) < 10 and label in CALLED):
        return -1, -1, ""
    return int(start), int(end), label


def _word(mention: Mention) -> str:
    return seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)


@transaction.atomic
def correct(article, **said) -> Edit:
    """Say that words of an article carry a label, and whom or which day they mean; takes what say() takes.

    The edit shows at once: the article is settled before this returns.
    """
    correction, _ = say(article, **said)
    settle([article])
    return correction.edit


def say(article, *, revision, start, end, seen, label, entity="", editor) -> tuple[Correction, Mention | None]:
    """Write down that `article.text[start:end]` carries `label` ("" for nothing); also the mention it stands for now.

    `revision` and `seen` are what the editor's page was made from; `entity` is a full name, or for a date a TIMEX3
    value, and may be empty. Raises Stale when the page no longer holds and Invalid when the correction makes no
    sense. Whoever calls this settles the article.
    """
    articles = apps.get_model("newsroom", "Article").objects.defer("words")
    article = articles.select_for_update().get(pk=article.pk)
    entity = " ".join(entity.split())
    if label not in CALLED:
        raise Invalid(f"“{label}” is no label.")
    concerned = Q(start=seen_place(seen)[0]) | Q(start__lt=end, end__gt=start)
    mentions = article.mentions.filter(concerned).select_related("entity")
    mentions = [mention for mention in mentions if fits(article.text, mention.start, mention.end, mention.quote)]
    old = next((mention for mention in mentions if _word(mention) == seen), None)
    inside = [mention for mention in mentions if mention.start < end and start < mention.end]
    if revision != article.revision or (seen and old is None) or (not seen and inside):
        raise Stale(_theirs(article, revision, inside), sentence(article.text[start:end], label, entity))
    start, end = _range(article.text, start, end, old)
    quote = article.text[start:end]
    entity = _meant(old, quote, label, entity)
    is_date, as_read = KINDS.get(label) == DATE, _is_as_read(old, quote, label, entity)
    told = (
        f"{sentence(quote, label, entity)[:-1]}, {AS[old.origin]}." if as_read else summary(old, quote, label, entity)
    )
    edit = Edit.objects.create(editor=editor, article=article, summary=told)
    correction = Correction.objects.create(
        edit=edit,
        article=article,
        revision=revision,
        start=start,
        end=end,
        quote=quote,
        label=label,
        entity="" if is_date or not label else entity,
        value=_value(article, start, end, entity, old if as_read else None) if is_date else "",
    )
    return correction, old


@transaction.atomic
def undo(edit: Edit, *, editor, here=None) -> None:
    """Retire an edit: all reads as if it had never been made. Undoing twice changes nothing.

    The articles that it named and `here`, the article at hand, show it at once; what its rules reached elsewhere is
    settled in the background.
    """
    retired = {"retired_at": timezone.now(), "retired_by": editor}
    if edit.identities.exists():
        retire(edit, here=here, **retired)
    elif Edit.objects.filter(pk=edit.pk, retired_at=None).update(**retired):
        edit.rules.filter(article=None).update(unsettled_below=Rule.all_articles())
        judgements = list(edit.judgements.select_related("article").order_by("id"))
        corrected = edit.corrections.select_related("article")
        named = (edit.article, here, *(word.article for word in (*judgements, *corrected)))
        settle({article.pk: article for article in named if article}.values(), undone=judgements)


def _range(text: str, start: int, end: int, old: Mention | None) -> tuple[int, int]:
    if not 0 <= start < end <= len(text):
        raise Invalid("These borders lie outside the article.")
    start, end = trim(text, start, end)
    if start == end:
        raise Invalid("There is no word between these borders.")
    if "\n\n" in text[start:end]:
        raise Invalid("A tag cannot reach over the end of a paragraph.")
    if end - start > LONGEST:
        raise Invalid(f"A tag can be at most {LONGEST} characters long.")
    if old and not (old.start < end and start < old.end):
        raise Invalid("The new borders leave out every word of the old tag.")
    return start, end


def _meant(old: Mention | None, quote: str, label: str, entity: str) -> str:
    """What the editor says it means: not what the form still shows of the old tag when it was read from other words."""
    shown = (old.entity.name if old.entity else old.value) if old else ""
    if old is None or entity != shown:
        return entity
    was_date, is_date = KINDS[old.label] == DATE, KINDS.get(label) == DATE
    read = shown == old.quote or (was_date and old.origin != EDITOR)
    return "" if was_date != is_date or (read and quote != old.quote) else entity


def _is_as_read(old: Mention | None, quote: str, label: str, entity: str) -> bool:
    """True where an editor says of a tag of the machine or of a rule what it says itself."""
    if old is None or old.origin == EDITOR or (quote, label) != (old.quote, old.label):
        return False
    return entity in ("", old.entity.name if old.entity else old.value)


def _value(article, start: int, end: int, value: str, confirmed: Mention | None) -> str:
    """The TIMEX3 value an editor gave or confirmed, else what the rules make of the expression where it stands."""
    if confirmed:
        return confirmed.value
    if value and interval(value) is None:
        raise Invalid(f"“{value}” is no date. Write a day as 2021-10-31, a month as 2021-10, a year as 2021.")
    context = article.text[max(0, start - 200) : end + 100]
    return value or resolve(article.text[start:end], article.published_at.date(), context)


def _theirs(article, revision: int, inside: list[Mention]) -> str:
    if revision != article.revision:
        return "The source has changed this article since you opened it."
    if not inside:
        return "There is no tag any more."
    return " ".join(sentence(m.quote, m.label, m.entity.name if m.entity else m.value) for m in inside)


def sentence(quote: str, label: str, entity: str) -> str:
    """What was said of a quote, in words: "“Basra” is a place, meaning Basra Province."."""
    means = f", meaning {entity}" if entity and entity != quote else ""
    return f"“{quote}” is {CALLED[label]}{means}."


def summary(old: Mention | None, quote: str, label: str, entity: str) -> str:
    """What an edit says of a quote, and what its mention was before."""
    said = sentence(quote, label, entity)
    if old is None or (old.quote == quote and not label):
        return said
    was = f"“{old.quote}”, " if old.quote != quote else ""
    meant = f", {old.entity.name}" if old.entity and old.entity.name != old.quote else ""
    return f"{said} It was {was}{CALLED.get(old.label, old.label)}{meant}."
