"""Titles: the words before a person's name, and whether they or the given name tell of a man or a woman."""

import re

from .names import words

MAN, WOMAN = "man", "woman"
ANY_SEX = ("", MAN, WOMAN)

TITLE = re.compile(
    r".*\b(?:Mr|Mrs|Ms|Miss|Mister|Madam|Dr|Doctor|Prof|Professor|Sir|Dame|President|Minister|Premier|Chancellor"
    r"|Secretary|Gov|Governor|Sen|Senator|Rep|Representative|Congressman|Congresswoman|Mayor|Judge|Justice|Ambassador"
    r"|CEO|CFO|COO|Chairman|Chairwoman|Executive|Officer|Gen|General|Lt|Lieutenant|Col|Colonel|Maj|Major|Capt|Captain"
    r"|Sgt|Sergeant|Cmdr|Commander|Adm|Admiral|Rev|Reverend)\b\.?\s+(?=[^\W\d_a-z])"
)
OF_A_MAN = re.compile(
    r"\b(?:Mr\.?|Mister|Sir|Lord|King|Prince|Duke|Congressman|[Hh]usband|[Ff]ather|[Ss]on|[Bb]rother|[Uu]ncle)\s+$"
)
OF_A_WOMAN = re.compile(
    r"\b(?:Mrs\.?|Ms\.?|Miss|Madam|Dame|Lady|Queen|Princess|Duchess|Congresswoman|[Ww]ife|[Mm]other|[Dd]aughter|[Ss]ister"
    r"|[Ww]idow|[Aa]unt)\s+$"
)

# Given names that leave no doubt in the news of most countries; the rest of the world's are told by their titles.
MEN = frozenset(
    """
    aaron abdullah adam ahmad ahmed albert alexander ali andrew anthony antonio arthur barack ben benjamin bernard
    bill bob boris brian carl carlos charles christopher dan daniel david dennis dick donald douglas edward emmanuel
    eric ernest fidel francis frank fred george gerald gerhard gordon greg harold harry hassan henry herbert hugo
    hussein ian ibrahim ivan jack jacob jacques james jeb jeff jeffrey jerry jim jimmy joe john jonathan jose joseph
    juan kenneth kevin khalid larry lawrence leonard louis luis mahmoud mario mark martin matthew michael mike
    mohamed mohammed muhammad mustafa neil nicholas nicolas omar oscar patrick paul pedro peter philip rafael ralph
    raymond richard rick robert roger ronald rupert samuel scott sergei silvio stephen steve steven ted thomas tim
    timothy tom tony usman victor vincent vladimir walter william yasser
    """.split()
)
WOMEN = frozenset(
    """
    agnes aisha alexandra alice amanda amy andrea angela anita ann anna anne annie barbara benazir betty bridget
    camilla carmen carol caroline catherine charlotte cherie christina christine claire condoleezza cristina cynthia
    deborah debra diana diane donna dorothy elena elizabeth ellen emily emma eva fatima fiona florence gloria grace
    hannah harriet helen hillary irene isabel ivanka jane janet janice jennifer jessica jill joan joanna josephine
    joyce judith judy julia julie karen kate katherine kathleen kathryn laila laura lily linda lisa liz lucy
    margaret maria marie marilyn martha mary megan melania melissa michelle nancy natalia natasha nicola nicole olga
    pamela patricia paula rachel rebecca rosa rose ruth sally samantha sandra sara sarah sharon sheila shirley sonia
    sophie stephanie susan suzanne svetlana sylvia teresa theresa tina valerie vanessa victoria virginia wendy
    yvonne zainab
    """.split()
)


def untitled(name: str) -> str:
    """A person's name without the titles before it, and whose they are: "Apple CEO Steve Jobs" is Steve Jobs."""
    return TITLE.sub("", name, count=1)


def told_sex(before: str) -> str:
    """MAN or WOMAN, as the title or the kinship before a name tells; "" when neither does."""
    return MAN if OF_A_MAN.search(before) else WOMAN if OF_A_WOMAN.search(before) else ""


def sex(before: str, name: str) -> str:
    """MAN or WOMAN, as the words before a name or else the name itself tell; "" when they do not."""
    if told := told_sex(before):
        return told
    found = words(name)
    if len(found) < 2:
        return ""
    return MAN if found[0] in MEN else WOMAN if found[0] in WOMEN else ""
