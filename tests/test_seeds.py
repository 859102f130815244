"""The sample articles: whole, dated, distinct, in step with the calendar and their list, hard where planted."""

import io
import re
from collections import Counter
from datetime import date, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from django.core.management import call_command

from newsroom.ingest.documents import Document
from newsroom.ingest.texts import parse_markdown
from newsroom.models import Article

FOLDER = Path(__file__).resolve().parent.parent / "seeds"
NOTES = FOLDER / "README.md"
FILES = sorted(path for path in FOLDER.iterdir() if path != NOTES)
FIRST_TELLING = "2021-07-19-sadr-city-market-bombing-1.md"
SECOND_TELLING = "2021-07-19-sadr-city-market-bombing-2.md"
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
MONTHS = "January February March April May June July August September October November December".split()
WEEKDAY_AND_DATE = re.compile(
    rf"\b({'|'.join(WEEKDAYS)})(?: of next week)?, (?:(\d+) ({'|'.join(MONTHS)})|({'|'.join(MONTHS)}) (\d+))\b"
)
# file: (the people of one surname, words in which it stands alone)
SURNAMES = {
    "2020-05-07-kadhimi-sworn-in.md": (["Mohammed Allawi", "Ayad Allawi", "Ali Allawi"], "Allawi gave up"),
    "2021-07-27-iraq-fuel-for-lebanon.md": (["Saad Hariri", "Rafik Hariri"], "Hariri the younger"),
    "2021-10-16-the-sadrs-of-najaf.md": (["Moqtada al‑Sadr", "Baqir al‑Sadr", "Musa al‑Sadr"], "Sadr wants"),
    "2022-02-16-court-rules-on-kurdish-oil.md": (["Masoud Barzani", "Masrour Barzani"], "callers say Barzani"),
}
# file: (the person or the month, the place or the person, the word alone)
NAMESAKES = {
    "2021-03-02-vernon-jordan-iraq-study-group.md": ("Vernon Jordan", "Jordan, a kingdom", "Jordan's name"),
    "2021-12-27-mutanabbi-street-reopens.md": ("Al‑Mutanabbi was born", "Mutanabbi Street", "Mutanabbi turned"),
    "2021-03-08-pope-francis-leaves-iraq.md": ("an Assyrian politician", "Franso Hariri Stadium", "Hariri, a"),
    "2020-10-23-kadhimi-in-london.md": ("Theresa May", "May of this year", "May met"),
}
# file: (words that name a day by its weekday, that day)
ACROSS_A_MONTH = {
    "2019-12-02-parliament-accepts-abdul-mahdi-resignation.md": ("announced on Friday", date(2019, 11, 29)),
    "2021-07-27-iraq-fuel-for-lebanon.md": ("Wednesday of next week", date(2021, 8, 4)),
    "2021-11-02-rockets-in-mansour.md": ("struck on Sunday", date(2021, 10, 31)),
    "2021-11-06-clash-at-the-green-zone.md": ("last Sunday", date(2021, 10, 31)),
}
# file: (emoji of several code points, a name or a day after them in the same paragraph)
EMOJI = {
    "2021-11-05-iraq-face-syria-in-doha.md": ("👨‍👩‍👧‍👦", "Advocaat"),
    "2021-11-08-world-condemns-attack.md": ("🤦🏽‍♂️", "Kadhimi, Sadr, Maliki"),
}
SPELLINGS = {
    "2021-11-07-attack-on-residence-meridian-wire.md": "Mustafa al-Kadhimi",
    "2021-11-07-attack-on-residence-gulf-ledger.md": "Mustafa al Kazimi",
    "2021-11-07-attack-on-residence-tigris-courier.md": "مصطفى الكاظمي",
    "2021-11-08-world-condemns-attack.md": "Mustafa al‑Kadhimi",
}


@cache
def read(name: str) -> Document:
    return parse_markdown((FOLDER / name).read_bytes(), name=name)


def each(names):
    return pytest.mark.parametrize("name", names)


@each([path.name for path in FILES])
def test_a_sample_article_is_whole(name):
    seed = read(name)
    kinds = [part.kind for part in seed.parts]
    assert seed.title and seed.source and seed.author and seed.url and seed.published
    assert seed.language == "en"
    assert kinds.count("heading") >= 1
    assert 250 <= len(seed.text.split()) <= 500
    assert name.startswith(seed.published.date().isoformat())
    assert seed.published.strftime("/%Y/%m/%d/") in seed.url


def test_there_are_at_least_24_articles_and_only_the_revised_one_comes_twice():
    keys = Counter(read(path.name).key for path in FILES)
    twice = read(FIRST_TELLING).key
    assert len(keys) >= 24
    assert read(SECOND_TELLING).key == twice
    assert {key for key, count in keys.items() if count > 1} == {twice}
    assert len({read(path.name).title for path in FILES}) == len(FILES)


def test_the_notes_list_every_file_once():
    rows = re.findall(r"^\| `([^`]+)` \| ", NOTES.read_text(), re.M)
    assert rows == [path.name for path in FILES]


def test_files_named_in_the_notes_exist():
    named = set(re.findall(r"`(\d{4}-[^`]+)`", NOTES.read_text()))
    assert named <= {path.name for path in FILES}
    assert {*SURNAMES, *NAMESAKES, *EMOJI} <= named


def test_a_weekday_beside_a_date_is_the_weekday_of_that_date():
    found = [(path.name, match) for path in FILES for match in WEEKDAY_AND_DATE.finditer(_text(path.name))]
    assert len(found) >= 4
    for name, match in found:
        weekday, day, month, other_month, other_day = match.groups()
        told = date(read(name).published.year, MONTHS.index(month or other_month) + 1, int(day or other_day))
        assert WEEKDAYS[told.weekday()] == weekday, (name, match.group())


@pytest.mark.django_db
def test_the_folder_is_taken_in_without_its_notes_and_the_revised_article_once():
    said = io.StringIO()
    call_command("ingest", str(FOLDER), stdout=said)
    assert said.getvalue().strip() == f"{len(FILES) - 1} new, 1 revised, 0 known, 0 refused"
    assert Article.objects.count() == len(FILES) - 1
    assert not Article.objects.filter(published_is_certain=False).exists()
    revised = Article.objects.get(revision=2)
    assert (revised.url, revised.title) == (read(SECOND_TELLING).url, read(SECOND_TELLING).title)
    assert [old.text for old in revised.revisions.all()] == [read(FIRST_TELLING).text]


def test_the_revision_changes_the_number_of_the_dead():
    assert "killed at least 25 people" in _text(FIRST_TELLING)
    assert "killed at least 35 people" in _text(SECOND_TELLING)


@each(SURNAMES)
def test_a_surname_is_shared_and_also_stands_alone(name):
    people, alone = SURNAMES[name]
    assert all(person in _text(name) for person in people)
    assert alone in _text(name)


@each(NAMESAKES)
def test_a_name_means_two_things_in_one_article(name):
    assert all(words in _text(name) for words in NAMESAKES[name])


@each(ACROSS_A_MONTH)
def test_a_weekday_lies_in_another_month(name):
    words, day = ACROSS_A_MONTH[name]
    published = read(name).published.date()
    assert words in _text(name)
    assert WEEKDAYS[day.weekday()] in words
    assert day.month != published.month
    assert abs(published - day) < timedelta(days=14)


@each(EMOJI)
def test_emoji_of_several_code_points_come_before_a_name(name):
    emoji, after = EMOJI[name]
    paragraph = next(block for block in _text(name).split("\n\n") if emoji in block)
    assert len(emoji) > 3
    assert paragraph.rindex(after) > paragraph.index(emoji)


@each(SPELLINGS)
def test_one_person_is_spelt_in_several_ways(name):
    assert SPELLINGS[name] in _text(name)


def test_a_source_keeps_to_its_spelling():
    sources = {name: read(name).source for name in SPELLINGS}
    assert len(set(sources.values())) == len(set(SPELLINGS.values())) == len(SPELLINGS)
    assert "Kadhimi" not in _text("2021-11-07-attack-on-residence-gulf-ledger.md")
    assert not any("Kazimi" in _text(name) for name, source in sources.items() if source != "Gulf Ledger")


def test_three_sources_tell_the_attack_differently():
    guards = {"gulf-ledger": "six of the guards", "meridian-wire": "Seven of his security guards"}
    guards["tigris-courier"] = "two of his bodyguards"
    tellings = {outlet: read(f"2021-11-07-attack-on-residence-{outlet}.md") for outlet in guards}
    assert all(guards[outlet] in telling.text for outlet, telling in tellings.items())
    assert all(one.source != other.source for one, other in pairwise(tellings.values()))
    assert {telling.published.date() for telling in tellings.values()} == {date(2021, 11, 7)}


def _text(name: str) -> str:
    return read(name).text
