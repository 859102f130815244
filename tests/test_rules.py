"""Rules, the pure part: whole words, case as given, and which of several prevails."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.rules import Ruled, Ruleset
from annotate.nlp.spans import is_whole

TEXT = "Sadr City is named for the elder Sadr. The Sadrist bloc, and SADR's friends, are in Sadr-held seats."


def found(*rules, text=TEXT, article=1, source="Wire", asides=()):
    spans = Ruleset(rules).find(text, article=article, source=source, asides=asides)
    return [(text[span.start : span.end], span.label, rule.number) for span, rule in spans]


def starts(*rules, text=TEXT, **more):
    return [span.start for span, _ in Ruleset(rules).find(text, article=1, source="Wire", **more)]


def test_words_count_whole_and_in_the_case_given():
    assert starts(Ruled(1, "Sadr", "PERSON")) == [0, 33, 84]
    assert starts(Ruled(1, "SADR", "PERSON")) == [61]
    assert starts(Ruled(1, "City is named", "")) == [5]


def test_a_word_with_a_combining_accent_is_another_word():
    assert starts(Ruled(1, "Zoe", "PERSON"), text="Zoe\u0308 met Zoe.") == [9]
    assert starts(Ruled(1, "Zoe\u0308", "PERSON"), text="Zoe\u0308 met Zoe.") == [0]


def test_a_quote_may_begin_with_a_sign():
    assert starts(Ruled(1, "“Sadr”", "ORG"), text="Sadr or “Sadr”") == [8]
    assert starts(Ruled(1, "— Sadr", "ORG"), text="Sadr") == []


def test_the_longest_rule_is_told_first():
    rules = Ruled(2, "Sadr", "PERSON", article=1), Ruled(1, "Sadr City", "GPE")
    assert found(*rules)[0] == ("Sadr City", "GPE", 1)


def test_of_rules_on_the_same_words_the_narrower_and_then_the_newest_prevails():
    everywhere = [Ruled(8, "SADR", "ORG"), Ruled(9, "SADR", "GPE")]
    source, here = Ruled(3, "SADR", "", source="Wire"), Ruled(1, "SADR", "PERSON", article=1)
    assert found(*everywhere) == [("SADR", "GPE", 9)]
    assert found(*everywhere, source) == [("SADR", "", 3)]
    assert found(*everywhere, source, here) == [("SADR", "PERSON", 1)]


def test_a_rule_of_another_article_or_source_is_silent():
    assert found(Ruled(1, "Sadr", "", article=2), Ruled(2, "Sadr", "", source="Ledger")) == []


def test_a_rule_is_silent_where_the_article_tells_no_story():
    assert starts(Ruled(1, "Sadr", "PERSON"), asides=[(0, 10)]) == [33, 84]


WORDS = st.text(alphabet="ab é-", min_size=1, max_size=4).map(str.strip).filter(lambda quote: quote.strip(" -"))


@given(st.text(alphabet="ab é-", max_size=40), st.lists(WORDS, max_size=6))
def test_every_whole_place_of_every_rule_is_found_and_no_other(text, quotes):
    rules = [Ruled(number, quote, "ORG") for number, quote in enumerate(quotes)]
    places = {(s.start, s.end) for s, _ in Ruleset(rules).find(text, article=1, source="")}
    wanted = {
        (start, start + len(quote))
        for quote in quotes
        for start in range(len(text))
        if text.startswith(quote, start) and is_whole(text, start, start + len(quote))
    }
    assert places == wanted
