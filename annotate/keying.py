"""Deeds of one key or one button: said of a tag as it stands, with nothing to fill in."""

from .editing import Invalid, correct, seen_place, seen_word
from .models import EDITOR, RULE, Edit, Rule
from .nlp.borders import moved

LABEL, ACCEPT = "label", "accept"
BORDERS = {  # deed -> which border goes which way
    "wider": {"at_start": False, "wider": True},
    "narrower": {"at_start": False, "wider": False},
    "wider-start": {"at_start": True, "wider": True},
    "narrower-start": {"at_start": True, "wider": False},
}
DEEDS = (LABEL, ACCEPT, *BORDERS)


def key_in(article, *, deed: str, revision: int, seen: str, label: str = "", editor) -> Edit:
    """Do one of DEEDS to the tag that the page showed as `seen`; raises Stale and Invalid as correct() does.

    label    it carries `label`, "" for nothing; its borders and whom it means stay
    accept   it is right as the machine read it or a rule has it: a Correction with the same borders and label, and for
             a date the same value, takes its place. From then on the tag is an editor's, counts as reviewed and
             outlives every pipeline and the rule. Whom a name means is said where the rule said it, else it goes on
             being read from the text: said of one mention it would weigh in reading the others ("Allawi" where the
             text knows two), and accepting changes nothing but what it says.
    wider, narrower, wider-start, narrower-start
             its last or its first border moves by one word
    """
    if deed not in DEEDS:
        raise Invalid(f"“{deed}” is nothing that can be done to a tag.")
    start, end, shown = seen_place(seen)
    mention = article.mentions.select_related("entity").filter(start=start, end=end).first()
    said = {"label": label if deed == LABEL else shown, "entity": ""}
    if mention and _word(mention) == seen:
        if deed == ACCEPT and mention.origin == EDITOR:
            raise Invalid(f"“{mention.quote}” already stands as an editor said it.")
        if deed == ACCEPT and mention.origin == RULE:
            rule = Rule.objects.standing().on(article, mention.quote).first()
            said["entity"] = rule.entity if rule else ""
        if deed != ACCEPT:
            said["entity"] = mention.entity.name if mention.entity else mention.value
        if deed in BORDERS and revision == article.revision:
            start, end = _borders(article.text, start, end, deed)
    return correct(article, revision=revision, start=start, end=end, seen=seen, editor=editor, **said)


def _word(mention) -> str:
    return seen_word(mention.start, mention.end, mention.label, mention.entity_id, mention.value)


def _borders(text: str, start: int, end: int, deed: str) -> tuple[int, int]:
    borders = moved(text, start, end, **BORDERS[deed])
    if borders is None:
        wider = BORDERS[deed]["wider"]
        raise Invalid("There is no further word in this paragraph." if wider else "A tag keeps at least one word.")
    return borders
