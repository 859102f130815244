"""python -m annotate.training.rarity RAW.jsonl... > words.tsv: count in how many texts each word stands."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..nlp.vocabulary import stem, words

HEAD = """\
# In how many news texts each word stands, without its ending; the first line counts the texts. Counted over Wikinews
# 2019-20 (CC BY 2.5) and Voice of America 2004-10 (public domain); words of one or two texts are left out."""
LEAST = 3  # texts a listed word stands in: rarer ones are as good as new


def table(texts: Iterable[str]) -> Iterator[str]:
    """The lines of the table, without its head."""
    counts: Counter = Counter()
    for text in texts:
        counts.update({"", *map(stem, words(text))})
    return (f"{word}\t{count}" for word, count in sorted(counts.items()) if count >= LEAST)


if __name__ == "__main__":
    lines = (line for path in sys.argv[1:] for line in Path(path).read_text("utf-8").splitlines())
    print(HEAD, *table(json.loads(line)["text"] for line in lines), sep="\n")
