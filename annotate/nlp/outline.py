"""What the lines of a plain text are: headings, and asides that are not the story."""

import re

# Lines by which publishers lead readers elsewhere or speak of themselves.
ASIDE = re.compile(
    r"(?:(?:read|see|watch|listen)\s+(?:also|more|next)\b|also\s+read\b|related(?:\s+(?:articles?|stories|news))?\s*:"
    r"|more\s+on\s+this|recommended\s*:|disclaimer\s*:|advertisement\b|sponsored\b|sign\s+up\s+(?:for|to)\b|subscribe\s+(?:to|now)\b"
    r"|follow\s+us\s+on\b|share\s+this\b|click\s+here\b|all\s+rights\s+reserved|©|copyright\s+(?:©|\d{4}))",
    re.I,
)
LINE = re.compile(r"[^\n]+")
ENDS_SENTENCE = re.compile(r"[.!?;:,…][\"'”’»)\]]*$")
LONGEST_HEADING = 90
LONGEST_ASIDE = 300


def outline(text: str) -> list[tuple[str, int, int]]:
    """The ("heading" | "aside", start, end) lines of a text, in order, without white space at their ends.

    A heading is a short line of its own without the punctuation of a sentence, with a longer line after it; the very
    first line is the title's or the lead's and never a heading.
    """
    lines = [_trimmed(text, line.start(), line.end()) for line in LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if start < end]
    found = []
    for number, (start, end) in enumerate(lines):
        if end - start <= LONGEST_ASIDE and ASIDE.match(text, start, end):
            found.append(("aside", start, end))
        elif number and _is_heading(text, start, end) and _has_more_below(text, lines, number):
            found.append(("heading", start, end))
    return found


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    line = text[start:end]
    return start + len(line) - len(line.lstrip()), start + len(line.rstrip())


def _is_heading(text: str, start: int, end: int) -> bool:
    line = text[start:end]
    return (
        end - start <= LONGEST_HEADING
        and 1 < len(line.split()) <= 14
        and not ENDS_SENTENCE.search(line)
        and line[0].isalnum()
        and not line[0].islower()
        and text[:start].rstrip(" \t").endswith("\n")
    )


def _has_more_below(text: str, lines: list[tuple[int, int]], number: int) -> bool:
    """True when prose follows and the line above ended like prose: it is no list, no verse, no wrapped line."""
    above, below = lines[number - 1], lines[number + 1] if number + 1 < len(lines) else None
    if below is None or below[1] - below[0] <= LONGEST_HEADING // 2:
        return False
    return (
        bool(ENDS_SENTENCE.search(text[slice(*above)]))
        or "\n\n" in text[above[1] : lines[number][0]]
        or bool(ASIDE.match(text, *above))
    )
