"""Agreement: what one text calls by one name has one label."""

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.agreement import agree
from annotate.nlp.spans import Span


def agreed(text, *tags):
    spans, last = [], 0
    for quote, label in tags:
        start = text.index(quote, last)
        spans.append(Span(start, start + len(quote), label))
        last = start + len(quote)
    return [(text[span.start : span.end], span.label) for span in agree(text, spans)]


def test_a_surname_is_the_person_named_in_full_before():
    text = "Mustafa al Kazimi was unharmed. A relative of Kazimi spoke."
    assert agreed(text, ("Mustafa al Kazimi", "PERSON"), ("Kazimi", "GPE"))[1] == ("Kazimi", "PERSON")


def test_a_surname_is_the_person_named_in_full_only_later():
    text = "Kazimi spoke. Mustafa al-Kazimi rules Iraq."
    assert agreed(text, ("Kazimi", "GPE"), ("Mustafa al-Kazimi", "PERSON"))[0] == ("Kazimi", "PERSON")


def test_a_surname_the_tagger_passed_over_is_found():
    text = "Ned Price spoke. Then Price left."
    assert agreed(text, ("Ned Price", "PERSON")) == [("Ned Price", "PERSON"), ("Price", "PERSON")]


def test_a_surname_inside_a_longer_word_is_not_that_person():
    text = "Ned Price spoke of Pricewater."
    assert agreed(text, ("Ned Price", "PERSON")) == [("Ned Price", "PERSON")]


def test_a_place_after_a_preposition_of_place_stays_one():
    text = "Lloyd Austin flew home. He landed in Austin at night."
    assert agreed(text, ("Lloyd Austin", "PERSON"), ("Austin", "GPE"))[1] == ("Austin", "GPE")


def test_the_first_word_of_an_arabic_group_is_that_group():
    text = "Hashd al Shaabi marched. The leaders of Hashd spoke."
    assert agreed(text, ("Hashd al Shaabi", "ORG"), ("Hashd", "GPE"))[1] == ("Hashd", "ORG")


def test_the_first_word_of_another_group_is_not():
    text = "Iraq Body Count keeps lists. War came to all of Iraq."
    assert agreed(text, ("Iraq Body Count", "ORG"), ("Iraq", "GPE"))[1] == ("Iraq", "GPE")


def test_a_name_of_several_words_has_the_label_it_was_given_most_often():
    text = "Green Zone, Green Zone, Green Zone."
    labels = [label for _, label in agreed(text, ("Green Zone", "FAC"), ("Green Zone", "ORG"), ("Green Zone", "FAC"))]
    assert labels == ["FAC", "FAC", "FAC"]


def test_a_name_of_several_words_is_found_where_the_tagger_passed_over_it():
    text = "The Green Zone burned. A gate of the Green Zone fell."
    assert agreed(text, ("Green Zone", "FAC")) == [("Green Zone", "FAC")] * 2


def test_a_quote_mark_ends_a_name():
    text = "They build no Nations“He said."
    assert agreed(text, ("Nations“He", "PERSON")) == [("Nations", "PERSON")]


def test_what_a_quote_mark_leaves_without_a_capital_is_no_name():
    assert agreed("They build no nations“He said.", ("nations“He", "PERSON")) == []


@given(st.text("Ab -“ .\nاé", max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)), max_size=8))
def test_any_spans_of_any_text_give_spans_that_fit_and_do_not_overlap(text, ranges):
    spans = [Span(start, min(start + length, len(text)), "PERSON") for start, length in ranges if start < len(text)]
    last = 0
    for span in agree(text, spans):
        assert last <= span.start < span.end <= len(text)
        last = span.end


def test_the_last_word_of_a_name_says_what_it_is():
    text = "Books line Mutanabbi Street."
    assert agreed(text, ("Mutanabbi Street", "PERSON")) == [("Mutanabbi Street", "FAC")]


def test_the_head_of_a_buildings_name_belongs_to_it():
    text = "They crossed the bridge of the Republic in the capital of the Republic."
    found = agreed(text, ("Republic", "GPE"), ("Republic", "GPE"))
    assert found == [("bridge of the Republic", "FAC"), ("Republic", "GPE")]


def test_a_name_that_was_passed_over_is_as_sure_as_where_it_was_seen():
    text = "Mustafa al Kazimi was unharmed. Kazimi spoke."
    _, passed_over = agree(text, [Span(0, 17, "PERSON", score=0.8)])
    assert (text[passed_over.start : passed_over.end], passed_over.score) == ("Kazimi", 0.8)


def test_a_body_that_everyone_knows_is_a_body_whatever_it_was_read_as():
    text = "They spoke in Soweto for the African National Congress."
    assert agreed(text, ("Soweto", "GPE"), ("African National Congress", "EVENT"))[1][1] == "ORG"
    assert agreed("She lives in the United States.", ("United States", "GPE")) == [("United States", "GPE")]
