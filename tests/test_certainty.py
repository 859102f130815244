"""The table of how far certainty can be believed: measured, kept beside the pipeline, and shown from there."""

import json

import pytest

from annotate.certainty import Reliability, keep, reliability
from annotate.nlp.pipeline import SHIPPED

from .archive import ed

MEASURED = Reliability("gold_dev", 0.05, [(0, 0.0, 0.0)] * 8 + [(10, 0.85, 0.9), (90, 0.98, 0.9333)])


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "meta.json").write_text('{"lang": "en", "name": "x", "performance": {"ents_f": 0.9}}')
    return tmp_path


def test_what_is_kept_is_read_again_beside_what_spacy_keeps_there(folder):
    keep([MEASURED], folder)
    (read,) = reliability(str(folder))
    assert (read.name, read.error, read.tenths[8:]) == ("gold_dev", 0.05, [(10, 0.85, 0.9), (90, 0.98, 0.933)])
    assert json.loads((folder / "meta.json").read_text())["performance"]["ents_f"] == 0.9


@pytest.mark.parametrize("pipeline", ["en_core_web_nowhere", "/no/such/folder", "../x", "json"])
def test_a_pipeline_of_which_nothing_was_measured_has_none(pipeline):
    assert reliability(pipeline) == []


def test_the_shipped_pipeline_carries_what_its_model_card_says():
    card = (SHIPPED.parent / "README.md").read_text()
    told = {each.name: each for each in reliability()}
    gold = told["gold_dev"]
    assert f"({gold.error:.3f} expected calibration error" in card
    for number, (count, sure, right) in list(enumerate(gold.tenths))[5:]:
        assert f"| {number / 10:.1f} to {(number + 1) / 10:.1f} | {count} | {sure:.2f} | {right:.2f} |" in card
    errors = [told[name].error for name in ("eval_only_worldwide_dev", "eval_only_worldwide_middle_east", "gum_dev")]
    assert "{:.3f} and {:.3f} off on the local papers, {:.3f} on GUM".format(*errors) in card


@pytest.mark.django_db
def test_the_desk_shows_the_table(client, folder, settings, django_assert_max_num_queries):
    keep([MEASURED], folder)
    settings.NEWSROOM_PIPELINE = str(folder)
    client.force_login(ed())
    with django_assert_max_num_queries(4):
        page = client.get("/desk/certainty/")
    assert [set_["rows"] for set_ in page.context["sets"]] == [
        [("80 to 90%", 10, "85%", "90%", 90), ("90 to 100%", 90, "98%", "93%", 93)]
    ]
    assert 'href="/desk/certainty/"' in client.get("/desk/").content.decode()


@pytest.mark.django_db
def test_the_desk_says_so_where_nothing_was_measured(client, tmp_path, settings):
    settings.NEWSROOM_PIPELINE = str(tmp_path)
    client.force_login(ed())
    assert "Nothing was measured" in client.get("/desk/certainty/").content.decode()
