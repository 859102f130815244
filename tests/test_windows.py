"""Filing: what can agree in its dates is found where it is sought, and other times are not looked at."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from annotate.nlp.likeness import When, agreement
from annotate.nlp.windows import filed, sought

DAY = date(2021, 11, 7)
WHENS = st.builds(
    lambda ago, days, stated: When(DAY - timedelta(ago), DAY - timedelta(ago) + timedelta(days), stated),
    st.integers(-400, 400),
    st.sampled_from([0, 0, 1, 6, 7, 30, 364, 399, 400, 3652]),
    st.booleans(),
)


@given(WHENS, WHENS)
def test_whatever_agrees_is_found(one, other):
    if agreement(one, other, far=0):
        assert set(sought(["drone"], one)) & set(filed(["drone"], other))


def test_another_month_is_not_looked_at():
    then = When(DAY - timedelta(40), DAY - timedelta(40))
    assert not set(sought(["drone"], When(DAY, DAY))) & set(filed(["drone"], then))


def test_another_key_is_not_looked_at():
    assert not set(sought(["drone"], When(DAY, DAY))) & set(filed(["vote"], When(DAY, DAY)))
