"""Filing: what can be alike and agree in its dates is found where it is sought, and other times are not looked at."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.likeness import A_SENTENCE, When, agreement, likeness, telling
from annotate.nlp.stories import SAME
from annotate.nlp.windows import filed, numbers, sought

DAY = date(2021, 11, 7)
WHENS = st.builds(
    lambda ago, days, stated: When(DAY - timedelta(ago), DAY - timedelta(ago) + timedelta(days), stated),
    st.integers(-400, 400),
    st.sampled_from([0, 0, 1, 6, 7, 30, 62, 63, 364, 399, 400, 3652]),
    st.booleans(),
)
# From the most frequent to what hardly any text has, so that some are set aside.
WORDS = "people government year president country drone rocket residence zorgblat quixnard".split()
FILLING = [f"nonce{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"]
TELLINGS = st.builds(
    lambda words, more, names, least: (" ".join(words + FILLING[:more]), [(name, "person") for name in names], least),
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=9),
    st.sampled_from([0, 0, 2, 5, 26]),
    st.lists(st.sampled_from(["Zorgblat People", "President Drone"]), max_size=2),
    st.sampled_from([1, A_SENTENCE, A_SENTENCE]),
)


def told(drawn, when):
    text, names, least = drawn
    return telling(text, names, ["2021-11-07"], when=when, least=least)


@given(TELLINGS, TELLINGS, WHENS, WHENS)
def test_whatever_is_alike_and_agrees_is_found(one, other, when, then):
    a, b = told(one, when), told(other, then)
    if agreement(a.when, b.when, far=0) * likeness(a, b) >= SAME:
        assert set(sought(a)) & set(filed(b))
        assert len(set(numbers(a.keys)) & set(numbers(b.keys))) >= min(
            max(a.wanted, b.wanted), len(a.keys), len(b.keys)
        )


@given(WHENS, WHENS)
def test_whatever_agrees_and_says_the_same_is_found(when, then):
    sentence = ("drone rocket residence", [], A_SENTENCE)
    if agreement(when, then, far=0):
        assert set(sought(told(sentence, when))) & set(filed(told(sentence, then)))


def sentence(text, ago=0):
    return told((text, [], A_SENTENCE), When(DAY - timedelta(ago), DAY - timedelta(ago)))


def test_another_day_is_not_looked_at():
    assert set(sought(sentence("drone rocket"))) & set(filed(sentence("drone rocket")))
    assert not set(sought(sentence("drone rocket"))) & set(filed(sentence("drone rocket", ago=1)))


def test_other_keys_are_not_looked_at():
    assert not set(sought(sentence("drone rocket"))) & set(filed(sentence("vote court")))


def test_a_frequent_word_alone_finds_no_sentence():
    one, other = sentence("the president and the zorgblat quixnard"), sentence("president of a rocket residence")
    assert not set(sought(one)) & set(filed(other))


def test_the_numbers_of_keys_stand_in_one_order_in_every_process():
    assert numbers(["drone", "attack", "baghdad"]) == numbers(["baghdad", "drone", "attack"])
