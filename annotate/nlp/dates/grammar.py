"""The register of rules: a pattern each, and the function that gives what it matched a TIMEX3 value."""

import re
from collections.abc import Callable

RULES: list[tuple[re.Pattern, str, Callable]] = []


def rule(pattern: str, kind: str = "DATE") -> Callable:
    """Register a rule: it gets the scene and the match, and returns a value, "" for none, or None to decline.

    A pattern matches whole words. What `all` spans is the expression.
    """

    def register(function: Callable) -> Callable:
        RULES.append((re.compile(rf"(?<!\w)(?P<all>{pattern})(?!\w)"), kind, function))
        return function

    return register
