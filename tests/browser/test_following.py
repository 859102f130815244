"""An open article follows what others do to it, in a browser."""

from annotate.editing import undo
from annotate.keying import key_in
from tests.archive import ada
from tests.test_editing import word

from .test_reading import mark

ASK = "document.dispatchEvent(new Event('visibilitychange'))"  # what the page does every few seconds


def press(made, quote, editor, label="ORG"):
    seen = word(made.mentions.get(quote=quote))
    return key_in(made, deed="label", label=label, revision=1, seen=seen, editor=editor)


def test_what_another_editor_says_appears_without_a_reload(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").focus()
        edit = press(made, "Basra", ada())
        page.locator(".mark.group.editor.fresh", has_text="Basra").wait_for()  # by itself
        page.locator("#voice", has_text="Changed by others: Group: Basra").wait_for(state="attached")
        assert page.evaluate("document.activeElement.textContent") == "Basra"
        undo(edit, editor=editor)
        page.evaluate(ASK)
        page.locator(".mark.place.fresh", has_text="Basra").wait_for()


def test_a_form_being_filled_in_stays_as_it_is(opened, articles, editor):
    made = articles[0]
    with opened(made.get_absolute_url(), signed_in=True) as page:
        mark(page, "Mustafa").click()
        field = page.locator("#card [name=entity]")
        field.fill("Somebody")
        press(made, "Basra", ada())
        page.evaluate(ASK)
        page.locator(".mark.group.editor", has_text="Basra").wait_for()
        page.keyboard.type(" else")
        assert field.input_value() == "Somebody else"
        page.keyboard.press("Enter")
        page.locator(".mark.person.editor[title='Person: Somebody else']").wait_for()


def test_ones_own_correction_brings_no_second_page(opened, articles, editor):
    with opened(articles[0].get_absolute_url(), signed_in=True) as page:
        mark(page, "Basra").click()
        page.get_by_role("button", name="It is right").click()
        mark_of_ed = page.locator(".mark.editor", has_text="Basra")
        mark_of_ed.wait_for()
        with page.expect_response("**/version/") as answer:
            page.evaluate(ASK)
        assert answer.value.json()["version"] == page.locator("#article").get_attribute("data-version")
        assert page.locator(".fresh").count() == 0


def test_the_list_follows_too(opened, articles, editor):
    made = articles[0]
    with opened(f"{made.get_absolute_url()}?view=mentions", signed_in=True) as page:
        press(made, "Basra", ada(), label="")
        page.evaluate(ASK)
        page.locator(".mentions th", has_text="Basra").wait_for(state="detached")


def test_visitors_ask_for_nothing(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        assert page.locator("[data-standing]").count() == 0
