"""Keys: the folded form under which the archive keeps a name, equal for all that means one."""

import re
from functools import lru_cache

from .gazetteer import common_name
from .names import fold
from .spans import GROUP, PERSON
from .transliteration import is_arabic, skeletons

COMPANY = re.compile(r"(?<=\w) (?:inc|incorporated|corp|corporation|ltd|limited|llc|plc|co|company|nv|n v|ag|sa|gmbh)$")


def key_of(name: str, kind: str, sex: str) -> str:
    """The key of a name that only a man, or only a woman, bears: no name folds to it."""
    return f"{key(name, kind)} ({sex})" if sex else key(name, kind)


@lru_cache(maxsize=65_536)
def key(name: str, kind: str) -> str:
    """The key of a name: equal keys of one kind are one entity, in whatever order articles come.

    Case, accents, points, hyphens and a leading "the" do not count, nor does what a company is in law; places and
    groups of the gazetteer have the key of their common name. People's names from the Arabic script fold to a
    skeleton: "Mustafa al-Kadhimi", "Mustafa al Kazimi" and "Mustafa Kadhimi" share a key, "Jan Smith" and "Jon
    Smith" do not. A surname alone has a key that no full name has.
    """
    if kind == PERSON:
        bones = skeletons(name) if is_arabic(name) else ()
        return " ".join(bones) if len(bones) > 1 else fold(name)
    folded = fold(common_name(name, kind) or name)
    return COMPANY.sub("", folded) if kind == GROUP else folded
