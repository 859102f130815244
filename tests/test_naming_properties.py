"""Who is who, any deeds in any order: undone, they leave the rows that were there before."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate import identities
from annotate.editing import Invalid, Stale, undo
from annotate.models import Edit, Mention
from annotate.naming import add_name, merge, remove_name, split, tell_apart
from annotate.spreading import spread_waiting

from .test_editing import mend
from .test_naming import called, check, chief, lees, state, told  # noqa: F401  two of them fixtures
from .test_widening import widened

pytestmark = pytest.mark.django_db

NAMES = ("Kim Lee", "K. Lee", "Lee", "Park", "Choi", "Kim Lee (boxer)")
DEEDS = st.lists(
    st.tuples(
        st.sampled_from(["merge", "split", "add", "remove", "correct", "rule", "apart"]),
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.integers(0, 5),
        st.booleans(),
    ),
    max_size=7,
)


@pytest.fixture
def town(lees):  # noqa: F811
    return [*lees, told("K. Lee met Park.", "K. Lee", "Park"), told("Lee fled. Mrs. Kim Lee sang.", "Lee", "Kim Lee")]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, data=st.data())
def test_any_words_on_entities_undone_in_any_order_leave_the_first_rows(town, chief, deeds, data):  # noqa: F811
    """Merges, splits, names, corrections, rules and undos in any sequence; a worker comes by now and then."""
    with transaction.atomic(), pytest.MonkeyPatch.context() as patched:
        patched.setattr(identities, "AT_ONCE", data.draw(st.integers(0, 3)))
        before, standing = state(), []
        for verb, name, other, number, is_last in deeds:
            try:
                standing.append(do(verb, name, other, town[number], chief))
            except (Invalid, Stale):
                continue
            if data.draw(st.booleans()):
                spread_waiting()
                check()
            if is_last:
                undo(standing.pop(data.draw(st.integers(0, len(standing) - 1))), editor=chief)
        spread_waiting()
        check()
        for edit in data.draw(st.permutations(standing)):
            undo(edit, editor=chief)
        spread_waiting()
        check()
        after = state()
        transaction.set_rollback(True)
    assert after == before


def do(verb, name, other, made, editor) -> Edit:
    entity, second = called(name), called(other)
    if entity is None or (second is None and verb in ("merge", "apart")):
        raise Invalid("Nobody is called so yet.")
    if verb in ("merge", "apart"):
        return (merge if verb == "merge" else tell_apart)(entity, second, editor=editor)
    if verb == "split":
        shown = list(Mention.objects.filter(entity=entity).values_list("article", flat=True))
        return split(entity, "the boxer", out=[made.pk], shown=shown, editor=editor)
    if verb in ("add", "remove"):
        return (add_name if verb == "add" else remove_name)(entity, other, editor=editor)
    quote = made.mentions.filter(entity__kind="person").first().quote
    if verb == "rule":
        return widened(made, quote, "PERSON", entity=name, is_meant=True, editor=editor)
    return mend(made, quote, "PERSON", entity=name, editor=editor)
