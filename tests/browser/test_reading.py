"""Reading in a browser: cards, switches, events and sentences, a phone, and no script at all."""

import pytest

from annotate.models import Event
from annotate.settling import settle
from newsroom.models import Article, Feed
from tests.test_settling import article

PHONE = {"width": 360, "height": 740}
DAY = "/dates/2021-11-07/"
SPAN = "/events/?person=Kadhimi&from=2021-11-01&to=2021-11-30"


def mark(page, words):
    return page.locator(".text .mark", has_text=words).first


def test_a_click_on_a_mark_opens_its_card_and_escape_closes_it(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        mark(page, "Mustafa").click()
        page.locator("#card h2", has_text="Mustafa al-Kadhimi").wait_for()
        assert page.url.endswith(articles[0].get_absolute_url())
        page.keyboard.press("Escape")
        assert page.locator("#card h2").count() == 0
        assert page.evaluate("document.activeElement.textContent") == "Mustafa al-Kadhimi"


def test_the_card_of_a_date_says_its_day(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        mark(page, "Friday").click()
        page.locator("#card h2", has_text="Friday 5 November 2021").wait_for()


def test_a_kind_is_switched_off_and_stays_off(opened, articles):
    line = "e => getComputedStyle(e).textDecorationLine"
    with opened(articles[0].get_absolute_url()) as page:
        assert mark(page, "Basra").evaluate(line) == "underline"
        page.uncheck("#show-place")
        assert mark(page, "Basra").evaluate(line) == "none"
        assert mark(page, "Mustafa").evaluate(line) == "underline"
        page.reload()
        assert mark(page, "Basra").evaluate(line) == "none"
        assert [mark(page, words).evaluate("e => e.tabIndex") for words in ("Basra", "Mustafa")] == [-1, 0]


def test_the_keyboard_goes_into_the_card_it_opens_and_back(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        mark(page, "Mustafa").focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.id === 'card'")
        page.keyboard.press("Escape")
        assert page.evaluate("document.activeElement.textContent") == "Mustafa al-Kadhimi"


def test_kinds_differ_by_more_than_colour(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        styles = [
            mark(page, words).evaluate("e => getComputedStyle(e).textDecorationStyle")
            for words in ("Mustafa", "Basra", "Friday")
        ]
        assert len(set(styles)) == 3


def test_an_event_lights_its_sentence(opened, articles):
    with opened(articles[1].get_absolute_url()) as page:
        page.locator("[data-lights]").first.hover()
        page.locator(".sentence.lit").first.wait_for()


def test_an_event_leads_to_its_sentence(opened, articles):
    with opened(articles[1].get_absolute_url()) as page:
        page.locator(".events a", has_text="sentence").first.click()
        assert page.evaluate("!!document.querySelector('.sentence:target')")


def test_a_sentence_lights_its_event(opened, articles):
    with opened(articles[1].get_absolute_url()) as page:
        page.locator(".sentence").first.hover(position={"x": 2, "y": 5})
        page.locator(".events li.lit").first.wait_for()


def test_escape_leads_from_a_sentence_back_to_its_event(opened, articles):
    with opened(articles[1].get_absolute_url()) as page:
        page.locator(".events a", has_text="sentence").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_function("() => document.activeElement.matches('.sentence')")
        page.keyboard.press("Escape")
        page.wait_for_function("() => document.activeElement.matches('.events a[href^=\"#s-\"]')")


@pytest.mark.parametrize("script", [True, False])
def test_a_sign_leads_from_a_sentence_back_to_its_event(opened, articles, script):
    tags = [("Sunday", "DATE", "2021-11-07"), ("2020", "DATE", "2020")]
    made = article("A bridge fell on Sunday. Militants protested in 2020.", tags, title="Bridge falls")
    settle([made])
    with opened(made.get_absolute_url(), java_script_enabled=script) as page:
        assert page.locator(".back:visible").count() == 0
        page.locator(".events a", has_text="sentence").first.click()
        page.locator(".back:visible").click()
        page.wait_for_url("**#e-*")


def test_a_bar_narrows_the_timeline(opened, articles):
    with opened("/events/?from=2021-11-01&to=2021-11-30", java_script_enabled=False) as page:
        page.get_by_role("link", name="Friday 5 November 2021, 1 report").click()
        page.wait_for_url("**from=2021-11-05&to=2021-11-05")
        assert page.locator("h2.day").all_inner_texts() == ["Friday 5 November 2021"]


def test_a_filter_completes_names_and_keeps_to_them(opened, articles):
    with opened("/events/") as page:
        page.get_by_label("Place").press_sequentially("bag")
        page.get_by_role("option", name="Baghdad").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.get_by_label("Place").input_value() == "Baghdad"
        page.get_by_role("button", name="Show").click()
        page.get_by_role("link", name="Without Baghdad").wait_for()
        assert page.locator("h2.day").all_inner_texts() == ["Sunday 7 November 2021"]


def test_an_article_updates_itself_when_it_has_been_read(opened, articles):
    Article.objects.filter(pk=articles[0].pk).update(tag_after=articles[0].published_at)
    with opened(articles[0].get_absolute_url()) as page:
        page.get_by_text("is being read").wait_for()
        Article.objects.filter(pk=articles[0].pk).update(tag_after=None)
        page.get_by_text("is being read").wait_for(state="detached", timeout=5000)


def test_without_script_a_mark_opens_its_card_and_search_finds(opened, articles):
    with opened(articles[0].get_absolute_url(), java_script_enabled=False) as page:
        mark(page, "Mustafa").click()
        page.locator("#card h2", has_text="Mustafa al-Kadhimi").wait_for()
        page.fill("#find", "drone place:Baghdad")
        page.click("header button")
        page.get_by_role("heading", name="Kadhimi unharmed").wait_for()


def test_names_complete_as_one_types(opened, articles):
    with opened("/search/") as page:
        page.type("#find", "drone person:mus")
        page.get_by_role("option", name="Mustafa al-Kadhimi").wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        assert page.input_value("#find") == 'drone person:"Mustafa al-Kadhimi" '


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/people/",
        "/events/",
        SPAN,
        "event",
        DAY,
        "/search/?q=drone",
        "/feeds/",
        "/desk/",
        "article",
        "card",
        "list",
    ],
)
def test_nothing_runs_over_the_side_of_a_phone(opened, articles, editor, path):
    Feed.objects.create(url="https://example.org/news/feed.xml", last_error="It does not answer.", failures=3)
    made = articles[0].get_absolute_url()
    event = Event.objects.get(source_count=2).get_absolute_url()
    card = f"{made}?mark={articles[0].text.index('Mustafa')}"
    path = {"article": made, "card": card, "event": event, "list": f"{made}?view=mentions"}.get(path, path)
    with opened(path, viewport=PHONE, signed_in=True) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "path",
    ["/", "/people/", "/events/", SPAN, "event", DAY, "/search/?q=when:2021-11", "/feeds/", "article", "list"],
)
def test_pages_pass_the_checks_of_axe(opened, articles, path, scheme):
    from axe_playwright_python.sync_playwright import Axe

    made = articles[0]
    opened_card = f"{made.get_absolute_url()}?mark={made.text.index('Mustafa')}"
    event = Event.objects.get(source_count=2).get_absolute_url()
    listed = f"{made.get_absolute_url()}?view=mentions"
    path = {"article": opened_card, "event": event, "list": listed}.get(path, path)
    with opened(path, color_scheme=scheme, bypass_csp=True) as page:
        found = Axe().run(page)
        assert [(v["id"], v["nodes"][0]["html"]) for v in found.response["violations"]] == []


def test_print_leaves_the_text_and_drops_the_controls(opened, articles):
    with opened(articles[0].get_absolute_url()) as page:
        page.emulate_media(media="print")
        assert page.locator(".text").is_visible()
        assert not page.locator(".legend").is_visible()
        assert not page.locator(".masthead").is_visible()


def test_print_is_dark_on_white_for_those_who_read_light_on_dark(opened, articles):
    colour = "e => getComputedStyle(e).color"
    with opened(articles[0].get_absolute_url(), color_scheme="light") as page:
        light = page.locator(".byline").evaluate(colour)
    with opened(articles[0].get_absolute_url(), color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        assert page.locator(".byline").evaluate(colour) == light
