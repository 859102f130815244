"""The card of a mark: whom or which day it means, where else it is named, who said so, and how to put it right."""

from annotate.editing import seen_word
from annotate.models import EDITOR, UNSURE, Appearance, Entity, entity_url
from annotate.nlp.borders import words_around
from annotate.nlp.dates import interval
from annotate.nlp.spans import DATE, KINDS, fits, snap
from annotate.rights import EVERYWHERE, may_decide
from annotate.twins import twins_of

from ..models import article_url
from ..paging import offset
from .pairs import said_of, shown
from .why import why

LABELS = {
    "PERSON": "Person",
    "GPE": "Place",
    "LOC": "Region or landscape",
    "FAC": "Building or square",
    "ORG": "Group",
    "NORP": "People, faith or party",
    "EVENT": "Named event",
    "DATE": "Date",
    "TIME": "Time of day",
}
MOST_ARTICLES = 5
REACH = 4  # words on either side that borders can move by


def card_of(request, article, mentions: list[dict], said=None) -> dict:
    """What `_card.html` draws for ?mark=START, ?add=START-END or ?phrase=WORDS; {} when no card is asked for.

    `said` is what an editor posted in vain: the card comes back with that in its form.
    """
    if said is not None:
        return _again(request, article, mentions, said)
    asked = offset(request.GET.get("mark"))
    if asked >= 0:
        mention = next((mention for mention in mentions if mention["start"] == asked), None)
        return _card(request, article, mention, mentions) if mention else {"missing": "This tag is no longer there."}
    if request.user.has_perm("annotate.correct") and (range_ := _untagged(request, article.text, mentions)):
        return range_ if "missing" in range_ else {"start": -1, "form": _form(request.user, article, *range_["range"])}
    return {}


def _again(request, article, mentions: list[dict], said) -> dict:
    """The card of the tag an editor meant, else of the one that stands there now; {} where the text has changed."""
    start, end, text = offset(said.get("start")), offset(said.get("end")), article.text
    if said.get("revision") != str(article.revision) or not 0 <= start < end <= len(text):
        return {}
    meant = (m for m in mentions if seen_of(m) == said.get("seen"))
    there = (m for m in mentions if m["start"] < end and start < m["end"])
    mention = next(meant, None) or next(there, None)
    if mention is None and "\n\n" in text[start:end]:
        return {}
    card = _card(request, article, mention, mentions) if mention else {"start": -1}
    return card | {"form": _form(request.user, article, start, end, mention, said)}


def _card(request, article, mention: dict, mentions: list[dict]) -> dict:
    same = [other for other in mentions if mention["entity"] and other["entity"] == mention["entity"]]
    card = {
        "start": mention["start"],
        "kind": mention["kind"],
        "label": LABELS[mention["label"]],
        "title": mention["title"] or mention["quote"],
        "quote": mention["quote"],
        "times": len(same),
        "next": next((other["start"] for other in same if other["start"] > mention["start"]), None),
        "is_open": mention["origin"] != EDITOR,
        "articles": [],
        **why(article, mention, request.user),
    }
    if mention["entity"]:
        card["url"] = entity_url(mention["entity"], mention["name"])
        elsewhere = Appearance.objects.filter(entity=mention["entity"]).exclude(article=article.pk)
        card["articles"] = [
            {"url": article_url(pk, title), "title": title, "source": source}
            for pk, title, source in elsewhere.order_by("-published_at", "-article").values_list(
                "article", "article__title", "article__source"
            )[:MOST_ARTICLES]
        ]
    elif when := interval(mention["value"]):
        card["day"] = when.first.isoformat() if when.first == when.last else ""
        card["value"] = mention["value"]
    else:
        card["is_undated"] = mention["kind"] == DATE
    if request.user.has_perm("annotate.correct"):
        card["form"] = _form(request.user, article, mention["start"], mention["end"], mention)
        card["twin"] = _twin(request, article, mention)
        card["before"] = max((other["start"] for other in mentions if other["start"] < mention["start"]), default=None)
        card["after"] = min((other["start"] for other in mentions if other["start"] > mention["start"]), default=None)
    return card


def _twin(request, article, mention: dict) -> dict:
    """The one that an entity is most likely one with, for editors: readers are spared its queries."""
    asked = Entity.objects.filter(pk=mention["entity"])
    pair = next((pair for pair in twins_of(asked) if pair.judged != UNSURE), None) if mention["entity"] else None
    said = said_of(request)
    if not pair and not said:
        return {}
    name = (pair.other if pair.one.pk == mention["entity"] else pair.one).name if pair else ""
    back = f"{article.get_absolute_url()}?mark={mention['start']}"
    return {"name": name, "pairs": shown([pair]) if pair else [], "said": said, "back": back}


def _form(user, article, start: int, end: int, mention: dict | None = None, said=None) -> dict:
    """The correcting form for a range: its labels, the words its borders can move to, and what its editor saw."""
    label = mention["label"] if mention else ""
    entity = (mention["name"] or mention["value"]) if mention else ""
    scope = "mention"
    if said:
        label, entity, scope = said.get("label", ""), said.get("entity", "")[:200], said.get("scope", scope)
    return {
        "revision": article.revision,
        "seen": seen_of(mention) if mention else "",
        "quote": article.text[start:end],
        "labels": [(name, words, name == label) for name, words in LABELS.items()],
        "entity": entity,
        "is_date": KINDS.get(label) == DATE,
        "kind": KINDS.get(label, ""),
        "scopes": [(name, *words, name == scope) for name, words in scopes_of(user, article.source).items()],
        "starts": _words(article.text, start, end, is_start=True),
        "ends": _words(article.text, start, end, is_start=False),
    }


def scopes_of(user, source: str) -> dict[str, tuple[str, bool]]:
    """How far a correction made in an article of a source can hold: in words, and whether this user may say so."""
    of_source = {"source": f"In all of {source}"} if source else {}
    may = may_decide(user, EVERYWHERE)
    everywhere = {EVERYWHERE: "Everywhere, from now on" if may else "Everywhere: for chief editors"}
    words = {"mention": "Here only", "article": "All through this article"} | of_source | everywhere
    return {name: (told, name != EVERYWHERE or may) for name, told in words.items()}


def seen_of(mention: dict) -> str:
    """What a form or a key sends back of a mention, so that a change by somebody else is noticed."""
    return seen_word(mention["start"], mention["end"], mention["label"], mention["entity"], mention["value"])


def _words(text: str, start: int, end: int, *, is_start: bool) -> list[tuple[int, str, bool]]:
    """(offset, word, is the one now) for every word a border can move to, inside the paragraph."""
    words = words_around(text, start, end)
    inside = [n for n, (a, b) in enumerate(words) if a < end and start < b] or [0]
    near = words[max(0, inside[0] - REACH) : inside[-1] + 1] if is_start else words[inside[0] : inside[-1] + 1 + REACH]
    now = start if is_start else end
    choices = {(a if is_start else b): text[a:b] for a, b in near}
    if now not in choices:
        choices[now] = text[start:end].split()[0 if is_start else -1]
    return [(offset, word, offset == now) for offset, word in sorted(choices.items())]


def _untagged(request, text: str, mentions: list[dict]) -> dict:
    """The range an editor selected (?add=START-END) or typed (?phrase=WORDS, its first untagged place)."""
    first, _, last = request.GET.get("add", "").partition("-")
    start, end = offset(first), offset(last)
    if start >= 0 and end >= 0:
        start, end = snap(text, min(start, len(text)), min(end, len(text)))
        if start < end and "\n\n" not in text[start:end]:
            return {"range": (start, end)}
        return {"missing": "Select words inside one paragraph."}
    phrase = " ".join(request.GET.get("phrase", "").split())
    if not phrase:
        return {}
    at = text.find(phrase)
    while at >= 0:
        if not any(m["start"] < at + len(phrase) and at < m["end"] for m in mentions):
            return {"range": (at, at + len(phrase))} if fits(text, at, at + len(phrase), phrase) else {}
        at = text.find(phrase, at + 1)
    return {"missing": f"“{phrase}” does not stand untagged in this article."}
