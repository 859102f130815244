"""Any words on entities, said and undone in any order, mean the same where they come in."""

import pytest
from django.core.management import call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.editing import Invalid, Stale, undo
from annotate.spreading import spread_waiting

from .test_importing import forget, taken_out
from .test_naming import check, chief, lees  # noqa: F401  two of them fixtures
from .test_naming_properties import DEEDS, do, town  # noqa: F401
from .test_whom import meaning, undone, word_lines

pytestmark = pytest.mark.django_db


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deeds=DEEDS, data=st.data())
def test_any_words_on_entities_mean_the_same_where_they_come_in(town, chief, tmp_path_factory, deeds, data):  # noqa: F811
    with transaction.atomic():
        standing = []
        for verb, name, other, number, is_last in deeds:
            try:
                standing.append(do(verb, name, other, town[number], chief))
            except (Invalid, Stale):
                continue
            if is_last:
                undo(standing.pop(data.draw(st.integers(0, len(standing) - 1))), editor=chief)
        spread_waiting()
        path = tmp_path_factory.mktemp("lines")
        compared = set(meaning())
        if {verb for verb, *_ in deeds} & {"correct", "rule"}:
            compared -= {"aliases"}  # a name that a rule took from all texts comes in with no text that bears it
        before, ways, file = meaning(), undone(), taken_out(path)
        forget()
        call_command("import", str(file), verbosity=0)
        after = meaning()
        assert {what: after[what] for what in compared} == {what: before[what] for what in compared}
        assert word_lines(taken_out(path)) == word_lines(file)
        check()
        for one, other in zip(ways, undone(), strict=True):
            assert {what: one[what] for what in compared} == {what: other[what] for what in compared}
        transaction.set_rollback(True)
