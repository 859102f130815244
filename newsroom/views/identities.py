"""Who is who, from the page of an entity or from the walk through twins: merge, tell apart, name and split."""

import re

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale
from annotate.entities import find_entity
from annotate.models import Edit, Entity, Identity
from annotate.naming import add_name, merge, remove_name, split, tell_apart
from annotate.rights import EVERYWHERE, ONLY_CHIEFS_MERGE, may_decide
from annotate.spreading import gone_through
from annotate.twins import Twins, compared, twins_of

from .. import sql
from ..models import Article
from ..paging import offset
from ..tasks import nudge_rules
from .pairs import shown
from .splits import preview_of_split
from .twins import keys_and_said, show_twins

ADDRESS = re.compile(r"(?:.*/entities/)?(\d{1,18})(?:-[^/]*)?/?")
MOST_TWINS = 3
MOST_SAID = 20
MOST_TICKED = 100

WRITTEN = """
    SELECT alias.name, (
        SELECT count(DISTINCT article_id) FROM annotate_mention AS mention
        WHERE mention.quote = alias.name AND mention.entity_id = %(entity)s
    ) AS count
    FROM (SELECT DISTINCT name FROM annotate_alias WHERE entity_id = %(entity)s) AS alias ORDER BY count DESC, name
"""


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def identity(request, pk):
    entity = get_object_or_404(Entity, pk=pk)
    said = request.POST
    try:
        if said.get("verb") == "split" and "sure" not in said:
            return preview_of_split(request, entity)
        edit = _do(entity, said, request.user)
    except (Stale, Invalid) as refused:
        return _refuse(request, entity, refused)
    nudge_rules()
    back = _back(said, entity)
    return redirect(f"{back}{'&' if '?' in back else '?'}said={edit.pk}")


def _do(entity: Entity, said, editor) -> Edit:
    verb = said.get("verb", "")
    if verb == "same" and not may_decide(editor, EVERYWHERE):
        raise PermissionDenied(ONLY_CHIEFS_MERGE)
    if verb in ("same", "unsure", "different"):
        other = _other(said.get("other", ""), entity.kind)
        if verb == "same":
            return merge(entity, other, editor=editor)
        return tell_apart(entity, other, is_sure=verb == "different", editor=editor)
    if verb == "add":
        return add_name(entity, said.get("name", "")[:500], editor=editor)
    if verb == "remove":
        return remove_name(entity, said.get("name", "")[:500], editor=editor)
    if verb == "split":
        ticked, seen = ([offset(pk) for pk in said.getlist(name)[:MOST_TICKED]] for name in ("out", "shown"))
        return split(entity, said.get("name", "")[:500], out=ticked, shown=seen, editor=editor)
    raise Invalid(f"“{verb}” is nothing that can be said of a name.")


def _other(given: str, kind: str) -> Entity:
    """The entity of this number, address or name."""
    given = given.strip()
    found = ADDRESS.fullmatch(given)
    other = Entity.objects.filter(pk=int(found[1])).first() if found else find_entity(given[:500], kind)
    if other is None:
        raise Invalid(f"Nobody and nothing here is called “{given}”." if given else "Say which one it is one with.")
    return other


def _refuse(request, entity: Entity, refused: Stale | Invalid):
    """The page it came from, with what was wrong."""
    from .entities import show  # which draws the page, this among it

    status = 409 if isinstance(refused, Stale) else 422
    told = {"refused": f"Somebody was faster. {refused.theirs}" if isinstance(refused, Stale) else str(refused)}
    if request.POST.get("next", "").startswith(reverse("twins")):
        return show_twins(request, status, **told)
    entity.refresh_from_db()
    return show(request, entity.merged_into or entity, status=status, **told)


def _back(said, entity: Entity) -> str:
    back = said.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts=None):
        return back
    entity.refresh_from_db()
    return (entity.merged_into or entity).get_absolute_url()


def identity_of(request, entity: Entity) -> dict:
    """What only an editor sees on the page of an entity; {} for anyone else."""
    if not request.user.has_perm("annotate.correct"):
        return {}
    about = Q(entity=entity) | Q(other=entity) | Q(entity__merged_into=entity) | Q(other__merged_into=entity)
    words = list(Identity.objects.filter(about).select_related("edit__editor").order_by("-edit")[:MOST_SAID])
    waiting = [word for word in words if word.unsettled_below is not None]
    last = Article.objects.order_by("-pk").values_list("pk", flat=True).first() if waiting else 0
    pairs, missing = _pairs(entity, request.GET.get("with", ""))
    return {
        "pairs": shown(pairs),
        "with": request.GET.get("with", ""),
        **({"refused": missing} if missing else {}),
        "names": sql.read(WRITTEN, entity=entity.pk),
        "words": [word.edit for word in words if word.edit.retired_at is None],
        "spreading": min((gone_through(word.unsettled_below, last or 0) for word in waiting), default=None),
        "back": entity.get_absolute_url(),
        **keys_and_said(request),
    }


def _pairs(entity: Entity, given: str) -> tuple[list[Twins], str]:
    """The one that an editor asked to see beside an entity, else its likeliest twins; and why there is none."""
    if not given:
        return twins_of([entity])[:MOST_TWINS], ""
    try:
        other = _other(given, entity.kind)
    except Invalid as missing:
        return [], str(missing)
    other = other.merged_into or other
    return ([], "This is one and the same.") if other == entity else ([compared(entity, other)], "")
