"""Verbs: which one a date belongs to, and whether it tells of what happened, was said, is planned or never was."""

import re
from typing import NamedTuple

PAST_FORMS = (
    "arose|became|began|blew|bore|bought|broke|brought|built|came|caught|chose|crept|cut|dealt|did|died|drew|drove|fed"
    "|fell|felt|fled|flew|forbade|fought|found|froze|gave|got|grew|heard|held|hid|hit|hurt|kept|knew|laid|lay|led|left"
    "|lent|lost|made|meant|met|overthrew|overtook|overshot|paid|put|ran|rang|rose|sang|sank|sat|saw|sent|set|shook|shot"
    "|shut|slept|slid|sold|sought|spent|spoke|spread|stole|stood|struck|swam|swept|swore|taught|thought|threw|told"
    "|took|tore|understood|underwent|went|withdrew|woke|won|wore|wrote|said"
)
PRESENT_FORMS = (  # those that are as often nouns are left out
    "says|say|tells|wins|dies|announces|begins|faces|agrees|rejects|becomes|become|remains|takes|makes|comes|goes|gets"
    "|holds|stands|dates|meets|follows|includes|identifies|expects|believes|has|is|are|have"
)
PARTICIPLES = "been|given|taken|seen|done|gone|known|shown|born|chosen|written|sworn|beaten|driven|fallen|risen"
HELPING = r"was|were|had|does|do|will|would|shall|should|can|could|(?-i:may)(?! \d)|might|must|be|am"
NO_VERBS = (  # words in -ed that tell nothing
    "united|red|hundred|sacred|indeed|speed|need|seed|feed|weed|bed|shed|naked|wicked|breed|greed|creed|aged|wed|alleged"
)
VERB = re.compile(
    rf"\b(?!(?:{NO_VERBS})\b)(?<![-–])(?:{PAST_FORMS}|{PRESENT_FORMS}|{PARTICIPLES}|{HELPING}|\w{{2,}}ed|\w+n[’']t)\b",
    re.I,
)
ADVERBS = re.compile(
    r"\s+(?:(?:to|not|also|now|only|further|later|been|be|already|again|itself|first|never|(?:un)?\w+ly)\s+){0,3}", re.I
)
BEFORE_NOUN = re.compile(r"(?:\b(?:the|a|an|its|their|his|her|of|this|these|those|any|\w+['’]s))\s+$", re.I)

SAID = re.compile(
    r"\b(?:said|says|say|saying|told|tells|telling|wrote|writes|tweeted|tweets|stated|states|added|adds|commented|noted"
    r"|notes|recalled|remarked|posted|according to|claimed|claims|reported|reports|retelling)\b",
    re.I,
)
PLANNED = re.compile(
    r"\b(?:will|shall|(?:is|are|was|were) to|due|plans? to|planned|planning|scheduled|set to|expected|expects|slated"
    r"|upcoming|vowed to|intends? to|going to|would|until|deadline)\b|[’']ll\b",
    re.I,
)


class Predicate(NamedTuple):
    """The verbs that stand together: `text[start:end]` is "will be carried out", "said" or "was born"."""

    start: int
    end: int


def predicates(text: str, start: int, end: int) -> list[Predicate]:
    """The groups of verbs in a range of text, in order; what adverbs alone part is one group.

    A participle before its noun ("the injured teenagers") tells nothing and is none.
    """
    groups: list[Predicate] = []
    for verb in VERB.finditer(text, start, end):
        if groups and ADVERBS.fullmatch(text, groups[-1].end, verb.start()):
            groups[-1] = Predicate(groups[-1].start, verb.end())
        elif not _is_of_noun(text, start, verb):
            groups.append(Predicate(verb.start(), verb.end()))
    return groups


def _is_of_noun(text: str, start: int, verb: re.Match) -> bool:
    before = max(start, verb.start() - 20), verb.start()
    return verb.group()[-2:].lower() == "ed" and bool(BEFORE_NOUN.search(text, *before))
