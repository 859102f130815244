"""“This is wrong”: what readers say of a mark, how much of it is taken, and that it changes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from annotate import flagging
from annotate.editing import undo
from annotate.flagging import FROM_ONE, HOUR, dismiss, waiting
from annotate.keying import key_in
from annotate.models import Flag, Mention
from annotate.reviewing import review
from annotate.settling import settle
from newsroom.models import Article

from .archive import CLASH, archive, ed, rita
from .test_editing import word

pytestmark = pytest.mark.django_db
BASRA = CLASH.index("Basra")


@pytest.fixture
def clash():
    return archive()[0]


def said(made, quote="Basra", **more):
    mention = made.mentions.get(quote=quote)
    return {"revision": made.revision, "start": mention.start, "seen": word(mention), "reason": ""} | more


def post(client, made, quote="Basra", *, headers=None, address="192.0.2.7", **more):
    return client.post(
        f"/articles/{made.pk}/flags/", said(made, quote, **more), headers=headers or {}, REMOTE_ADDR=address
    )


def card(client, made):
    return client.get(made.get_absolute_url(), {"mark": BASRA}).content.decode()


def test_a_visitor_says_that_a_mark_is_wrong_and_nothing_changes(client, clash):
    before = list(Mention.objects.order_by("pk").values())
    answer = post(client, clash, reason="  It is  the street. ")
    assert (answer.status_code, answer["Location"]) == (302, f"{clash.get_absolute_url()}?mark={BASRA}#card")
    assert "An editor will look at it" in client.get(answer["Location"]).content.decode()
    flag = Flag.objects.get()
    assert (flag.quote, flag.label, flag.start, flag.reason, flag.who) == (
        "Basra",
        "GPE",
        BASRA,
        "It is the street.",
        None,
    )
    assert list(Mention.objects.order_by("pk").values()) == before


def test_a_reader_is_named(client, clash):
    reader = rita()
    client.force_login(reader)
    post(client, clash)
    assert Flag.objects.get().who == reader


def test_the_card_leads_readers_there_and_editors_to_their_form(client, clash):
    address = f'href="/articles/{clash.pk}/flags/?start={BASRA}"'
    assert address in card(client, clash)
    assert "csrfmiddlewaretoken" not in card(client, clash)  # a visitor who only reads gets no cookie
    client.force_login(rita())
    assert address in card(client, clash)
    client.force_login(ed())
    assert address not in card(client, clash)


def test_the_form_says_what_is_marked_as_what(client, clash):
    body = client.get(f"/articles/{clash.pk}/flags/", {"start": BASRA}).content.decode()
    assert "“Basra” is marked as: Place" in body
    assert client.get(f"/articles/{clash.pk}/flags/", {"start": 1}).status_code == 404


def test_htmx_gets_the_card_alone(client, clash):
    headers = {"HX-Request": "true"}
    form = client.get(f"/articles/{clash.pk}/flags/", {"start": BASRA}, headers=headers)
    assert form.content.lstrip().startswith(b'<section class="card"')
    assert b"An editor will look at it" in post(client, clash, headers=headers).content


def test_a_post_from_another_site_is_refused(clash):
    strict = Client(enforce_csrf_checks=True)
    assert post(strict, clash).status_code == 403
    assert not Flag.objects.exists()


def test_a_mark_that_reads_otherwise_by_now_is_not_flagged(client, clash):
    words = said(clash)
    Mention.objects.filter(start=BASRA, article=clash).update(label="ORG")
    answer = client.post(f"/articles/{clash.pk}/flags/", words)
    assert (answer.status_code, Flag.objects.count()) == (409, 0)
    assert "reads otherwise by now" in answer.content.decode()


def test_the_same_from_the_same_is_noted_once(client, clash):
    for _ in range(FROM_ONE + 2):
        assert post(client, clash).status_code == 302
    post(client, clash, address="192.0.2.8")
    assert Flag.objects.count() == 2


def test_no_address_is_kept_and_its_word_is_gone_the_next_day(client, clash):
    post(client, clash)
    flag = Flag.objects.get()
    assert "192.0.2.7" not in str(Flag.objects.values().get()) and len(flag.sender) == 32
    Flag.objects.update(made_at=timezone.now() - timedelta(days=1))
    post(client, clash, "Green Zone")
    old, new = Flag.objects.order_by("pk")
    assert (old.sender, new.sender) == ("", flag.sender)


def flags(clash, number, *, sender="", at=None, article=None):
    return Flag.objects.bulk_create(
        Flag(
            article=article or clash,
            revision=1,
            start=start,
            end=start + 1,
            quote="x",
            label="GPE",
            sender=sender or f"{start}",
            made_at=at or timezone.now(),
        )
        for start in range(number)
    )


def test_one_address_may_flag_so_much_an_hour(client, clash):
    post(client, clash, "Green Zone")
    sender = Flag.objects.get().sender
    flags(clash, FROM_ONE - 1, sender=sender)
    answer = post(client, clash)
    assert (answer.status_code, Flag.objects.count()) == (429, FROM_ONE)
    assert "an hour can be called wrong from one place" in answer.content.decode()
    assert post(client, clash, address="192.0.2.8").status_code == 302
    Flag.objects.update(made_at=timezone.now() - HOUR)
    assert post(client, clash).status_code == 302


def test_addresses_of_one_household_are_one(client, clash):
    post(client, clash, "Green Zone", address="2001:db8::1")
    post(client, clash, address="2001:db8::2")
    post(client, clash, "Friday", address="2001:db8:1::1")
    one, two, other = Flag.objects.order_by("pk").values_list("sender", flat=True)
    assert (one == two, one == other) == (True, False)


def test_behind_a_web_server_its_word_for_the_address_counts(client, clash, settings):
    settings.NEWSROOM_HTTPS = True
    for forwarded in ("192.0.2.1", "203.0.113.5, 192.0.2.1", "192.0.2.2"):
        client.post(
            f"/articles/{clash.pk}/flags/",
            said(clash, ["Basra", "Friday", "Green Zone"][Flag.objects.count()]),
            headers={"X-Forwarded-For": forwarded, "X-Forwarded-Proto": "https"},
        )
    one, spoofed, other = Flag.objects.order_by("pk").values_list("sender", flat=True)
    assert (one == spoofed, one == other) == (True, False)


@pytest.mark.parametrize(("limit", "words"), [("ON_ONE", "Many marks of this article"), ("IN_ALL", "than editors can")])
def test_one_article_and_the_whole_archive_take_so_much_an_hour(client, clash, monkeypatch, limit, words):
    monkeypatch.setattr(flagging, limit, 3)
    other = Article.objects.exclude(pk=clash.pk).first()
    flags(clash, 3, article=clash if limit == "ON_ONE" else other)
    answer = post(client, clash)
    assert (answer.status_code, words in answer.content.decode()) == (429, True)
    if limit == "ON_ONE":
        assert post(client, other, "Baghdad").status_code == 302


def test_a_refusal_keeps_what_was_written(client, clash, monkeypatch):
    monkeypatch.setattr(flagging, "FROM_ONE", 0)
    body = post(client, clash, reason="It is a street", headers={"HX-Request": "true"}).content.decode()
    assert 'value="It is a street"' in body


@pytest.mark.django_db(transaction=True)
def test_however_many_flag_at_once_no_more_are_taken(monkeypatch):
    clash = archive()[0]
    monkeypatch.setattr(flagging, "FROM_ONE", 2)
    words = [said(clash, quote) for quote in ("Basra", "Friday", "Green Zone", "Mustafa al-Kadhimi")]

    def one(each):
        status = Client().post(f"/articles/{clash.pk}/flags/", each).status_code
        connection.close()
        return status

    with ThreadPoolExecutor(4) as pool:
        statuses = sorted(pool.map(one, words))
    assert (statuses, Flag.objects.count()) == ([302, 302, 429, 429], 2)


def test_a_flag_waits_until_it_is_dismissed_and_who_did_is_kept(client, clash):
    editor = ed()
    post(client, clash, reason="why")
    (flag,) = waiting(9)
    assert (flag["quote"], flag["reason"], flag["who"]) == ("Basra", "why", None)
    assert dismiss([flag["flag"]], editor=editor) == 1
    assert waiting(9) == []
    assert Flag.objects.get().closed_by == editor
    assert dismiss([flag["flag"]], editor=editor) == 0


@pytest.mark.parametrize("deed", [{"deed": "accept"}, {"deed": "label", "label": "ORG"}, {"deed": "label"}])
def test_a_correction_answers_a_flag_and_its_undo_asks_again(client, clash, deed):
    editor = ed()
    post(client, clash)
    mention = clash.mentions.get(quote="Basra")
    edit = key_in(clash, revision=1, seen=word(mention), editor=editor, **deed)
    assert waiting(9) == []
    undo(edit, editor=editor)
    assert len(waiting(9)) == 1


def test_a_flag_on_what_an_editor_said_waits_too(client, clash):
    key_in(clash, revision=1, seen=word(clash.mentions.get(quote="Basra")), deed="accept", editor=ed())
    post(client, clash)
    assert [flag["origin"] for flag in waiting(9)] == ["editor"]


def test_a_review_does_not_answer_a_flag(client, clash):
    post(client, clash)
    review(clash, revision=1, editor=ed())
    assert len(waiting(9)) == 1


def test_after_a_revision_the_nearest_mention_of_the_words_stands_for_the_flagged_one(client, clash):
    post(client, clash)
    clash.text, clash.revision = f"Now. {CLASH}", 2
    clash.save()
    clash.taggings.update(revision=2, spans=[[BASRA + 5, BASRA + 10, "GPE", "", None]])
    settle([clash])
    assert [flag["start"] for flag in waiting(9)] == [BASRA + 5]
    clash.taggings.update(spans=[])
    settle([clash])
    assert waiting(9) == []
