"""Settling, the pure part: the editor's word over the machine's."""

import itertools

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.settle import EDITOR, MACHINE, RULE, settle
from annotate.nlp.spans import Span, flatten, from_utf16, snap, to_utf16, trim

TEXT = "Mustafa al Kazimi spoke in Baghdad on Friday."
KAZIMI, BAGHDAD, FRIDAY = Span(0, 17, "PERSON"), Span(27, 34, "GPE"), Span(38, 44, "DATE", value="2021-11-05")


def quotes(settled):
    return [(TEXT[span.start : span.end], span.label, origin) for span, origin in settled]


def test_without_corrections_the_machine_stands():
    settled = settle(TEXT, [BAGHDAD, KAZIMI, FRIDAY], [])
    assert quotes(settled) == [
        ("Mustafa al Kazimi", "PERSON", MACHINE),
        ("Baghdad", "GPE", MACHINE),
        ("Friday", "DATE", MACHINE),
    ]


def test_a_correction_replaces_every_span_it_overlaps():
    settled = settle(TEXT, [Span(0, 7, "ORG"), Span(8, 17, "GPE"), BAGHDAD], [Span(0, 17, "PERSON")])
    assert quotes(settled) == [("Mustafa al Kazimi", "PERSON", EDITOR), ("Baghdad", "GPE", MACHINE)]


def test_nothing_clears_a_span():
    assert quotes(settle(TEXT, [KAZIMI, BAGHDAD], [Span(27, 34, "")])) == [("Mustafa al Kazimi", "PERSON", MACHINE)]


def test_a_later_correction_wins_over_an_earlier_one():
    settled = settle(TEXT, [], [Span(0, 17, "PERSON"), Span(0, 7, "ORG")])
    assert quotes(settled) == [("Mustafa", "ORG", EDITOR)]


def test_what_a_correction_cleared_stays_cleared_when_a_later_one_narrows_it():
    settled = settle(TEXT, [KAZIMI], [Span(0, 17, "ORG"), Span(0, 7, "PERSON")])
    assert quotes(settled) == [("Mustafa", "PERSON", EDITOR)]


def test_an_editor_says_whom_a_mention_means():
    settled = settle(TEXT, [KAZIMI], [Span(0, 17, "PERSON", entity="Mustafa al-Kadhimi")])
    assert settled[0][0].entity == "Mustafa al-Kadhimi"


def test_a_rule_prevails_over_the_machine():
    settled = settle(TEXT, [KAZIMI, BAGHDAD], [], [Span(27, 34, "ORG"), Span(0, 17, "")])
    assert quotes(settled) == [("Baghdad", "ORG", RULE)]


def test_a_correction_prevails_over_a_rule_also_where_it_says_nothing():
    rules = [Span(27, 34, "ORG"), Span(0, 17, "ORG")]
    settled = settle(TEXT, [KAZIMI, BAGHDAD], [Span(27, 34, ""), Span(0, 7, "PERSON")], rules)
    assert quotes(settled) == [("Mustafa", "PERSON", EDITOR)]


def test_the_stronger_of_two_rules_on_one_range_prevails_also_where_it_says_nothing():
    assert quotes(settle(TEXT, [KAZIMI], [], [Span(0, 17, ""), Span(8, 17, "ORG")])) == []


def test_a_rule_speaks_of_no_longer_name_that_holds_its_words():
    assert quotes(settle(TEXT, [KAZIMI], [], [Span(8, 17, "GPE")])) == [("Mustafa al Kazimi", "PERSON", MACHINE)]
    assert quotes(settle(TEXT, [Span(11, 23, "PERSON")], [], [Span(0, 17, "GPE")])) == [
        ("Mustafa al Kazimi", "GPE", RULE)
    ]


SPANS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(1, 8), st.sampled_from(["PERSON", "GPE", ""])).map(
        lambda t: Span(t[0], min(t[0] + t[1], 45), t[2])
    ),
    max_size=8,
)


@given(SPANS, SPANS)
def test_settled_spans_never_overlap_and_every_last_word_of_the_editor_stands(tagged, corrections):
    tagged = [span for span in tagged if span.label]
    settled = [span for span, _ in settle(TEXT, tagged, corrections)]
    assert all(a.end <= b.start for a, b in itertools.pairwise(settled))
    if corrections:
        last = corrections[-1]
        standing = [(span.start, span.end, span.label) for span in settled if span.overlaps(last)]
        assert standing == ([(last.start, last.end, last.label)] if last.label else [])


@given(SPANS, SPANS, SPANS)
def test_settled_spans_never_overlap_and_no_rule_takes_the_word_from_an_editor(tagged, corrections, rules):
    tagged = [span for span in tagged if span.label]
    settled = settle(TEXT, tagged, corrections, rules)
    assert all(a.end <= b.start for (a, _), (b, _) in itertools.pairwise(settled))
    without = settle(TEXT, tagged, corrections)
    by_hand = [[(s.start, s.end, s.label) for s, origin in each if origin == EDITOR] for each in (settled, without)]
    assert by_hand[0] == by_hand[1]
    assert not any(origin == RULE and span.overlaps(said) for span, origin in settled for said in corrections)


@given(SPANS)
def test_flattened_spans_keep_the_longest(spans):
    flat = flatten(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(flat))
    if spans:
        assert max(s.end - s.start for s in flat) == max(s.end - s.start for s in spans)


@given(st.text(), st.data())
def test_offsets_survive_the_way_to_the_browser_and_back(text, data):
    offset = data.draw(st.integers(0, len(text)))
    assert from_utf16(text, to_utf16(text, offset)) == offset
    assert to_utf16(text, offset) == len(text[:offset].encode("utf-16-le")) // 2


@given(st.text(alphabet="ab \n'é👩‍🚀"), st.data())
def test_snapping_takes_whole_words_and_no_space(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    inner = trim(text, start, end)
    outer = snap(text, start, end)
    if inner[0] == inner[1]:
        assert outer[0] == outer[1]
        return
    assert outer[0] <= inner[0] and inner[1] <= outer[1]
    assert text[outer[0] : outer[1]].strip() == text[outer[0] : outer[1]]
    assert not (outer[0] > 0 and text[outer[0] - 1].isalnum() and text[outer[0]].isalnum())
