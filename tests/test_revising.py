"""When the publisher edits: what editors said goes with its words, or waits on the desk; nothing is guessed."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from annotate.editing import undo
from annotate.history import history_of
from annotate.judging import facts_of, put_right
from annotate.models import Correction, Judgement
from annotate.settling import settle
from newsroom.models import Article, Revision

from .archive import ed
from .test_editing import mend
from .test_settling import ATTACK, ATTACK_TAGS, article, tagging

pytestmark = pytest.mark.django_db
QUERIES = 15  # of settling one article
TOWNS = "Rain fell on Basra all day long. Nobody in Basra was hurt by it.\n\nThe ship Basra sailed at noon."


def revise(made, text, tags=(), *, title=None):
    """What storing a new revision and reading it do."""
    made = Article.objects.get(pk=made.pk)
    Revision.objects.create(
        article=made, number=made.revision, title=made.title, text=made.text, published_at=made.published_at
    )
    made.text, made.revision, made.title, made.revised_at = text, made.revision + 1, title or made.title, timezone.now()
    made.save()
    tagging(made, tags, "test-1")
    settle([made])
    return made


def said(made):
    return list(made.mentions.filter(origin="editor").values_list("start", "quote", "label"))


def detached(made):
    return list(Correction.objects.filter(article=made, is_detached=True).values_list("start", "quote"))


@pytest.fixture
def towns():
    made = article(TOWNS, [])
    settle([made])
    return made


def test_a_correction_goes_with_its_sentence(towns):
    mend(towns, "Basra", "GPE", editor=ed())
    new = revise(towns, f"It was Sunday.\n\n{TOWNS}")
    assert said(new) == [(new.text.index("Basra"), "Basra", "GPE")]
    assert detached(new) == []


def test_a_name_that_happens_to_stand_at_the_same_place_is_not_taken_for_it(towns):
    mend(towns, "Basra", "GPE", editor=ed())
    new = revise(towns, TOWNS.replace("Rain fell on Basra all day long", "They came to Basra by train and car"))
    assert new.text.index("Basra") == TOWNS.index("Basra")
    assert (said(new), detached(new)) == ([], [(TOWNS.index("Basra"), "Basra")])


def test_what_the_publisher_takes_back_brings_the_correction_back(towns):
    mend(towns, "Basra", "GPE", editor=ed())
    before = list(towns.mentions.values())
    gone = revise(towns, "Nothing is known yet.")
    assert (said(gone), len(detached(gone))) == ([], 1)
    back = revise(gone, TOWNS)
    assert [row | {"id": 0} for row in back.mentions.values()] == [row | {"id": 0} for row in before]
    assert detached(back) == []


def test_each_correction_is_found_from_the_revision_that_it_was_made_in(towns):
    editor = ed()
    mend(towns, "Basra", "GPE", editor=editor)
    new = revise(towns, TOWNS.replace("Nobody in Basra was hurt by it.", "Two people were hurt."))
    mend(new, "The ship Basra", "ORG", editor=editor)
    newest = revise(new, f"Late news.\n\n{new.text}")
    assert [quote for _, quote, _ in said(newest)] == ["Basra", "The ship Basra"]
    assert all(newest.text[start:].startswith(quote) for start, quote, _ in said(newest))


def test_what_was_said_anew_of_the_same_words_does_not_wait_on_the_desk(towns):
    editor = ed()
    mend(towns, "Basra", "GPE", editor=editor)
    newer = mend(towns, "Basra", "ORG", editor=editor)
    new = revise(towns, "Nothing is known yet.")
    assert list(Correction.objects.filter(is_detached=True).values_list("edit", flat=True)) == [newer.pk]
    undo(newer, editor=editor)
    assert Correction.objects.standing().filter(is_detached=True).count() == 1
    assert said(new) == []


def test_an_event_put_right_stays_so_where_its_sentence_went():
    made = article(ATTACK, ATTACK_TAGS)
    settle([made])
    event = made.evidence.get().event
    seen = facts_of(event, list(event.evidence.all())).seen
    put_right(event, seen=seen, title="The drone", when="2021-11-07", where="Baghdad", who=[], editor=ed())
    new = revise(made, f"Late news. {ATTACK}", ATTACK_TAGS)
    assert new.evidence.get(kind="main").title == "The drone"
    assert not Judgement.objects.filter(is_detached=True).exists()


def test_what_was_said_of_an_event_that_the_article_tells_no_more_waits_on_the_desk():
    text = "A bridge fell on Sunday. Militants protested in Basra in 2020."
    tags = [("Sunday", "DATE", "2021-11-07"), ("Basra", "GPE", ""), ("2020", "DATE", "2020")]
    made = article(text, tags, title="Bridge falls")
    settle([made])
    event = made.evidence.exclude(kind="main").get().event
    facts = facts_of(event, list(event.evidence.all()))
    put_right(event, seen=facts.seen, title="Protest", when="2020", where="Basra", who=[], editor=ed())
    new = revise(made, "A bridge fell on Sunday.", tags[:1])
    assert list(Judgement.objects.filter(is_detached=True).values_list("said", flat=True)) == ["Protest"]
    revise(new, text, tags)
    assert not Judgement.objects.filter(is_detached=True).exists()
    assert made.evidence.exclude(kind="main").get().title == "Protest"


def test_the_card_tells_of_an_edit_where_its_words_went(towns):
    edit = mend(towns, "Basra", "GPE", editor=ed())
    new = revise(towns, f"It was Sunday.\n\n{TOWNS}")
    mention = new.mentions.get()
    told = history_of(new, mention.start, mention.end, "Basra", mention.origin)
    assert [(word.edit, word.decides) for word in told.words] == [(edit, True)]


def test_settle_check_finds_a_wrong_flag(towns):
    mend(towns, "Basra", "GPE", editor=ed())
    call_command("settle", "--check")
    Correction.objects.update(is_detached=True)
    with pytest.raises(CommandError, match="1 rows differ"):
        call_command("settle", "--check")


def test_an_article_without_older_words_costs_no_more(towns, django_assert_num_queries):
    editor = ed()
    mend(towns, "Basra", "GPE", editor=editor)
    with django_assert_num_queries(QUERIES):
        settle([towns])
    new = revise(towns, f"It was Sunday.\n\n{TOWNS}")
    with django_assert_num_queries(QUERIES + 2):  # the notes, and what the article said before
        settle([new])


PIECES = [
    "Ada met Ed in Basra today.",
    "Ed left Basra by ship at noon.",
    "Nobody in Basra was hurt.",
    "Basra sang.",
    "Ed.",
]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_through_any_revisions_every_correction_quotes_its_words_and_comes_back(data):
    """Each revision keeps, moves, repeats or drops sentences; corrections are made in any of them."""
    texts = [" ".join(data.draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=5))) for _ in range(3)]
    with transaction.atomic():  # so that each archive begins empty
        through(texts, data.draw(st.sets(st.integers(0, 9))))
        transaction.set_rollback(True)


def through(texts, chosen):
    """Revise an article through the texts and back, correcting the `chosen` ones of the places it has in between."""
    editor, made, number = ed(), article(texts[0], []), 0
    for text in texts[1:]:
        for start in (at for at in range(len(made.text)) if made.text.startswith("Basra", at)):
            if number in chosen and not made.mentions.filter(start=start).exists():
                mend(made, "Basra", "ORG", editor=editor, start=start, end=start + 5, seen="")
            number += 1
        made = revise(made, text)
    standing, shown = Correction.objects.standing(), said(made)
    assert all(made.text.startswith(quote, start) for start, quote, _ in shown)
    assert len(shown) + standing.filter(is_detached=True).count() <= standing.count()
    call_command("settle", "--check", stdout=StringIO())
    back = {start for start, _, _ in said(revise(made, texts[0]))}
    assert back >= set(standing.filter(revision=1).values_list("start", flat=True))
