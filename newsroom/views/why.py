"""Why words are tagged as they are: who said so, what the machine read, and every edit that spoke of them."""

from annotate.editing import CALLED
from annotate.history import History, Word, history_of
from annotate.models import MACHINE
from annotate.nlp.spans import DATE, Span
from annotate.rights import may_undo


def why(article, mention: dict, user) -> dict:
    """What a card tells this user: `said` decides, `machine` is what the machine said in vain, `edits` all edits.

    For editors notes are among them; `is_noted` is true where one of them stands.
    """
    noted = user.has_perm("annotate.correct")
    told = history_of(article, mention["start"], mention["end"], mention["quote"], mention["origin"], noted=noted)
    is_machine = mention["origin"] == MACHINE
    read = [] if is_machine else [_heard(article.text, told.pipeline, span) for span in told.read]
    return {
        "said": _read(told.pipeline, mention) if is_machine else _decided(told),
        "machine": " ".join(read) or ("" if is_machine else "The machine read no name here."),
        "edits": [_row(word, user) for word in told.words],
        "is_noted": any(word.note and not word.edit.retired_at for word in told.words),
    }


def _decided(told: History) -> str:
    word = next((word for word in told.words if word.decides), None)
    if word is None:
        return "Put right by hand."
    if word.is_rule:
        return f"By a rule of {_signed(word.edit)}."
    return f"{'Left as it was' if word.is_left else 'Put right'} by {_signed(word.edit)}."


def _read(pipeline: str, mention: dict) -> str:
    if mention["kind"] == DATE:
        return "Read by the rules for dates."
    sure = "" if mention["score"] is None else f", {mention['score']:.0%} sure"
    return f"Read by {pipeline or 'the machine'}{sure}."


def _heard(text: str, pipeline: str, span: Span) -> str:
    reader = "The rules for dates" if span.kind == DATE else pipeline
    sure = "" if span.score is None else f", {span.score:.0%} sure"
    return f"{reader} read “{text[span.start : span.end]}” as {CALLED.get(span.label, span.label)}{sure}."


def _row(word: Word, user) -> dict:
    edit = word.edit
    return {
        "pk": edit.pk,
        "note": word.note,
        "summary": f"Left out here: {edit.summary}" if word.is_left else edit.summary,
        "signed": _signed(edit),
        "may_undo": edit.retired_at is None and user.has_perm("annotate.correct") and may_undo(user, edit.editor_id),
        "undone": f"{edit.retired_by} on {_day(edit.retired_at)}" if edit.retired_at else "",
    }


def _signed(edit) -> str:
    return f"{edit.editor} on {_day(edit.made_at)}"


def _day(at) -> str:
    return f"{at.day} {at:%B %Y}"
