"""Why an article tells of an event: what it shares with another that does, or which editor said so."""

from dataclasses import dataclass

from .models import Edit, Evidence
from .nlp.likeness import why
from .nlp.stories import TOGETHER, bond
from .told import telling_of

MOST_COMPARED = 60
MOST_SHARED = 8


@dataclass(frozen=True, slots=True)
class Reason:
    """What a telling shares with the `other` evidence of its event that it is most like; or the edit that joined them.

    names and words as the telling writes them, dates as ISO 8601, the most telling first.
    """

    other: Evidence
    names: tuple[str, ...]
    dates: tuple[str, ...]
    words: tuple[str, ...]
    edit: Edit | None = None


def reason(evidence: Evidence) -> Reason | None:
    """Why this evidence belongs to its event, None when nothing else tells of it."""
    others = Evidence.objects.filter(event=evidence.event_id).exclude(pk=evidence.pk).select_related("article")
    own = telling_of(evidence)
    tellings = [(other, telling_of(other)) for other in others.order_by("id")[:MOST_COMPARED]]
    bonds = [bond(own, telling, far=0) for _, telling in tellings]
    if not tellings:
        return None
    other, telling = tellings[bonds.index(max(bonds))]
    edits = own.same & telling.same if max(bonds) >= TOGETHER else ()
    edit = Edit.objects.filter(pk=max(edits)).select_related("editor").first() if edits else None
    shared = why(own, telling)
    return Reason(other, *(tuple(shared[sort][:MOST_SHARED]) for sort in ("names", "dates", "words")), edit)
