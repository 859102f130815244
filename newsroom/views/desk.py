"""The desk opens on its queue: what readers call wrong, then the names most worth a look, each with its sentence."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import F
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.flagging import waiting
from annotate.models import DOUBTFUL, EDITOR, entity_url
from annotate.nlp.dates import describe
from annotate.nlp.sentences import sentence_at
from annotate.nlp.spans import KINDS

from .. import queue
from ..models import article_url
from ..paging import offset
from .cards import LABELS, scopes_of, seen_of
from .keys import queue_keys
from .lists import moment

NOTHING = "Nothing"
MOST_FLAGS = 50
MOST_SKIPPED = 10_000  # rows: nobody goes further down


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def desk(request):
    kept = queue.read(request.GET)
    skip = min(max(0, offset(request.GET.get("skip"))), MOST_SKIPPED)
    rows, is_more = queue.find(kept, skip)
    flagged = _flagged(request.user) if not request.GET else []
    context = {
        "here": "desk",
        "bound": f"{DOUBTFUL:.0%}",
        "tab": "desk",
        "flagged": flagged,
        "rows": [_row(row, request.user) | _doubt(row) for row in rows],
        "further": urlencode(kept.asked() | {"skip": skip + queue.MOST}) if is_more else "",
        "choices": [(name, [_link(name, each) for each in found]) for name, found in queue.choices().items()],
        "is_kept": kept != queue.Kept(),
        "kept": _kept(kept, rows),
        "back": request.get_full_path(),
        "keys": queue_keys(),
    }
    return render(request, "desk.html", context)


def _kept(kept: queue.Kept, rows: list[dict]) -> str:
    """What the queue is kept to, in words."""
    name = next((row["name"] for row in rows), "") if kept.entity else ""
    told = [kept.source and f"in {kept.source}", LABELS.get(kept.label, ""), name and f"meaning {name}"]
    return f"Only what is {', '.join(filter(None, told))}." if any(told) else ""


def row_at(article, start: int, end: int, user) -> dict:
    """The row of what stands at a range of an article; without "mention" where nothing does."""
    names = ("start", "end", "label", "quote", "value", "origin", "entity")
    there = article.mentions.filter(start__lt=end, end__gt=start).values(*names, name=F("entity__name")).first()
    if there is None:
        there = {"start": start, "end": end, "label": "", "quote": article.text[start:end], "value": "", "origin": ""}
        there |= {"entity": None, "name": ""}
    told = {"article": article.pk, "title": article.title, "source": article.source}
    return _row(there | told | {"revision": article.revision, "text": article.text}, user)


def _row(row: dict, user) -> dict:
    """One mention as the queue shows it: its sentence, what a form sends back, how far a decision can reach."""
    first, last = sentence_at(row["text"], row["start"], row["end"])
    address = article_url(row["article"], row["title"])
    means = row["name"] or describe(row["value"])
    scopes = [(name, words) for name, (words, may) in scopes_of(user, row["source"]).items() if may]
    return {
        "id": f"row-{row['article']}-{row['start']}",
        "article": row["article"],
        "revision": row["revision"],
        "start": row["start"],
        "end": row["end"],
        "mention": bool(row["label"]),
        "seen": seen_of(row) if row["label"] else "",
        "label": row["label"],
        "kind": KINDS.get(row["label"], ""),
        "word": LABELS.get(row["label"], NOTHING),
        "means": means if means != row["quote"] else "",
        "entity_url": entity_url(row["entity"], row["name"]) if row["entity"] else "",
        "before": row["text"][first : row["start"]],
        "quote": row["quote"],
        "after": row["text"][row["end"] : last],
        "title": row["title"],
        "source": row["source"],
        "origin": row["origin"],
        "is_open": row["origin"] != EDITOR,
        "url": f"{address}?mark={row['start']}#card",
        "labels": [(name, words, name == row["label"]) for name, words in {**LABELS, "": NOTHING}.items()],
        "scopes": scopes[:0:-1],
    }


def _doubt(row: dict) -> dict:
    return {
        "sure": f"{1 - row['doubt']:.0%} sure",
        "reach": _counted(row["mentions"], "mention") + " in " + _counted(row["articles"], "article"),
        "readers": f"opened {_counted(row['readers'], 'time')}" if row["readers"] else "",
        "is_many": row["mentions"] > 1,
    }


def _counted(number: int, word: str) -> str:
    return f"{number:,} {word}{'' if number == 1 else 's'}"


def _flagged(user) -> list[dict]:
    """What readers call wrong, one row a mention, the oldest first, with all that was said of it."""
    rows: dict[tuple, dict] = {}
    for flag in waiting(MOST_FLAGS):
        row = rows.setdefault((flag["article"], flag["start"]), _row(flag, user) | {"flags": [], "said": []})
        row["flags"].append(flag["flag"])
        who = flag["who"] or "A visitor"
        row["said"].append({"reason": flag["reason"], "who": who, "when": moment(flag["made_at"])})
    return list(rows.values())


def _link(name: str, choice: dict) -> dict:
    """What the queue can be kept to, with its address."""
    words = LABELS.get(choice["words"], choice["words"]) if name == "label" else choice["words"]
    return {"words": words, "count": choice["count"], "query": urlencode({name: choice["value"]})}
