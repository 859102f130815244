"""Lines on entities that somebody wrote by hand, right and wrong."""

from datetime import UTC, datetime

import pytest
from django.core.management import CommandError, call_command

from annotate.models import Edit, Entity, Identity
from newsroom.models import Article

from .test_importing import write
from .test_naming import check, told, whom

pytestmark = pytest.mark.django_db


def said(**more):
    """A line with one word, that two Lees are one."""
    edit = {"editor": "ed", "made": datetime(2021, 11, 9, tzinfo=UTC).isoformat(), "summary": "x"}
    entity, other = ({"kind": "person", "name": name} for name in ("Kim Lee", "K. Lee"))
    return {"edit": edit, "identities": [{"verb": "one", "entity": entity, "other": other} | more]}


def test_a_word_written_by_hand_comes_in(tmp_path):
    made = told("K. Lee met Park.", "K. Lee", "Park")
    call_command("import", write(tmp_path, said()))
    assert whom(made, "K. Lee") == ["Kim Lee"]
    check()


def test_a_name_that_comes_in_moves_what_is_here_already(tmp_path):
    made = told("Mr. Abu Haidar spoke.", "Abu Haidar")
    kim = {"kind": "person", "name": "Kim Lee"}
    call_command("import", write(tmp_path, said(verb="name", entity=kim, other=None, kind="person", name="ABU HAIDAR")))
    assert whom(made, "Abu Haidar") == ["Kim Lee"]
    check()


def test_a_word_on_two_that_are_one_here_says_nothing(tmp_path):
    call_command("import", write(tmp_path, {"text": "Rain."}, said(other={"kind": "person", "name": "KIM LEE"})))
    assert Edit.objects.exists() and not Identity.objects.exists()
    check()


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (said() | {"edit": {}}, "“editor”"),
        (said() | {"identities": 1}, "“identities”"),
        (said(verb="three"), "“verb”"),
        (said(entity={"kind": "dog", "name": "Rex"}), "“kind”"),
        (said(other={"kind": "person", "name": "K. Lee", "sex": "?"}), "“sex”"),
        (said(other=None), "does not say of whom it speaks"),
        (said(verb="name", other=None, kind="person", name="…"), "does not say of whom it speaks"),
        (said(verb="name", other=None, name="Lee"), "what kind of name"),
        (said(other={"kind": "group", "name": "K. Lee"}), "are of two kinds"),
        (said(verb="split"), "by what two are told apart"),
        (said(verb="split", context={"articles": [[]], "first": {}, "other": {}, "sizes": [1, 1]}), "“articles”"),
        (said(verb="split", context={"articles": [[], []], "first": [], "other": {}, "sizes": [1, 1]}), "“first”"),
    ],
)
def test_a_wrong_word_on_entities_is_named_and_nothing_is_imported(tmp_path, line, reason):
    with pytest.raises(CommandError, match=f"Nothing was imported. Line 2: .*{reason}"):
        call_command("import", write(tmp_path, {"text": "A fine line."}, line))
    assert not (Article.objects.exists() or Edit.objects.exists() or Entity.objects.exists())
