"""Correcting with keys, by touch, and with what a screen reader says, in a browser."""

import re

import pytest

from annotate.keying import key_in
from annotate.models import Edit
from tests.test_editing import word

from .test_reading import PHONE, mark

HERE = "document.activeElement.textContent"


def voice(page, words):
    page.locator("#voice", has_text=words).wait_for(state="attached")


def at(page, words):
    page.wait_for_function(f"words => {HERE} === words", arg=words)


def keys(page, pressed):
    for key in pressed.split():
        page.keyboard.press(key)


def test_edit_mode_is_switched_by_key_and_by_switch_and_stays(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        switch = page.get_by_role("button", name="Edit mode")
        assert switch.get_attribute("aria-pressed") == "false"
        keys(page, "e")
        assert switch.get_attribute("aria-pressed") == "true"
        page.reload()
        assert switch.get_attribute("aria-pressed") == "true"
        switch.click()
        assert switch.get_attribute("aria-pressed") == "false"


def test_out_of_edit_mode_keys_do_nothing(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        keys(page, "x 1 ] Control+z")
        at(page, "Basra")
        keys(page, "e x")
        mark(page, "Basra").wait_for(state="detached")
        assert Edit.objects.count() == 1


def test_brackets_step_from_mark_to_mark_and_each_is_read_out(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        keys(page, "e ]")
        voice(page, "Building or square, Green Zone, 1 of 4, read by the machine, not reviewed")
        keys(page, "] ]")
        at(page, "Mustafa al-Kadhimi")
        voice(page, "Person, Mustafa al-Kadhimi, 3 of 4, read by the machine, not reviewed")
        keys(page, "[")
        at(page, "Friday")
        keys(page, "[ [")
        voice(page, "No further mark")
        page.uncheck("#show-date")
        mark(page, "Green Zone").focus()
        keys(page, "]")
        at(page, "Mustafa al-Kadhimi")


def test_a_digit_sets_the_label_and_the_focus_stays(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        keys(page, "e 5")
        page.locator(".mark.group.editor", has_text="Basra").wait_for()
        voice(page, "“Basra” is a group. It was a place. Group, Basra, 4 of 4, said by an editor, reviewed")
        at(page, "Basra")


def test_enter_accepts_and_u_undoes_also_after_a_reload(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        keys(page, "e Enter")
        voice(page, "as it was read. Place, Basra, 4 of 4, said by an editor, reviewed")
        assert page.locator("#card h2").count() == 0
        page.reload()
        mark(page, "Basra").focus()
        keys(page, "u")
        voice(page, "Undone: “Basra” is a place, as it was read. Place, Basra, 4 of 4, read by the machine")
        at(page, "Basra")
        keys(page, "u")
        voice(page, "no edit of yours")


def test_keys_typed_fast_are_done_one_after_the_other_and_undone_in_turn(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        keys(page, "e 5 , , -")
        page.locator(".mark.editor", has_text=re.compile("^spoke 😀 of$")).wait_for()
        assert made.mentions.get(origin="editor").quote == "spoke 😀 of"
        keys(page, "Control+z Control+z u u")
        page.locator(".mark.place:not(.editor)", has_text="Basra").wait_for()
        assert list(Edit.objects.filter(retired_at=None)) == []


def test_plus_widens_by_the_next_word(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Mustafa").focus()
        keys(page, "e +")
        voice(page, "“Mustafa al-Kadhimi spoke” is a person.")
        at(page, "Mustafa al-Kadhimi spoke")


def test_a_tag_that_is_nothing_leaves_the_focus_at_the_next(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Friday").focus()
        keys(page, "e x")
        at(page, "Mustafa al-Kadhimi")
        voice(page, "“Friday” is nothing. Person, Mustafa al-Kadhimi, 2 of 3")


def test_n_leads_to_whom_it_means_where_keys_are_letters_again(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Mustafa").focus()
        keys(page, "e n")
        page.wait_for_function("() => document.activeElement.name === 'entity'")
        page.keyboard.press("Control+a")
        page.keyboard.type("Next 1x")
        assert page.input_value("#card [name=entity]") == "Next 1x"
        page.keyboard.press("Enter")
        page.locator(".mark.person.editor[title='Person: Next 1x']").wait_for()


def test_a_shows_what_the_tag_reaches_everywhere_and_does_nothing_yet(opened, articles, editor):
    with opened(articles[1].get_absolute_url(), signed_in=True) as page:
        mark(page, "Baghdad").focus()
        keys(page, "e a")
        page.get_by_role("button", name="Put right everywhere").or_(page.locator("#card [name=sure]")).first.wait_for()
    assert not Edit.objects.exists()


def test_what_somebody_else_said_meanwhile_stands_beside_what_a_key_said(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        seen = word(made.mentions.get(quote="Basra"))
        key_in(made, deed="label", label="PERSON", revision=1, seen=seen, editor=editor)
        keys(page, "e 5")
        note = page.get_by_role("alert")
        note.wait_for()
        assert "“Basra” is a person." in note.inner_text() and "“Basra” is a group." in note.inner_text()
        page.get_by_role("button", name="Put right").click()
        page.locator(".mark.group.editor", has_text="Basra").wait_for()


def test_words_are_tagged_by_keyboard_alone(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Mustafa").focus()
        keys(page, "e w")
        voice(page, "“spoke” chosen")
        keys(page, "w")
        voice(page, "“of” chosen")
        keys(page, "b W")
        voice(page, "“spoke 😀 of” chosen")
        keys(page, "7")
        page.locator(".mark.event.editor", has_text="spoke 😀 of").wait_for()
        at(page, "spoke 😀 of")
        mention = made.mentions.get(origin="editor")
        assert made.text[mention.start : mention.end] == "spoke 😀 of"


def test_words_are_tagged_by_touch(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.get_by_role("button", name="Edit mode").tap()
        tap_word(page, "Hundreds")
        voice(page, "“Hundreds” chosen")
        tap_word(page, "people")
        voice(page, "“Hundreds of people” chosen")
        page.get_by_role("button", name="Tag this").tap()
        page.locator("#card .choices label", has_text="Group").tap()
        page.get_by_role("button", name="Put right").tap()
        page.locator(".mark.group.editor", has_text="Hundreds of people").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def tap_word(page, word):
    box = page.evaluate(
        """(word) => {
            const walker = document.createTreeWalker(document.querySelector(".text"), NodeFilter.SHOW_TEXT);
            let node;
            while ((node = walker.nextNode())) {
                const at = node.data.indexOf(word);
                if (at < 0) continue;
                const range = document.createRange();
                range.setStart(node, at);
                range.setEnd(node, at + word.length);
                const { left, top, width, height } = range.getBoundingClientRect();
                return { x: left + width / 2, y: top + height / 2 };
            }
        }""",
        word,
    )
    page.touchscreen.tap(box["x"], box["y"])


def test_a_mark_is_accepted_by_touch(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True, viewport=PHONE, has_touch=True, is_mobile=True) as page:
        page.get_by_role("button", name="Edit mode").tap()
        mark(page, "Basra").tap()
        page.get_by_role("link", name="Mark before").tap()
        page.locator("#card h2", has_text="Mustafa").wait_for()
        page.get_by_role("button", name="It is right").tap()
        page.locator(".mark.person.editor", has_text="Mustafa").wait_for()
        page.get_by_role("button", name="Undo").tap()
        page.locator(".mark.person:not(.editor)", has_text="Mustafa").wait_for()


def test_a_key_can_be_changed_and_one_that_is_taken_is_refused(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Green Zone").focus()
        keys(page, "e ?")
        field = page.get_by_label("Key: Next mark")
        field.focus()
        keys(page, "x")
        page.get_by_text("“x” is taken: It is nothing.").wait_for()
        assert field.input_value() == "]"
        keys(page, "j")
        assert field.input_value() == "j"
        keys(page, "Escape")
        page.reload()
        mark(page, "Green Zone").focus()
        keys(page, "] j")
        at(page, "Friday")


def test_keys_can_be_switched_off(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        page.get_by_role("button", name="Keys").click()
        page.get_by_label("Keys are on").uncheck()
        page.get_by_role("button", name="Close").click()
        page.get_by_role("button", name="Edit mode").click()
        mark(page, "Basra").focus()
        keys(page, "x ] u Control+z e")
        at(page, "Basra")
        keys(page, "Enter")  # opens the card, as a link does
        page.locator("#card h2", has_text="Basra").wait_for()
        assert not Edit.objects.exists()


def test_what_does_not_reach_the_server_is_told(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        page.route("**/corrections/", lambda route: route.abort())
        keys(page, "e x")
        voice(page, "nothing was changed")
        page.unroute("**/corrections/")
        keys(page, "x")
        mark(page, "Basra").wait_for(state="detached")
        page.troubles[:] = [line for line in page.troubles if "ERR_FAILED" not in line and "htmx:" not in line]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_edit_mode_and_the_table_of_keys_pass_the_checks_of_axe(opened, articles, editor, scheme):
    from axe_playwright_python.sync_playwright import Axe

    path = articles[0].get_absolute_url()
    with opened(path, signed_in=True, color_scheme=scheme, bypass_csp=True) as page:
        mark(page, "Basra").focus()
        keys(page, "e Enter")
        voice(page, "reviewed")
        keys(page, "o")
        page.locator("#card form [name=label]").first.wait_for()
        for pressed in ("", "?"):
            keys(page, pressed)
            found = Axe().run(page)
            assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_readers_have_no_keys(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        mark(page, "Basra").focus()
        keys(page, "e x ?")
        at(page, "Basra")
        assert page.locator("#keys, #edit-mode").count() == 0


def row_of(page, words):
    return page.locator(".mentions tr", has=page.locator("th", has_text=words))


def test_the_list_has_the_same_keys(opened, articles, editor):
    with opened(f"{articles[0].get_absolute_url()}?view=mentions", signed_in=True) as page:
        row = row_of(page, "Basra")
        row.get_by_role("link").focus()
        keys(page, "e 5")
        row.get_by_role("cell", name="an editor").wait_for()
        at(page, "Basra")
        assert "Group" in row.inner_text()


def test_the_list_corrects_without_script(opened, articles, editor):
    path = f"{articles[0].get_absolute_url()}?view=mentions"
    with opened(path, signed_in=True, java_script_enabled=False) as page:
        assert not page.get_by_role("button", name="Edit mode").is_visible()
        row_of(page, "Basra").get_by_role("link").click()
        page.get_by_role("button", name="It is right").click()
        row_of(page, "Basra").get_by_role("cell", name="an editor").wait_for()
        page.locator(".editing").get_by_role("button", name="Undo").click()
        row_of(page, "Basra").get_by_role("cell", name="the machine").wait_for()
