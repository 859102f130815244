"""What is taken out as JSON lines comes in again with nothing lost."""

import json
from datetime import UTC, datetime

import pytest
from django.contrib.auth import get_user_model
from django.core.management import CommandError, call_command

from annotate.checking import disagreements
from annotate.detaching import let_go
from annotate.editing import undo
from annotate.judging import facts_of, hide, join, put_right, take_out
from annotate.lines import CORRECTED, JUDGED, NOTED, RULED
from annotate.models import (
    Alias,
    Correction,
    Edit,
    Entity,
    Event,
    Evidence,
    Identity,
    Judgement,
    Note,
    Review,
    Rule,
    Tagging,
)
from annotate.noting import note
from annotate.reviewing import review
from annotate.settling import settle
from annotate.spreading import spread_waiting
from annotate.whom import SPOKEN
from annotate.widening import widen
from newsroom.models import Article, Feed, Revision

from .archive import archive, ed
from .test_editing import mend, word
from .test_settling import article

pytestmark = pytest.mark.django_db
WHEN = datetime(2021, 11, 9, 8, 30, 0, 123456, tzinfo=UTC)


def seen(event):
    return facts_of(event, list(event.evidence.all())).seen


@pytest.fixture
def worked_on():
    """An archive in which much has been said: revisions, corrections, judgements, one of each undone."""
    clash, attack, other = archive()
    clash.feed = Feed.objects.create(url="https://example.org/feed")
    clash.url, clash.author, clash.language, clash.revised_at = "https://example.org/1", "A. Author", "en", WHEN
    clash.revision, clash.digest, clash.excerpt_digest, clash.title = 2, "d1", "e1", "March <on> the Green Zone"
    clash.save()
    Article.objects.filter(pk=clash.pk).update(created_at=WHEN)
    Revision.objects.create(article=clash, number=1, title="Old", text="Older words.", published_at=WHEN)
    Tagging.objects.filter(article=clash).update(revision=2)
    for other_one in (attack, other):
        Article.objects.filter(pk=other_one.pk).update(digest=f"d{other_one.pk}")
    editor = ed()
    mend(clash, "Basra", "PERSON", entity="Basra Smith", editor=editor)
    mend(attack, "Baghdad", "", editor=editor)
    undo(mend(attack, "Sunday", "ORG", editor=editor), editor=editor)
    event = clash.evidence.get(kind="main").event
    put_right(event, seen=seen(event), title="The march", when="2021-11-06", where="Mosul", who=["Ed"], editor=editor)
    both = attack.evidence.get(kind="main").event
    take_out(both, other.pk, seen=seen(both), editor=editor)
    one, two = (article.evidence.get(kind="main").event for article in (attack, other))
    undo(join(one, two, seen=seen(one), editor=editor), editor=editor)
    hide(two, seen=seen(two), editor=editor)
    review(attack, revision=1, editor=editor)
    undo(review(other, revision=1, editor=editor), editor=editor)
    rule(other, "Baghdad", "ORG", "everywhere", entity="Baghdad FC", editor=editor)
    rule(clash, "people", "NORP", "source", editor=editor)
    rule(attack, "drone", "ORG", "article", editor=editor)
    undo(rule(other, "office", "FAC", "everywhere", editor=editor), editor=editor)
    detach(clash, editor)
    spread_waiting()
    return clash, attack, other


def rule(made, quote, label, scope, *, entity="", editor):
    start = made.text.index(quote)
    old = made.mentions.filter(start=start).first()
    said = {"revision": made.revision, "start": start, "end": start + len(quote), "seen": word(old)}
    return widen(made, scope=scope, is_meant=bool(entity), label=label, entity=entity, editor=editor, **said)


def detach(made, editor):
    """Words on a revision that is gone: a note that waits, one let go and one found again; and a note that stands."""
    note(made, revision=2, seen=word(made.mentions.get(quote="Friday")), text="Which one?", editor=editor)
    for text in ("Wait.", "Let go.", "Found."):
        edit = Edit.objects.create(editor=editor, article=made, summary=f"Note: {text}")
        Note.objects.create(edit=edit, article=made, revision=1, start=0, end=5, quote="Older", text=text)
    settle([made])
    let_go([Note.objects.get(text="Let go.")], revision=2, editor=editor)
    undo(let_go([Note.objects.get(text="Found.")], revision=2, editor=editor), editor=editor)


def taken_out(tmp_path, *arguments):
    file = tmp_path / f"{len(list(tmp_path.iterdir()))}.jsonl"
    call_command("export", *arguments, str(file))
    return file


def forget():
    """Empty all tables that an import fills."""
    for model in (Judgement, Correction, Note, Rule, Edit, Article, Event, Alias):
        model.objects.all().delete()
    Entity.objects.all().delete()
    Feed.objects.all().delete()
    get_user_model().objects.all().delete()


def test_nothing_is_lost_on_the_way_out_and_in(worked_on, tmp_path):
    def told():
        return {
            "events": sorted(Event.objects.exclude(source_count=0, hidden=False).values_list(*EVENT)),
            "mentions": sorted(Article.objects.values_list(*MENTION)),
            "edits": sorted(Edit.objects.values_list(*EDIT), key=repr),
        }

    EDIT = ("editor__username", "summary", "retired_at", "event__title", "reviews__article__title")
    EVENT = ("title", "first_day", "last_day", "precision", "kind", "source_count", "hidden")
    MENTION = ("key", "mentions__start", "mentions__label", "mentions__entity__name", "mentions__entity__kind")
    before, file = told(), taken_out(tmp_path)
    assert len(before["edits"]) == 19 and Note.objects.standing().filter(is_detached=True).count() == 2
    forget()
    call_command("import", str(file))
    assert taken_out(tmp_path).read_text() == file.read_text()
    assert told() == before
    assert disagreements() == []
    call_command("settle", "--check")


@pytest.mark.parametrize(
    ("model", "carried", "numbered"),
    [
        (Correction, {*CORRECTED, "let_go"}, {"id", "edit", "article", "is_detached"}),
        (Judgement, {*JUDGED, "said", "let_go"}, {"id", "edit", "article", "event", "is_detached"}),
        (Note, {*NOTED, "let_go"}, {"id", "edit", "article", "is_detached"}),
        (Review, {"revision"}, {"id", "edit", "article"}),
        (Rule, set(RULED), {"id", "edit", "article", "unsettled_below"}),
        (Identity, {*SPOKEN, "entity", "other", "context"}, {"id", "edit", "reaches", "unsettled_below"}),
        (Edit, {"editor", "summary", "made_at", "retired_at", "retired_by"}, {"id", "article", "event"}),
    ],
)
def test_a_line_carries_every_field_but_numbers_and_what_is_derived(model, carried, numbered):
    assert {field.name for field in model._meta.concrete_fields} == carried | numbered


def rules():
    return list(Rule.objects.order_by("quote").values_list("quote", "source", "article__key", "entity", "label"))


def test_rules_of_every_scope_come_in_and_speak(worked_on, tmp_path):
    before, file = rules(), taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    assert rules() == before and len(before) == 4
    origins = set(Article.objects.get(title="Kadhimi unharmed").mentions.values_list("quote", "origin"))
    assert ("drone", "editor") in origins
    later = article("Rain fell on Baghdad.", [("Baghdad", "GPE", "")], source="Later")
    settle([later])
    assert later.mentions.get().entity.name == "Baghdad FC"


def test_rules_that_come_in_reach_what_is_here_already(worked_on, tmp_path):
    file = taken_out(tmp_path)
    forget()
    here = article("Rain fell on Baghdad.", [("Baghdad", "GPE", "")], source="Here")
    settle([here])
    call_command("import", str(file))
    assert here.mentions.get().label == "GPE"
    spread_waiting()
    assert here.mentions.get().label == "ORG"
    call_command("settle", "--check")


def test_a_part_of_an_archive_takes_along_no_rule_for_others(worked_on, tmp_path):
    file = taken_out(tmp_path, "--query", "drone OR march OR Kadhimi")
    forget()
    call_command("import", str(file))
    assert [quote for quote, *_ in rules()] == ["drone"]


def test_lines_of_before_there_were_rules_and_notes_come_in(worked_on, tmp_path):
    line = json.loads(taken_out(tmp_path).read_text().splitlines()[0])
    for edit in line["edits"]:
        del edit["rules"], edit["notes"]
        for each in edit["corrections"]:
            del each["let_go"]
        for each in edit["judgements"]:
            del each["revision"], each["let_go"]
    forget()
    call_command("import", write(tmp_path, line))
    assert set(Judgement.objects.values_list("revision", flat=True)) == {2}
    assert not Judgement.objects.filter(is_detached=True).exists()


def test_an_undo_after_an_import_is_as_exact(worked_on, tmp_path):
    file = taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    for edit in Edit.objects.filter(retired_at=None).order_by("made_at"):
        undo(edit, editor=edit.editor)
    assert sorted(Event.objects.exclude(source_count=0).values_list("title", "source_count")) == [
        ("Kadhimi unharmed", 2),
        ("March <on> the Green Zone", 1),
    ]
    call_command("settle", "--check")


def test_a_second_import_changes_nothing(worked_on, tmp_path, capsys):
    file = taken_out(tmp_path)
    models = (Article, Revision, Tagging, Edit, Correction, Judgement, Note, Review, Rule, Entity, Evidence, Event)
    before = [list(model.objects.order_by("pk").values()) for model in models]
    call_command("import", str(file))
    assert capsys.readouterr().out == "0 new, 3 known, 0 other\n"
    assert [list(model.objects.order_by("pk").values()) for model in models] == before


def test_an_editor_who_is_not_known_here_gets_a_name_but_no_way_in(worked_on, tmp_path):
    file = taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    editor = get_user_model().objects.get()
    assert (editor.username, editor.is_active, editor.has_usable_password()) == ("ed", False, False)


def test_nobody_is_subscribed_by_an_import(worked_on, tmp_path):
    file = taken_out(tmp_path)
    forget()
    call_command("import", str(file))
    assert list(Feed.objects.values_list("url", "is_active")) == [("https://example.org/feed", False)]


def test_an_article_that_is_here_with_other_words_is_left_alone(worked_on, tmp_path, capsys):
    file = taken_out(tmp_path)
    Article.objects.filter(pk=worked_on[0].pk).update(text="Newer words.")
    call_command("import", str(file))
    told = capsys.readouterr()
    assert told.out == "0 new, 2 known, 1 other\n"
    assert "other words" in told.err
    assert Article.objects.get(pk=worked_on[0].pk).text == "Newer words."


def test_what_a_reader_took_out_comes_in_with_its_tags(client, tmp_path):
    clash, _, _ = archive()
    shown = list(clash.mentions.values_list("start", "end", "label", "value", "entity__name"))
    file = tmp_path / "one.jsonl"
    file.write_bytes(client.get(f"{clash.get_absolute_url()[:-1]}.jsonl").getvalue())
    forget()
    call_command("import", str(file))
    found = Article.objects.get()
    assert list(found.mentions.values_list("start", "end", "label", "value", "entity__name")) == shown
    assert found.is_tagged


def write(tmp_path, *lines):
    file = tmp_path / "lines.jsonl"
    file.write_text("\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines))
    return str(file)


def test_a_text_alone_is_an_article_that_waits_to_be_read(tmp_path):
    file = write(tmp_path, {"text": "Rain fell on Basra. It was warm.", "more": 1}, "")
    call_command("import", file)
    found = Article.objects.get()
    assert (found.title, found.published_is_certain, found.is_tagged) == ("Rain fell on Basra", False, False)
    call_command("import", file)
    assert Article.objects.get() == found


def ruled(scope, *, quote="Basra"):
    """An edit of a line with one rule."""
    bare = {"editor": "ed", "made": "2021-11-09T08:30:00+00:00", "summary": "x", "is_of_article": True}
    return bare | {"corrections": [], "judgements": [], "rules": [{"scope": scope, "quote": quote, "label": "GPE"}]}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "Line 2: It is no JSON."),
        ([1], "Line 2: It is no JSON object."),
        ({}, "“text” is missing"),
        ({"text": "  "}, "There is no text in it."),
        ({"text": "a\u0000"}, "“text” is missing or not"),
        ({"text": "a", "published": "soon"}, "“published”"),
        ({"text": "a", "revision": -1}, "“revision”"),
        ({"text": "a", "parts": [["script", 0, 1, ""]]}, "“parts”"),
        ({"text": "a", "language": "x" * 36}, "“language”"),
        ({"text": "Basra", "mentions": [{"start": 0, "end": 3, "label": "GPE", "text": "Basra"}]}, "does not quote"),
        ({"text": "Basra", "mentions": [{"start": 0, "end": 5, "label": "CITY", "text": "Basra"}]}, "“label”"),
        ({"text": "a", "taggings": [{"revision": 1, "pipeline": "x", "spans": [[0, 9, "GPE", "", None]]}]}, "“read”"),
        ({"text": "a", "edits": [{"editor": "ed"}]}, "“made”"),
        ({"text": "a", "edits": [ruled("source")]}, "does not say where"),
        ({"text": "a", "edits": [ruled("everywhere", quote=".,")]}, "“quote”"),
    ],
)
def test_a_wrong_line_is_named_and_nothing_is_imported(tmp_path, line, reason):
    with pytest.raises(CommandError, match=f"Nothing was imported.*{reason}"):
        call_command("import", write(tmp_path, {"text": "A fine line."}, line))
    assert not Article.objects.exists()


def test_an_address_that_is_no_web_address_is_not_kept(tmp_path):
    call_command(
        "import",
        write(tmp_path, {"text": "Click", "url": "javascript:x", "parts": [["link", 0, 5, "data:text/html,x"]]}),
    )
    assert Article.objects.values_list("url", "parts").get() == ("", [["link", 0, 5, ""]])
