"""The queue of the desk and a reader's flag in a browser: by key, by pointer, and without script."""

import pytest

from annotate.models import Edit, Flag
from tests.test_doubts import unsure

from .test_keys import at, keys, voice
from .test_reading import PHONE, mark


@pytest.fixture
def doubts(transactional_db, editor):
    """Two rows: Ned Price, whom the machine doubts more, and Basra, whom it doubts twice."""
    return unsure(0.6, 0.7, 0.3)


def test_rows_are_decided_by_one_key_each(opened, doubts):
    with opened("/desk/", signed_in=True) as page:
        keys(page, "] x")
        assert not Edit.objects.exists()
        keys(page, "e ]")
        at(page, "Ned Price")
        voice(page, "Person, Ned Price, 1 of 2, 30% sure, 1 mention in 1 article: In Basra nobody spoke to Ned Price.")
        keys(page, "5")
        page.locator(".decided", has_text="“Ned Price” is a group.").wait_for()
        at(page, "Basra")
        keys(page, "Enter")
        page.locator(".decided", has_text="“Basra” is a place, as it was read.").wait_for()
        assert [edit.summary for edit in Edit.objects.order_by("pk")] == [
            "“Ned Price” is a group. It was a person.",
            "“Basra” is a place, as it was read.",
        ]


def test_the_last_decision_is_undone_by_key(opened, doubts):
    with opened("/desk/", signed_in=True) as page:
        keys(page, "e ] x")
        at(page, "Basra")
        keys(page, "u")
        page.get_by_text("Undone: “Ned Price” is nothing.").wait_for()
        page.locator("#queue .mark", has_text="Ned Price").wait_for()
        assert Edit.objects.get().retired_at


def test_a_key_leads_to_all_like_it_and_back(opened, doubts):
    with opened("/desk/", signed_in=True) as page:
        keys(page, "e ] ] a")
        page.get_by_text("in all of Courier").wait_for()
        page.get_by_role("button", name="Put right").click()
        page.get_by_text("Put right: In all of Courier").wait_for()
        assert page.url.endswith("/desk/")


def test_the_pointer_decides_too_and_a_row_leads_to_its_article(opened, doubts):
    with opened("/desk/", signed_in=True) as page:
        page.get_by_role("button", name="It is nothing").first.click()
        page.locator(".decided", has_text="“Ned Price” is nothing.").wait_for()
        page.locator("#queue .mark", has_text="Basra").click()
        page.locator("#card h2", has_text="Basra").wait_for()


def test_without_script_the_queue_works(opened, doubts):
    with opened("/desk/", signed_in=True, java_script_enabled=False) as page:
        page.get_by_role("button", name="It is right").first.click()
        page.get_by_text("Put right: “Ned Price” is a person, as it was read.").wait_for()
        page.get_by_role("button", name="It is nothing").first.click()
        page.get_by_text("Put right: “Basra” is nothing.").wait_for()


@pytest.mark.parametrize("path", ["/desk/", "/desk/certainty/", "/desk/edits/", "flag"])
def test_nothing_runs_over_the_side_of_a_phone(opened, doubts, path):
    path = f"/articles/{doubts.pk}/flags/?start=0" if path == "flag" else path
    with opened(path, viewport=PHONE, signed_in=True) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_key_marks_an_article_as_reviewed(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        keys(page, "e ] v")
        page.locator(".byline", has_text="Reviewed by ed on").wait_for()
        at(page, "Green Zone")
        voice(page, "Reviewed: every mark")
        keys(page, "v")
        voice(page, "reviewed already")
        keys(page, "u")
        page.locator(".byline", has_text="Reviewed by").wait_for(state="detached")


@pytest.mark.parametrize("script", [True, False])
def test_a_visitor_flags_a_mark(opened, articles, script):
    with opened(articles[0].get_absolute_url(), java_script_enabled=script) as page:
        mark(page, "Basra").click()
        page.get_by_role("link", name="This is wrong").click()
        page.get_by_label("What is wrong with it").fill("It is a street")
        page.get_by_role("button", name="Tell the editors").click()
        page.get_by_text("An editor will look at it").wait_for()
        assert Flag.objects.get().reason == "It is a street"
