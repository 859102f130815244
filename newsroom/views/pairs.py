"""Two entities side by side, as `_twins.html` draws them: on the desk, on the page of one, and beside a text."""

from annotate.models import UNSURE, Edit
from annotate.samples import samples_of
from annotate.twins import Twins

from ..models import article_url
from ..paging import offset

SAMPLES = 3


def shown(pairs: list[Twins]) -> list[dict]:
    """What `_twins.html` draws of pairs; one query for all their sentences."""
    told = samples_of({entity.pk for pair in pairs for entity in (pair.one, pair.other)}, most=SAMPLES)
    return [
        {
            "one": pair.one,
            "other": pair.other,
            "sides": [(entity, [sample(each) for each in told[entity.pk]]) for entity in (pair.one, pair.other)],
            "why": pair.likeness.why,
            "shared": pair.shared,
            "is_doubted": pair.judged == UNSURE,
        }
        for pair in pairs
    ]


def sample(each) -> dict:
    """A sample sentence with the address of its article."""
    return {"url": article_url(each.article, each.title), "told": each}


def said_of(request) -> Edit | None:
    """The edit that ?said= tells of, while it stands."""
    said = offset(request.GET.get("said"))
    return Edit.objects.filter(pk=said, retired_at=None).first() if said >= 0 else None
