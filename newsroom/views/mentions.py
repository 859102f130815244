"""The mentions of an article as a list: the same marks and cards as in its text, for whom a table reads better."""

from bisect import bisect_right

from annotate.models import EDITOR, MACHINE
from annotate.nlp.sentences import sentences
from annotate.nlp.spans import DATE

from .cards import LABELS

VIEW = "mentions"
ORIGINS = {EDITOR: "an editor"}


def is_asked(request) -> bool:
    """True where a page or a form says that it is the list, not the text, that is looked at."""
    return VIEW in (request.GET.get("view"), request.POST.get("view"))


def listed(text: str, mentions: list[dict]) -> list[dict]:
    """The rows of the list: each mention with its label in words, the sentence around it, who said so, how surely.

    `before` and `after` are what the sentence says on either side of the words; `sure` is "97%" or "".
    """
    ranges = sentences(text)
    starts = [start for start, _ in ranges]
    return [
        mention | _row(text, mention, ranges[max(0, bisect_right(starts, mention["start"]) - 1)])
        for mention in mentions
    ]


def _row(text: str, mention: dict, sentence: tuple[int, int]) -> dict:
    start, end = mention["start"], mention["end"]
    read_by = "the rules for dates" if mention["kind"] == DATE else "the machine"
    score = mention["score"]
    return {
        "words": text[start:end],
        "label_words": LABELS[mention["label"]],
        "before": text[min(sentence[0], start) : start],
        "after": text[end : max(sentence[1], end)],
        "said_by": read_by if mention["origin"] == MACHINE else ORIGINS.get(mention["origin"], "a rule"),
        "sure": "" if score is None else f"{score:.0%}",
    }
