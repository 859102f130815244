"""Suggested twins: which names may be one, how company tells, what an editor judges, and the pages for it."""

import pytest

from annotate.models import Edit, Entity
from annotate.naming import merge, tell_apart
from annotate.nlp.senses import Context, Words, groups
from annotate.nlp.twins import LEAST, Known, kinship, likeness, related, shares
from annotate.twins import twins_of

from .archive import cleo, ed
from .test_naming import AGAIN, BOUT, VOTE, called, check, told, whom

MOST_OF_AN_EDITORS_PAGE = 15 + 4  # its twins in a dozen, sentences, names, what was said; session, user, permissions
MOST_OF_THE_WALK = 15 + 4  # the names, their twins in a dozen, sentences; session, user and permissions


@pytest.mark.parametrize(
    ("one", "other", "kind", "why"),
    [
        ("Kadhimi", "Mustafa al-Kadhimi", "person", "the surname alone"),
        ("Kazimi", "Mustafa al-Kadhimi", "person", "the surname alone"),
        ("M. Kadhimi", "Mustafa Kadhimi", "person", "an initial"),
        ("Jon Bolton", "John Bolton", "person", "another spelling"),
        ("Sergei Lavrov", "Sergey Lavrov", "person", "another spelling"),
        ("John Bolton", "John R. Bolton", "person", "a shorter form"),
        ("IFA", "Iraqi Football Association", "group", "its initials"),
        ("Airbus", "Airbus Industrie", "group", "a part of its name"),
        ("Ninewa", "Nineva", "place", "another spelling"),
    ],
)
def test_names_that_may_be_one_say_why(one, other, kind, why):
    assert related(one, other, kind)[1] == related(other, one, kind)[1] == why


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        ("Jane Smith", "John Smith", "person"),
        ("Mustafa", "Mustafa al-Kadhimi", "person"),
        ("George Bush", "Laura Bush", "person"),
        ("Iran", "Iraq", "place"),
        ("Ministry of Oil", "Ministry of Defence", "group"),
        ("Basra", "Basra Province", "place"),
        ("Group 7", "Group 8", "group"),
    ],
)
def test_names_of_two_are_not_suggested(one, other, kind):
    assert related(one, other, kind) == (0, "")


def test_a_man_and_a_woman_are_two_and_so_are_a_person_and_a_place():
    kims = [Known(1, "person", ("Lee", "John Lee")), Known(2, "person", ("Mary Lee", "Lee"))]
    assert kinship(*kims) == (0, "")
    assert kinship(Known(1, "person", ("Sadr",)), Known(2, "place", ("Sadr",))) == (0, "")


def test_the_same_company_makes_twins_likelier_and_one_article_that_names_both_unlikely():
    one, other = (Known(pk, "person", (name,), {9: 1.0}) for pk, name in ((1, "Kadhimi"), (2, "Mustafa al-Kadhimi")))
    alone = Known(3, "person", ("Mustafa al-Kadhimi",), {8: 1.0})
    assert likeness(one, other).score > LEAST > likeness(one, alone).score
    assert likeness(one, other).shared == (9,)
    assert likeness(one, other, together=1).score < LEAST


def test_a_surname_that_fits_several_people_says_less_of_each():
    one = Known(1, "person", ("Kadhimi",), {9: 1.0})
    found = [
        likeness(one, Known(pk, "person", (name,), {9: 1.0}))
        for pk, name in ((2, "Mustafa Kadhimi"), (3, "Ali Kadhimi"))
    ]
    assert shares(found[:1])[0] == found[0].score
    assert shares(found)[0] < found[0].score


def test_what_is_alike_beside_a_name_falls_into_groups_the_largest_first():
    told = {
        1: frozenset({"person:choi", "word:law"}),
        2: frozenset({"person:park", "word:ring"}),
        3: frozenset({"person:choi", "word:law", "place:busan"}),
        4: frozenset({"person:choi", "place:busan"}),
        5: frozenset(),
    }
    assert groups(told) == [[1, 3, 4], [2], [5]]


def test_splits_that_lead_in_a_circle_decide_nothing():
    context = Context({7: True})
    words = Words(merged={2: 3, 4: 1}, splits={1: [(2, context)], 3: [(4, context)]})
    assert words.meant(1, 7, lambda entity: frozenset()) == 1
    assert words.meant(1, 8, lambda entity: frozenset()) == 1


def test_a_context_is_the_same_after_it_was_kept():
    context = Context.of([(1, frozenset({"person:park"}), True), (2, frozenset({"person:choi"}), False)])
    assert Context.unpacked(context.packed()) == context


@pytest.fixture
def lees(db):
    """The minister by his full name and by his surname alone, and the boxer."""
    return [
        told(VOTE, "Kim Lee", "Busan", "Kim Lee", "Choi"),
        told("Lee went to Busan, Choi said.", "Lee", "Busan", "Choi", source="Wire"),
        told("Bo Chang slept.", "Bo Chang"),
    ]


def pairs_of(name):
    return [(pair.one.name, pair.other.name) for pair in twins_of([called(name)])]


def test_twins_are_found_from_either_side(lees):
    assert pairs_of("Kim Lee") == pairs_of("Lee") == [("Kim Lee", "Lee")]
    [pair] = twins_of([called("Lee")])
    assert (pair.likeness.why, set(pair.shared)) == ("the surname alone", {"Busan", "Choi"})
    assert pairs_of("Bo Chang") == []


def test_what_was_judged_different_is_not_suggested_again_also_after_a_merge(lees):
    chief = cleo()
    tell_apart(called("Lee"), called("Kim Lee"), editor=chief)
    assert pairs_of("Lee") == []
    merge(called("Bo Chang"), called("Lee"), editor=chief)
    assert pairs_of("Bo Chang") == []


def test_what_nobody_can_tell_is_shown_as_such(lees):
    tell_apart(called("Lee"), called("Kim Lee"), is_sure=False, editor=ed())
    assert [pair.judged for pair in twins_of([called("Lee")])] == ["unsure"]


def signed_in(client, who):
    client.force_login(who)
    return client


def judge(client, verb, *, next="/desk/twins/", **more):
    said = {"verb": verb, "other": called("Lee").pk, "next": next} | more
    return client.post(f"/entities/{called('Kim Lee').pk}/identities/", said)


def test_the_walk_shows_pairs_side_by_side_with_counts_and_sentences(lees, client):
    [pair] = signed_in(client, cleo()).get("/desk/twins/").context["pairs"]
    assert [(entity.name, entity.article_count) for entity, _ in pair["sides"]] == [("Kim Lee", 1), ("Lee", 1)]
    [row] = pair["sides"][1][1]
    assert (row["told"].before, row["told"].quote, row["told"].after) == ("", "Lee", " went to Busan, Choi said.")
    page = client.get("/desk/twins/").content.decode()
    assert "Same: 1 article changes to “Kim Lee”" in page
    assert 'aria-keyshortcuts="y"' in page


def test_same_merges_and_says_so_once_with_undo(lees, client):
    answer = judge(signed_in(client, cleo()), "same")
    edit = Edit.objects.get()
    assert answer["Location"] == f"/desk/twins/?said={edit.pk}"
    page = client.get(answer["Location"])
    assert (page.context["pairs"], page.context["said"]) == ([], edit)
    assert client.get(called("Lee").get_absolute_url())["Location"] == called("Kim Lee").get_absolute_url()
    client.post(f"/edits/{edit.pk}/undo/", {"next": answer["Location"]})
    assert len(client.get(answer["Location"]).context["pairs"]) == 1
    assert client.get(called("Lee").get_absolute_url()).status_code == 200


def test_an_editor_may_say_different_or_not_sure_but_not_same(lees, client):
    signed_in(client, ed())
    assert "Same:" not in client.get("/desk/twins/").content.decode()
    assert judge(client, "same").status_code == 403
    assert not Edit.objects.exists()
    for verb in ("unsure", "different"):
        assert judge(client, verb).status_code == 302
        assert client.get("/desk/twins/").context["pairs"] == []


def test_whoever_is_too_late_is_told_where_he_judged(lees, client):
    merge(called("Bo Chang"), called("Lee"), editor=cleo())
    answer = judge(signed_in(client, ed()), "different")
    assert (answer.status_code, answer.templates[0].name) == (409, "twins.html")
    assert "Somebody was faster. “Lee” is “Bo Chang” now." in answer.content.decode()
    answer = judge(client, "different", next="/entities/")
    assert (answer.status_code, answer.templates[0].name) == (409, "entity.html")


def test_the_walk_costs_a_bounded_number_of_queries(lees, client, django_assert_max_num_queries):
    signed_in(client, cleo())
    with django_assert_max_num_queries(MOST_OF_THE_WALK):
        client.get("/desk/twins/")


def test_the_page_of_an_entity_shows_editors_twins_names_and_what_was_said(lees, client):
    address = called("Lee").get_absolute_url()
    assert "pairs" not in client.get(address).context
    page = signed_in(client, cleo()).get(address)
    assert [row["name"] for row in page.context["names"]] == ["Lee"]
    assert len(page.context["pairs"]) == 1
    judge(client, "different")
    assert [edit.summary for edit in client.get(address).context["words"]] == ["“Kim Lee” and “Lee” are two."]


def test_names_are_added_and_removed_on_the_page(lees, client):
    page = f"/entities/{called('Kim Lee').pk}/identities/"
    signed_in(client, ed())
    assert client.post(page, {"verb": "add", "name": "The Iron Lee"}).status_code == 302
    assert client.get(called("Kim Lee").get_absolute_url()).context["names"][1]["name"] == "The Iron Lee"
    refused = client.post(page, {"verb": "add", "name": "Lee"})
    assert refused.status_code == 422
    assert "“Lee” is the name of “Lee” in 1 article." in refused.content.decode()
    assert client.post(page, {"verb": "remove", "name": "The Iron Lee"}).status_code == 302
    check()


def test_one_is_merged_by_name_or_address_on_the_page(lees, client):
    signed_in(client, cleo())
    for other in ("lee", f"http://testserver{called('Lee').get_absolute_url()}"):
        answer = judge(client, "same", other=other, next="")
        assert answer["Location"].startswith(called("Kim Lee").get_absolute_url())
        client.post(f"/edits/{Edit.objects.latest('pk').pk}/undo/")
    assert judge(client, "same", other="Nobody").status_code == 422


def test_any_two_are_compared_before_they_are_judged(lees, client):
    chang, lee = called("Bo Chang"), called("Lee")
    signed_in(client, cleo())
    for other in ("lee", lee.pk, lee.get_absolute_url()):
        page = client.get(chang.get_absolute_url(), {"with": other})
        assert [(pair["one"], pair["other"]) for pair in page.context["pairs"]] == [(chang, lee)]
    assert "Same: 1 article changes to “Bo Chang”" in page.content.decode()
    assert (
        "Nobody and nothing here is called “x”." in client.get(chang.get_absolute_url(), {"with": "x"}).content.decode()
    )
    assert "one and the same" in client.get(chang.get_absolute_url(), {"with": chang.pk}).content.decode()


def test_an_editors_page_of_an_entity_costs_a_bounded_number_of_queries(lees, client, django_assert_max_num_queries):
    signed_in(client, cleo())
    with django_assert_max_num_queries(10 + MOST_OF_AN_EDITORS_PAGE):
        client.get(called("Lee").get_absolute_url())


def test_search_names_files_and_the_interface_follow_a_merge(lees, client):
    merge(called("Kim Lee"), called("Lee"), editor=cleo())
    lee, kim = called("Lee"), called("Kim Lee")
    found = client.get("/search/", {"q": "person:Lee"}).context
    assert {entity["name"] for entity in found["meant"][0]["entities"]} == {"Kim Lee"}
    assert len(found["rows"]) == 2
    assert client.get("/names/", {"kind": "person", "q": "Lee"}).json()["names"] == ["Kim Lee"]
    assert client.get(f"{lee.get_absolute_url()[:-1]}.atom").content.count(b"<entry>") == 2
    assert client.get(f"/api/v1/entities/{lee.pk}").json()["id"] == kim.pk
    assert set(client.get(f"/api/v1/entities/{kim.pk}").json()["names"]) == {"Kim Lee", "Lee"}


@pytest.fixture
def namesakes(db):
    return [
        told(BOUT, "Kim Lee", "Seoul", "Kim Lee", "Park"),
        told(AGAIN, "Kim Lee", "Park", source="Wire"),
        told(VOTE, "Kim Lee", "Busan", "Kim Lee", "Choi"),
    ]


def test_a_split_shows_groups_then_what_it_changes_then_does_it(namesakes, client):
    kim = called("Kim Lee")
    page = signed_in(client, ed()).get(f"{kim.get_absolute_url()}?split=1")
    assert [{row["pk"] for row in group["rows"]} for group in page.context["groups"]] == [
        {made.pk for made in namesakes[:2]},
        {namesakes[2].pk},
    ]
    assert page.context["groups"][0]["shared"] == ["Park", "Seoul"]
    ticked = client.get(f"{kim.get_absolute_url()}?split=1&tick=1").context["groups"]
    assert [[row["is_out"] for row in group["rows"]] for group in ticked] == [[True, True], [False]]
    said = {"verb": "split", "name": "the boxer", "out": [namesakes[0].pk], "shown": [made.pk for made in namesakes]}
    preview = client.post(f"/entities/{kim.pk}/identities/", said)
    assert "1 article changes to “Kim Lee (boxer)”; 2 stay with “Kim Lee”" in preview.content.decode()
    assert not Edit.objects.exists()
    client.post(f"/entities/{kim.pk}/identities/", said | {"sure": "1"})
    assert [whom(made, "Kim Lee")[0] for made in namesakes] == ["Kim Lee (boxer)", "Kim Lee", "Kim Lee"]
    found = client.get("/search/", {"q": 'person:"Kim Lee"'}).context["meant"][0]["entities"]
    assert {entity["name"] for entity in found} == {"Kim Lee", "Kim Lee (boxer)"}
    check()


def test_a_split_of_nothing_is_refused_in_a_sentence(namesakes, client):
    kim = called("Kim Lee")
    answer = signed_in(client, ed()).post(f"/entities/{kim.pk}/identities/", {"verb": "split", "name": "x"})
    assert (answer.status_code, answer.templates[0].name) == (422, "entity.html")
    assert "Tick the articles" in answer.content.decode()


def test_the_card_of_a_mention_shows_editors_a_twin_to_judge(lees, client):
    address = f"{lees[1].get_absolute_url()}?mark=0"
    assert "twin" not in client.get(address).context["card"]
    twin = signed_in(client, ed()).get(address).context["card"]["twin"]
    assert (twin["name"], [str(entity) for entity, _ in twin["pairs"][0]["sides"]]) == ("Kim Lee", ["Kim Lee", "Lee"])
    assert Entity.objects.count() == 5
    answer = judge(client, "different", next=twin["back"])
    assert answer["Location"] == f"{twin['back']}&said={Edit.objects.get().pk}"
    after = client.get(answer["Location"])
    assert (after.context["card"]["twin"]["pairs"], after.context["card"]["twin"]["said"]) == ([], Edit.objects.get())
    assert "are two." in after.content.decode()
