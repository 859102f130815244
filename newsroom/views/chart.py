"""Draws the chart of coverage: bars as SVG, and over them a list of links, one a bar, which screen readers get."""

from collections.abc import Callable, Sequence
from html import escape

from django.utils.safestring import SafeString, mark_safe

from ..coverage import Bar

TALL = 88  # pixels of the highest bar; 24 more hold what stands below
MOST_SIGNS = 4  # on the axis: as many as fit a phone
GAP = 0.18  # share of a step that stays free beside its bar


def draw(bars: Sequence[Bar], address: Callable[[Bar], str]) -> SafeString:
    """The chart as HTML; `address` gives where a click on a bar leads.

    Places are in percent across and in pixels down, so the chart fits any width and its words keep their size. The
    links lie beside the drawing and not in it: what is in an image cannot be reached by keyboard in every browser.
    """
    most = max(bars, key=lambda bar: bar.reports)
    each, said = 100 / len(bars), escape(_said(most))
    drawn = "".join(_bar(bar, number * each, each, most.reports) for number, bar in enumerate(bars) if bar.reports)
    every = -(-len(bars) // MOST_SIGNS)
    signs = "".join(_sign(bars, number, each) for number in range(0, len(bars), every))
    links = "".join(_link(bar, address(bar)) for bar in bars)
    return mark_safe(
        f'<p class="small soft">Reports by when it happened. The most: {said}.</p><div class="plot">'
        f'<svg class="bars" role="img" aria-labelledby="coverage-title coverage-desc" height="{TALL + 24}">'
        f'<title id="coverage-title">Reports of what happened over time</title>'
        f'<desc id="coverage-desc">From {escape(bars[0].words)} to {escape(bars[-1].words)}. The most: {said}.'
        f" The list after this image has every number.</desc>{drawn}"
        f'<line x1="0" x2="100%" y1="{TALL + 0.5}" y2="{TALL + 0.5}"/>{signs}</svg>'
        f'<ol class="spans">{links}</ol></div>'
    )


def _bar(bar: Bar, left: float, each: float, most: int) -> str:
    tall = max(2, round(TALL * bar.reports / most))
    return f'<rect x="{left + each * GAP / 2:.2f}%" width="{each * (1 - GAP):.2f}%" y="{TALL - tall}" height="{tall}"/>'


def _sign(bars: Sequence[Bar], number: int, each: float) -> str:
    """The words below a bar, in its middle, but for those that would stand over the side."""
    place, anchor = (number + 0.5) * each, "middle"
    if number in (0, len(bars) - 1):
        place, anchor = (0, "start") if number == 0 else (100, "end")
    return f'<text x="{place:.2f}%" y="{TALL + 18}" text-anchor="{anchor}">{escape(bars[number].short)}</text>'


def _link(bar: Bar, address: str) -> str:
    if not bar.reports:
        return '<li aria-hidden="true"></li>'
    said = escape(_said(bar))
    return f'<li><a href="{escape(address)}" title="{said}"><span class="visually-hidden">{said}</span></a></li>'


def _said(bar: Bar) -> str:
    return f"{bar.words}, {bar.reports} report{'' if bar.reports == 1 else 's'}"
