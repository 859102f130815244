"""Transliteration: names from the Arabic script, which newspapers spell in many ways, folded to one skeleton."""

import re
from functools import lru_cache

from .names import ARABIC_PARTICLES, content, words

# The spellings differ in pairs of letters for one sound, doubled letters, the vowels within a class, and a last h.
SOUNDS = [
    (re.compile(r"^abd[aeou]l"), "abdal"),
    (re.compile(r"dh|th(?=\w)|z"), "z"),
    (re.compile(r"kh|gh|q|ck"), "k"),
    (re.compile(r"ch|sh"), "s"),
    (re.compile(r"ph"), "f"),
    (re.compile(r"w"), "u"),
    (re.compile(r"([^aeiouy])\1+"), r"\1"),
    (re.compile(r"(?<=\w)[hy]+$"), ""),
    (re.compile(r"[aeiy]+"), "a"),
    (re.compile(r"a?[ou]+a?"), "o"),
]

# Given names that make the whole name one of the Arabic script even where its particle was dropped: "Moqtada Sadr".
GIVEN = frozenset(
    """
    abbas abdallah abdelaziz abdelkader abdul abdulaziz abdullah abdulrahman adel adil adnan ahmad ahmed akram ala
    alaa ammar amr anwar ashraf asif ayad ayatollah ayman aziz bahaa bakr barham bashar bashir bilal burhan daoud
    dawood ebrahim emad fadel fadhil fadi fahad fahd faisal falah falih farouk faruq fatima fouad fuad habib hadi
    hafez haidar haider haitham hakim hamad hamdi hamed hameed hamid hamza haroon haroun hasan hashem hashim hassan
    hatem hisham hoshyar hosni hossein houssein husain husayn husein husham hussain hussein ibrahim imad imran iqbal
    ismael ismail issa iyad jaafar jaber jabir jafar jalal jamal jamil jassim jawad kadhim kamal karim karrar kazem
    khaled khalid khalifa khalil laith latif mahdi mahmood mahmoud mahmud majid malik mansour mansur maqbool marwan
    masoud massoud masud mazen mehdi mohamad mohamad mohamed mohammad mohammed mohsen moncef moqtada mostafa moussa
    mowaffak muammar muhammad muhammed muhsin munir muqtada murtada murtaza musa mustafa mustapha nabil nadim najib
    najim naseer nasir nasser nawaf nawaz nazar nizar nouri nuri omar osama othman qais qasim qassem rafik rafiq
    rahim ramadan ramzi rashad rasheed rashid riad riyad rustam saad sabah saddam sadiq saeed safa said salah saleh
    salem salih salim salman sami samir sayed sayyed sayyid seyed shakir sharif shukri sulaiman suleiman tahir talal
    tareq tariq tawfiq usama usman uthman wael walid yahya yasin yasir yasser yassin yousef youssef yunis yusuf zaid
    zayed zuhair
    """.split()
)


def is_arabic(name: str) -> bool:
    """True for a name of a person that has a particle of Arabic names, or begins with one of their given names."""
    found = words(name)
    return not ARABIC_PARTICLES.isdisjoint(found) or bool(found and found[0] in GIVEN)


@lru_cache(maxsize=65_536)
def skeleton(word: str) -> str:
    """What the spellings of one folded word share: "kadhimi" and "kazimi" give one, "hassan" and "hussein" two."""
    for pattern, letters in SOUNDS:
        word = pattern.sub(letters, word)
    return word


def skeletons(name: str) -> tuple[str, ...]:
    """The skeletons of the words of a name, without its particles."""
    return tuple(map(skeleton, content(name)))
