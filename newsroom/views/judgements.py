"""Putting an event right from its page."""

import re

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from annotate.editing import Invalid, Stale
from annotate.judging import hide, join, put_right, take_out
from annotate.models import Edit, Event

from .event import context_of

ADDRESS = re.compile(r"(?:.*/events/)?(\d{1,18})(?:-[^/]*)?/?")


@require_POST
@permission_required("annotate.correct", raise_exception=True)
def judgement(request, pk):
    event = get_object_or_404(Event.objects.select_related("merged_into"), pk=pk)
    event = event.merged_into or event
    try:
        edit = _do(event, request.POST, request.user)
    except Stale as stale:
        return render(request, "event.html", context_of(request, event, stale=stale, said=request.POST), status=409)
    except Invalid as invalid:
        more = {"invalid": str(invalid), "said": request.POST}
        return render(request, "event.html", context_of(request, event, **more), status=422)
    messages.success(request, f"Put right: {edit.summary}")
    event.refresh_from_db()
    return redirect(event.merged_into or event)


def _do(event: Event, said, editor) -> Edit:
    seen = said.get("seen", "")[:64] or "nothing"
    if "hide" in said:
        return hide(event, seen=seen, editor=editor)
    if "out" in said:
        article = said["out"]
        return take_out(event, int(article) if article.isdecimal() else 0, seen=seen, editor=editor)
    if "join" in said:
        return join(event, _other(said), seen=seen, editor=editor)
    facts = {name: said.get(name, "") for name in ("title", "when", "where")}
    return put_right(event, seen=seen, who=said.get("who", "").splitlines(), editor=editor, **facts)


def _other(said) -> Event:
    """The event that an editor chose from the list, or whose address he gave."""
    given = said.get("other", "").strip() or said.get("likely", "")
    found = ADDRESS.fullmatch(given)
    other = Event.objects.select_related("merged_into").filter(pk=int(found[1])).first() if found else None
    if other is None:
        raise Invalid(f"“{given}” is no address of an event." if given else "Choose the event that this is one with.")
    return other.merged_into or other
