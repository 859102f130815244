"""How far the machine's certainty can be believed: the table that was measured when its pipeline was made."""

from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from annotate.certainty import reliability
from annotate.models import DOUBTFUL


@require_safe
@login_required
@permission_required("annotate.correct", raise_exception=True)
def certainty(request):
    context = {
        "here": "desk",
        "tab": "desk",
        "bound": f"{DOUBTFUL:.0%}",
        "pipeline": settings.NEWSROOM_PIPELINE or "the shipped pipeline",
        "sets": [
            {
                "name": each.name.removeprefix("eval_only_").replace("_", " "),
                "error": f"{each.error:.3f}",
                "rows": [
                    (
                        f"{number * 10} to {number * 10 + 10}%",
                        count,
                        f"{sure:.0%}",
                        f"{right:.0%}",
                        round(100 * right),
                    )
                    for number, (count, sure, right) in enumerate(each.tenths)
                    if count
                ],
            }
            for each in reliability(settings.NEWSROOM_PIPELINE)
        ],
    }
    return render(request, "certainty.html", context)
