"""Splitting a name that means two: the articles by likely sense, to tick, and what that would change."""

from django.shortcuts import render

from annotate.editing import Invalid
from annotate.models import Appearance, Entity
from annotate.naming import contexts, other_name
from annotate.nlp.senses import Context, groups
from annotate.samples import samples_of

from ..paging import offset
from .pairs import sample

SHOWN = 60  # articles that an editor looks at, the newest
READ = 200  # further ones that are read to count how many go with the other sense
MOST_SHARED = 4


def split(request, entity: Entity, **more):
    """The form: articles in groups that likely mean one and the same; ?tick= marks all of a group."""
    newest = _newest(entity, SHOWN)
    told = contexts(entity, newest)
    samples = {each.article: each for each in samples_of([entity.pk], most=SHOWN, articles=newest)[entity.pk]}
    ticked = offset(request.GET.get("tick"))
    found = [
        {
            "number": number,
            "shared": _shared(told, members),
            "rows": [sample(samples[pk]) | {"pk": pk, "is_out": number == ticked} for pk in members if pk in samples],
        }
        for number, members in enumerate(groups(told), 1)
    ]
    context = {"entity": entity, "groups": found, "more": entity.article_count - len(told), "shown": len(told)}
    return render(request, "split.html", context | more)


def preview_of_split(request, entity: Entity):
    """What a split would change, before it does; Invalid as the deed itself would be."""
    said = request.POST
    out, seen = ([offset(pk) for pk in said.getlist(name)[:100]] for name in ("out", "shown"))
    told = contexts(entity, {*out, *seen})
    context = Context.of((pk, features, pk in out) for pk, features in told.items())
    number = sum(context.articles.values())
    if not number:
        raise Invalid("Tick the articles that mean the other one.")
    others = contexts(entity, [pk for pk in _newest(entity, SHOWN + READ) if pk not in told])
    drawn = sum(context.is_other(pk, lambda features=features: features) for pk, features in others.items())
    preview = {
        "name": other_name(entity, said.get("name", "")[:500]),
        "out": sorted(pk for pk, is_out in context.articles.items() if is_out),
        "shown": sorted(context.articles),
        "count": number + drawn,
        "drawn": drawn,
        "is_whole": entity.article_count <= SHOWN + READ,
        "stays": entity.article_count - number - drawn,
    }
    return render(request, "split.html", {"entity": entity, "preview": preview})


def _newest(entity: Entity, most: int) -> list[int]:
    named = Appearance.objects.filter(entity=entity).order_by("-published_at", "-article")
    return list(named.values_list("article", flat=True)[:most])


def _shared(told: dict, members: list[int]) -> list[str]:
    """What most articles of a group name or say beside the name."""
    counts: dict[str, int] = {}
    for pk in members:
        for feature in told[pk]:
            counts[feature] = counts.get(feature, 0) + 1
    others = {feature for pk, features in told.items() if pk not in members for feature in features}
    often = sorted(counts.items(), key=lambda each: (each[0] in others, each[0].startswith("word:"), -each[1], each[0]))
    return [feature.partition(":")[2].title() for feature, _ in often if not feature.startswith("word:")][:MOST_SHARED]
