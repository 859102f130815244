"""Examples to train a tagger on: texts with spans become passages of tagged words, varied each time they are seen."""

import base64
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

Spaced = Sequence[tuple[str, int, bool]]  # words of a text: word, offset, whether a space follows

LABELS = ("PERSON", "GPE", "LOC", "FAC", "ORG", "NORP", "EVENT", "DATE", "TIME")
LONGEST = 180  # words of a passage
MISSING = "-"  # spaCy's tag for "nothing is known here"

# Words that could carry a label which a corpus does not annotate: there its silence is no evidence.
CALENDAR = re.compile(
    r"(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days?|jan\w*|feb\w*|mar(?:ch|\.)?|apr\w*|may|jun\w*|jul\w*|aug\w*"
    r"|sep\w*|oct\w*|nov\w*|dec\w*|to(?:day|night|morrow)|yesterday|(?:1[0-9]|20)\d\ds?|\d{1,2}(?:st|nd|rd|th)?|this"
    r"|last|next|the|early|late|mid|first|second|century|centuries|years?|months?|weeks?|days?|hours?|spring|summer"
    r"|autumn|winter|decades?|[ap]\.?m\.?|ago|later|morning|evening|afternoon|night|noon)",
    re.I,
)
PEOPLES = re.compile(
    r"[A-Z]\w*(?:ish|ese|ians?|ans?|ists?|ites?|is?|ch|crats?)|Jews?|Greeks?|Dutch|Swiss|Kurds?|Arabs?|Thai|Turks?"
)
DOUBTS = {"DATE": CALENDAR, "TIME": CALENDAR, "NORP": PEOPLES}

# Names as news in English spells them, so that a tagger learns the shape of names and not the famous ones by heart.
GIVEN = """Ahmed Ali Hassan Hussein Mohammed Mahmoud Omar Khalid Yusuf Ibrahim Mustafa Qais Moqtada Haider Nouri Adel
Barham Jalal Masoud Nechirvan Falah Hadi Faleh Ammar Abbas Saleh Tariq Reza Hossein Amir Javad Ebrahim Qasem Mehmet
Recep Kemal Ahmet Selahattin Fatima Zainab Maryam Leila Noor Amina Arjun Rahul Narendra Priya Sunita Imran Asif Shehbaz
Bilawal Khaleda Wei Xiaoming Jinping Li Ming Kwame Nana Chinedu Oluwaseun Adebayo Thabo Cyril Uhuru Nelson Julius Abiy
Haile Tedros Sadiq Bashir Abdul Abdullah Salman Faisal Bandar Naguib Amr Gamal Anwar Samir Michel Saad Rafik Walid Nabih
Olena Volodymyr Ivan Sergei Dmitri Aleksandr Carlos Juan Maria Luis Jair Dilma Evo Hugo Piet Jan Ursula Angela Emmanuel
Marine Giorgia""".split()
FAMILY = """Kadhimi Khazali Sadr Maliki Abadi Amiri Hakim Sistani Barzani Talabani Salih Halbousi Jaafari Allawi Mahdi
Araji Asadi Fayyad Muhandis Ansari Zahra Rouhani Raisi Khamenei Zarif Erdogan Davutoglu Yilmaz Demirtas Sharma Gandhi
Modi Khan Bhutto Sharif Rahman Hasina Wang Zhang Chen Liu Xi Okafor Mensah Buhari Obasanjo Kenyatta Odinga Ramaphosa
Zuma Desalegn Ahmed Mubarak Sisi Morsi Hariri Aoun Berri Jumblatt Zelensky Poroshenko Putin Medvedev Garcia Rodriguez
Silva Rousseff Morales Chavez Berg Dijk Linden Jong Smith Brown Walker Price Johnson Cooper Turner Bell Ward
Hughes""".split()
MOVEMENT = """Hashd Asaib Kataib Harakat Jaish Ansar Saraya Liwa Hizb Jabhat Ahrar Faylaq Fatah Badr Tayyar Hezb Jamaat
Majlis Lashkar Tehreek""".split()
CAUSE = """Shaabi Haq Hezbollah Nujaba Islam Salam Dawa Nusra Sham Rahman Watan Sunna Mahdi Jihad Taiba Insaf Shuhada
Islami Tahrir Thawra""".split()
VIRTUE = """Conquest Victory Progress Reform National Unity Justice Democratic Freedom Homeland Dignity Renewal Labour
Green Popular""".split()
BODY = "Alliance Coalition Front Movement Party Bloc Union Council Forces Brigade".split()
SMALL = frozenset("of the in on and to for a an at by".split())


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a text with their BILUO tags; `spaced` says of each whether a space follows.

    `soft` is what a teacher made of the words instead: for each a probability from 0 to 255 of every tag.
    """

    words: tuple[str, ...]
    spaced: tuple[bool, ...]
    tags: tuple[str, ...]
    soft: tuple[bytes, ...] = ()


def passages(record: dict, tokenize: Callable[[str], Spaced]) -> Iterator[Passage]:
    """The passages of one record: {"text", "spans": [[start, end, label]], "meta": {"lacks": [label]}}.

    A record that a teacher labelled has "soft", its probabilities in base 64, a row for every word.
    """
    words = tokenize(record["text"])
    tags = _tags(words, record["spans"], set(record.get("meta", {}).get("lacks", ())))
    soft = _rows(record.get("soft", ""), len(words))
    for start, end in _cuts([word for word, _, _ in words], tags):
        here = words[start:end]
        yield Passage(
            tuple(w for w, _, _ in here), tuple(s for _, _, s in here), tuple(tags[start:end]), soft[start:end]
        )


def varied(passage: Passage, chance: random.Random) -> Passage:
    """The passage with some people and groups renamed, and one time in eleven in another case."""
    passage = passage if passage.soft else _renamed(passage, chance)
    throw = chance.random()
    if throw < 0.03:
        words = [word.upper() for word in passage.words]
    elif throw < 0.06:
        words = [word.lower() for word in passage.words]
    elif throw < 0.09:
        words = [word if word in SMALL else word[:1].upper() + word[1:] for word in passage.words]
    else:
        return passage
    return replace(passage, words=tuple(words))


def _rows(packed: str, words: int) -> tuple[bytes, ...]:
    if not packed:
        return ()
    soft = base64.b64decode(packed, validate=True)
    size, rest = divmod(len(soft), words)
    if rest:
        raise ValueError("“soft” does not have the same number of probabilities for every word")
    return tuple(soft[n : n + size] for n in range(0, len(soft), size))


def _tags(words: Spaced, spans: Sequence, lacks: set[str]) -> list[str]:
    doubts = [DOUBTS[label] for label in sorted(lacks & DOUBTS.keys())]
    tags = [MISSING if any(doubt.fullmatch(word) for doubt in doubts) else "O" for word, _, _ in words]
    last = 0
    for start, end, label in sorted(spans):
        inside = [n for n, (word, at, _) in enumerate(words) if at < end and start < at + len(word) and n >= last]
        if label in LABELS and inside:
            tags[inside[0] : inside[-1] + 1] = _biluo(len(inside), label)
            last = inside[-1] + 1
    return tags


def _biluo(length: int, label: str) -> list[str]:
    if length == 1:
        return [f"U-{label}"]
    return [f"B-{label}", *[f"I-{label}"] * (length - 2), f"L-{label}"]


def _cuts(words: Sequence[str], tags: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Ranges of words, cut where a sentence or a paragraph ends, never inside a name."""
    start = border = 0
    for number, word in enumerate(words, 1):
        whole = tags[number - 1][:2] not in ("B-", "I-")
        if whole and (word in (".", "!", "?") or "\n" in word):
            border = number
        too_long = number - start >= LONGEST and border > start
        if too_long or ("\n\n" in word and whole and number - start > LONGEST // 3):
            yield start, border
            start = border
    if start < len(words):
        yield start, len(words)


def _renamed(passage: Passage, chance: random.Random) -> Passage:
    words, spaced, tags = [], [], []
    for start, end, label in _entities(passage.tags):
        name = _another(label, end - start, chance)
        if name:
            words += name
            spaced += ["-" not in pair for pair in pairwise(name)] + [passage.spaced[end - 1]]
            tags += _biluo(len(name), label)
        else:
            words += passage.words[start:end]
            spaced += passage.spaced[start:end]
            tags += passage.tags[start:end]
    return Passage(tuple(words), tuple(spaced), tuple(tags))


def _entities(tags: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Every name as (start, end, label), and every other word by itself with the label ""."""
    start = 0
    for number, tag in enumerate(tags):
        if tag[:2] in ("O", MISSING, "U-", "L-"):
            yield start, number + 1, tag[2:]
            start = number + 1


def _another(label: str, length: int, chance: random.Random) -> list[str] | None:
    if label == "PERSON" and chance.random() < 0.25:
        return _person(length, chance)
    if label == "ORG" and length > 1 and chance.random() < 0.12:
        return _group(chance)
    return None


def _person(length: int, chance: random.Random) -> list[str]:
    given, family = chance.choice(GIVEN), chance.choice(FAMILY)
    if length == 1:
        return [family]
    middle = chance.choices(
        [
            "",
            chance.choice(("al", "al", "el")),
            chance.choice(("bin", "van", "van der", "de", "abu")),
            "initial",
            "two",
        ],
        weights=[55, 30, 5, 5, 5],
    )[0]
    if middle == "initial":
        middle = chance.choice("ABCDEFGHJKLMR") + "."
    elif middle == "two":
        middle = chance.choice(GIVEN)
    return [given, *middle.split(), family]


def _group(chance: random.Random) -> list[str]:
    if chance.random() < 0.5:
        return [chance.choice(MOVEMENT), *chance.choice(("al", "al", "Ahl al", "ul")).split(), chance.choice(CAUSE)]
    return [chance.choice(VIRTUE), chance.choice(BODY)]
