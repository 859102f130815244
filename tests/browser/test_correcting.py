"""Correcting in a browser, as an editor does it by hand."""

from annotate.editing import correct, seen_word
from annotate.models import Edit

from .test_reading import PHONE, mark

LOW = {"width": 1280, "height": 400}


def choose(page, words):
    page.locator("#card .choices label", has_text=words).first.click()


def test_a_label_is_put_right_and_undone_on_the_page(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").click()
        choose(page, "Group")
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Basra").wait_for()
        page.get_by_role("button", name="Undo").click()
        page.locator(".mark.place", has_text="Basra").wait_for()
        assert Edit.objects.get().retired_by == editor


def test_a_tag_that_is_nothing_is_taken_away(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").click()
        page.get_by_role("button", name="It is nothing").click()
        mark(page, "Basra").wait_for(state="detached")


def test_borders_are_moved_by_words(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Mustafa").click()
        page.select_option("#card [name=start]", label="al-Kadhimi")
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.editor", has_text="al-Kadhimi").wait_for()
        assert articles[0].mentions.get(origin="editor").quote == "al-Kadhimi"


def test_words_selected_behind_an_emoji_are_tagged(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        page.evaluate(
            """() => {
                const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
                let node;
                while ((node = walker.nextNode())) {
                    const at = node.data.indexOf("of ");
                    if (node.data.includes("😀") && at >= 0) {
                        getSelection().setBaseAndExtent(node, at, node, at + 2);
                        return;
                    }
                }
            }"""
        )
        page.get_by_role("button", name="Tag this").click()
        choose(page, "Named event")
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.event.editor", has_text="of").wait_for()
        mention = made.mentions.get(origin="editor")
        assert (mention.quote, made.text[mention.start : mention.end]) == ("of", "of")


def test_a_stale_page_shows_both_words(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").click()
        choose(page, "Group")
        old = made.mentions.get(quote="Basra")
        seen = seen_word(old.start, old.end, old.label, old.entity_id, old.value)
        correct(made, revision=1, start=old.start, end=old.end, seen=seen, label="PERSON", editor=editor)
        page.get_by_role("button", name="Put right").click()
        note = page.get_by_role("alert")
        note.wait_for()
        assert "“Basra” is a person." in note.inner_text()
        assert "“Basra” is a group." in note.inner_text()
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Basra").wait_for()


def test_undo_is_in_sight_and_the_keyboard_at_the_mark_wherever_it_stands(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True, viewport=LOW) as page:
        mark(page, "Basra").click()
        choose(page, "Group")
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Basra").wait_for()
        undo, basra = page.get_by_role("button", name="Undo").bounding_box(), mark(page, "Basra").bounding_box()
        assert 0 <= undo["y"] < undo["y"] + undo["height"] < basra["y"] < LOW["height"]
        assert page.evaluate("document.activeElement.textContent") == "Basra"
        page.locator(".note .close").click()
        page.locator(".note").wait_for(state="detached")


def test_on_a_phone_the_open_mark_lies_beside_its_card(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True, viewport=PHONE) as page:
        mark(page, "Basra").click()
        page.locator("#card form [name=label]").first.wait_for()
        page.wait_for_function(
            """() => document.querySelector(".mark.open").getBoundingClientRect().bottom
                <= document.querySelector("#card").getBoundingClientRect().top"""
        )


def test_without_script_an_editor_corrects_too(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True, java_script_enabled=False) as page:
        page.fill("#phrase", "Hundreds of people")
        page.locator(".tools button").click()
        choose(page, "Group")
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group", has_text="Hundreds of people").wait_for()
        page.goto("/desk/edits/")
        page.get_by_role("button", name="Undo").click()
        page.get_by_text("undone by ed").wait_for()
        assert not made.mentions.filter(quote="Hundreds of people").exists()


def test_a_correction_is_widened_after_its_preview_and_undone_on_the_page(opened, articles, chief):
    with opened(articles[1].get_absolute_url(), signed_in=True) as page:
        mark(page, "Baghdad").click()
        choose(page, "Group")
        page.select_option("#card [name=scope]", "everywhere")
        page.get_by_role("button", name="Put right").click()
        page.locator("#card:focus", has_text="2 mentions in 2 articles").wait_for()
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Baghdad").wait_for()
        assert Edit.objects.get().rules.get().quote == "Baghdad"
        page.locator(".note").get_by_role("button", name="Undo").click()
        page.locator(".mark.place", has_text="Baghdad").wait_for()


def test_the_preview_is_a_page_without_script(opened, articles, chief):
    with opened(articles[1].get_absolute_url(), signed_in=True, java_script_enabled=False) as page:
        mark(page, "Baghdad").click()
        choose(page, "Group")
        page.select_option("#card [name=scope]", "everywhere")
        page.get_by_role("button", name="Put right").click()
        page.locator("[name=leave]").check()
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Baghdad").wait_for()
        assert articles[2].mentions.get(quote="Baghdad").label == "GPE"
