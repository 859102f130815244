"""What the machine is not sure of: kept with the mentions, summed over the archive, and always what they say."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.doubts import add_readers
from annotate.editing import undo
from annotate.models import Doubt, Doubted, Readership, Tagging
from annotate.reviewing import review
from annotate.settling import settle
from newsroom.models import Article

from .archive import ed
from .test_editing import mend
from .test_settling import article

pytestmark = pytest.mark.django_db
TEXT = "Basra slept. In Basra nobody spoke to Ned Price."
TAGS = [("Basra", "GPE", ""), ("Basra", "GPE", ""), ("Ned Price", "PERSON", "")]


def unsure(*scores, source="Courier", text=TEXT, tags=TAGS):
    """An article whose names the machine read with these certainties."""
    made = article(text, tags, source=source)
    tagging = made.taggings.get()
    tagging.spans = [[*span[:4], score] for span, score in zip(tagging.spans, scores, strict=True)]
    tagging.save()
    settle([made])
    return made


def sums(quote="Basra"):
    return Doubted.objects.filter(quote=quote).values_list("mentions", "articles", "doubt", "readers").first()


def test_what_is_doubted_in_many_articles_is_one_row():
    unsure(0.5, 0.7, 0.99)
    unsure(0.6, 0.9, 0.4, source="Wire")
    assert sums() == (3, 2, 5_000 + 3_000 + 4_000, 0)
    assert sums("Ned Price") == (1, 1, 6_000, 0)


def test_what_the_machine_is_sure_of_or_gives_no_certainty_for_is_in_no_doubt():
    unsure(0.8, None, 1.0)
    assert not Doubted.objects.exists()


def test_its_worth_is_the_mean_doubt_times_the_articles_and_how_often_they_were_opened():
    made = unsure(0.5, 0.7, 0.99)
    add_readers({made.pk: 3})
    assert Doubted.objects.get().worth == pytest.approx(4_000 * (1 + 3))
    made.taggings.all().delete()
    settle([made])
    assert Doubted.objects.get().worth is None


def test_what_an_editor_said_is_in_no_doubt_until_it_is_undone():
    made, editor = unsure(0.5, 0.7, 0.4), ed()
    before = sums()
    edit = mend(made, "Ned Price", "PERSON", editor=editor)
    assert sums("Ned Price")[0] == 0
    undo(edit, editor=editor)
    assert (sums(), sums("Ned Price")) == (before, (1, 1, 6_000, 0))


def test_a_reviewed_article_has_no_doubts_until_the_review_is_undone_or_the_source_changes_it():
    made, editor = unsure(0.5, 0.7, 0.4), ed()
    edit = review(made, revision=1, editor=editor)
    assert not Doubt.objects.exists()
    call_command("settle", "--check")
    undo(edit, editor=editor)
    assert sums() == (2, 1, 8_000, 0)
    review(made, revision=1, editor=editor)
    Article.objects.filter(pk=made.pk).update(revision=2)
    Tagging.objects.filter(article=made).update(revision=2)
    settle([made])
    assert sums() == (2, 1, 8_000, 0)


def test_readers_follow_the_articles_that_bear_a_name():
    one, other = unsure(0.5, 0.7, 0.4), unsure(0.5, 0.7, 0.9, source="Wire")
    add_readers({one.pk: 2, other.pk: 5})
    add_readers({one.pk: 1})
    assert (sums()[3], sums("Ned Price")[3]) == (8, 3)
    other.taggings.all().delete()
    settle([other])
    assert sums()[3] == 3


def test_readers_of_an_article_that_is_gone_are_left_aside():
    made = unsure(0.5, 0.7, 0.4)
    assert add_readers({made.pk: 1, made.pk + 1: 9}) == 1
    assert Readership.objects.get().count == 1


def test_settling_finds_sums_that_are_wrong_and_puts_them_right():
    made = unsure(0.5, 0.7, 0.4)
    unsure(0.5, 0.7, 0.4, source="Wire").delete()
    with pytest.raises(CommandError, match="doubts are summed wrongly"):
        call_command("settle", "--check")
    call_command("settle")
    assert sums() == (2, 1, 8_000, 0)
    Doubt.objects.filter(article=made).delete()
    with pytest.raises(CommandError, match="rows differ"):
        call_command("settle", "--check")


def told():
    return list(Doubt.objects.order_by("doubted", "article").values("doubted", "article", "mentions", "doubt"))


DEEDS = st.lists(st.tuples(st.sampled_from(["mend", "review", "open", "undo"]), st.integers(0, 7)), max_size=6)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(DEEDS)
def test_sums_are_what_the_doubts_say_after_any_sequence_of_edits_reviews_and_undos(django_user_model, deeds):
    with transaction.atomic():
        editor = django_user_model.objects.create(username="ed")
        made = [unsure(0.5, 0.7, 0.4, source=f"{number}") for number in range(2)]
        before, standing = told(), []
        for deed, number in deeds:
            each = made[number % 2]
            if deed == "undo" and standing:
                undo(standing.pop(number % len(standing)), editor=editor)
            elif deed == "open":
                add_readers({each.pk: number})
            elif deed == "review" and not each.reviews.filter(edit__retired_at=None).exists():
                standing.append(review(each, revision=1, editor=editor))
            elif deed == "mend" and each.mentions.filter(quote="Ned Price").exists():
                standing.append(mend(each, "Ned Price", ["ORG", ""][number // 4], editor=editor))
            call_command("settle", "--check")
        for edit in standing:
            undo(edit, editor=editor)
        call_command("settle", "--check")
        assert told() == before
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_readers_and_settlings_at_once_miss_nothing():
    made = [unsure(0.5, 0.7, 0.4, source=f"{number}") for number in range(4)]
    troubles = []

    def read():
        try:
            for _ in range(8):
                add_readers({each.pk: 1 for each in reversed(made)})
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    def turn():
        try:
            for number in range(8):
                each = Article.objects.get(pk=made[number % 4].pk)
                for tagging in each.taggings.all():
                    tagging.spans = [[*span[:4], 0.9 if number < 4 else 0.5] for span in tagging.spans]
                    tagging.save()
                settle([each])
        except Exception as trouble:
            troubles.append(trouble)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=deed) for deed in (read, turn, read)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    assert sums()[3] == 4 * 16
    call_command("settle", "--check")
    connection.close()
