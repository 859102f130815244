"""How good the reading is, by what editors said; what was learned; and what a version on trial would change."""

from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate import pipelines
from annotate.nlp.quality import BORDERS, Share, Tally, confusion, pairs
from annotate.quality import on_trial, quality, trial_articles, trial_sums
from annotate.reports import last_report
from annotate.shadowing import weigh_again

from ..models import article_url
from .cards import LABELS

MOST_SOURCES = 20
AROUND = 60  # characters shown on both sides of a change


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def figures(request):
    found = quality()
    sources = sorted(found.sources.items(), key=lambda each: -each[1].spoken.total() - each[1].reviewed.total())
    context = {
        "here": "desk",
        "tab": "quality",
        "found": found,
        "labels": [
            _figures("All labels", found.whole),
            *(
                row
                for label, word in LABELS.items()
                if (row := _figures(f"{word} ({label})", found.whole, label))["any"]
            ),
        ],
        "sources": [_figures(source or "No source", tally) for source, tally in sources[:MOST_SOURCES]],
        "more_sources": max(0, len(sources) - MOST_SOURCES),
        "versions": [_figures(version, tally) for version, tally in sorted(found.versions.items())],
        "confusion": _confusion(found.whole),
        "amiss": pipelines.fallback(pipelines.last_switched_on()),
        "report": last_report(),
    }
    return render(request, "quality.html", context)


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def shadow(request):
    versions = on_trial()
    names = [row["pipeline"] for row in versions]
    chosen = request.GET.get("version", "")
    version = chosen if chosen in names else next(iter(names), "")
    page = request.GET.get("page", "")
    page = int(page) if page.isascii() and page.isdigit() and 0 < int(page) < 1000 else 1
    taggings, is_more = trial_articles(version, page) if version else ([], False)
    weigh_again(taggings)
    context = {
        "here": "desk",
        "tab": "quality",
        "version": version,
        "others": [name for name in names if name != version],
        "sums": [(LABELS.get(label, label), went, came) for label, went, came in trial_sums(version)],
        "rows": [_row(tagging) for tagging in taggings if tagging.changes],
        "after": page + 1 if is_more else 0,
    }
    return render(request, "shadow.html", context)


def _figures(title: str, tally: Tally, label: str | None = None) -> dict:
    shares = tally.precision(label), tally.reviewed_precision(label), tally.recall(label)
    return {"title": title, "shares": [_words(share) for share in shares], "any": any(share.of for share in shares)}


def _words(share: Share) -> dict | None:
    if not share.of:
        return None
    low, high = (round(100 * end) for end in share.interval)
    return {"percent": round(100 * share.right / share.of), "low": low, "high": high, "n": f"{share.right}/{share.of}"}


def _confusion(tally: Tally) -> dict:
    """The table of what was read (rows) by what editors said (columns); of rows and columns those that hold any."""
    found = confusion(tally.spoken)
    words = {"": "nothing", BORDERS: "other borders"} | LABELS
    columns = [key for key in (*LABELS, BORDERS, "") if any(said == key for _, said in found)]
    rows = [key for key in (*LABELS, "") if any(read == key for read, _ in found)]
    return {
        "columns": [words[key] for key in columns],
        "rows": [(words[key], [(found.get((key, column), 0), key == column) for column in columns]) for key in rows],
    }


def _row(tagging) -> dict:
    article = tagging.article
    return {
        "title": article.title,
        "url": article_url(article.pk, article.title),
        "source": article.source,
        "count": len(pairs(tagging.changes)),
        "changes": [_change(article.text, went, came) for went, came in pairs(tagging.changes)],
    }


def _change(text: str, went: list | None, came: list | None) -> dict:
    start = min(change[1] for change in (went, came) if change)
    end = max(change[2] for change in (went, came) if change)
    return {
        "before": text[max(0, start - AROUND) : start],
        "quote": text[start:end],
        "after": text[end : end + AROUND],
        "now": _said(text, went),
        "then": _said(text, came),
    }


def _said(text: str, change: list | None) -> str:
    return f"{LABELS.get(change[3], change[3])}: {text[change[1] : change[2]]}" if change else "nothing"
