"""The keys of an editor: what each does, and how the same is done by pointer, touch or a screen reader."""

from .cards import LABELS

# (name, key, what it does, how else). The names are those that static/js/keys.js knows; "label-ORG" sets that label.
KEYS = [
    ("mode", "e", "Edit mode on or off", "the switch above the text"),
    ("next", "]", "Next mark", "“Next mark” in the card, or Tab"),
    ("previous", "[", "Mark before", "“Mark before” in the card, or Shift+Tab"),
    *(
        (f"label-{label}", str(number), f"It is: {words}", "“It is a” in the card")
        for number, (label, words) in enumerate(LABELS.items(), 1)
    ),
    ("nothing", "x", "It is nothing", "“It is nothing” in the card"),
    ("accept", "Enter", "It is right as the machine read it", "“It is right” in the card"),
    ("wider", "+", "Wider by the word after it", "“Last word” in the card"),
    ("narrower", "-", "Without its last word", "“Last word” in the card"),
    ("wider-start", ",", "Wider by the word before it", "“First word” in the card"),
    ("narrower-start", ".", "Without its first word", "“First word” in the card"),
    ("name", "n", "Whom or what it means", "“Whom or what it means” in the card"),
    ("open", "o", "Open its card", "click, tap or a screen reader's Enter on the mark"),
    ("widen", "a", "Apply to all like it", "its button in the card"),
    ("review", "v", "The whole article is reviewed", "“Mark as reviewed” above the text"),
    ("undo", "u", "Undo my last edit here (also Ctrl+Z)", "“Undo” above the text, or the Desk"),
    ("word", "w", "Choose the next word, to tag it", "select words, tap them, or “Tag a phrase”"),
    ("word-back", "b", "Choose the word before", "select words, tap them, or “Tag a phrase”"),
    ("word-more", "W", "One word more", "select more words, or tap the last one"),
    ("word-less", "B", "One word less", "select fewer words"),
    ("help", "?", "These keys", "“Keys” above the text"),
]


ON_THE_DESK = {  # what keys do in the queue, where not the same as in an article
    "mode": "the switch above the queue",
    "next": "Tab",
    "previous": "Shift+Tab",
    "nothing": "“It is nothing”",
    "accept": "“It is right”",
    "open": "the mark itself",
    "widen": "“Look first”",
    "undo": "“Undo” in the row, or Corrections",
    "help": "“Keys” above the queue",
}


def shown_keys() -> list[dict]:
    """The rows of the table of keys; `words` are those of the label that a key sets, else ""."""
    names = ("name", "key", "does", "otherwise")
    return [
        dict(zip(names, row, strict=True)) | {"words": LABELS.get(row[0].partition("label-")[2], "")} for row in KEYS
    ]


def queue_keys() -> list[dict]:
    """The rows of those keys that do something in the queue of the desk."""
    return [
        row | {"otherwise": ON_THE_DESK.get(row["name"], "“It is a” and “Put right”")}
        for row in shown_keys()
        if row["name"] in ON_THE_DESK or row["words"]
    ]
