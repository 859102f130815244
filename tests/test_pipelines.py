"""Which version of the pipeline is in use stands in the database; each machine makes the files that it lacks."""

import json
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from io import StringIO

import numpy as np
import pytest
import spacy
from django.core.management import call_command
from django.db import connection

from annotate import packing, pipelines, tagging
from annotate.models import Switch, Tagging, Version
from annotate.nlp.learning import Learned
from annotate.nlp.pipeline import SHIPPED, shipped_version
from annotate.pipelines import Refused
from annotate.switching import back, use
from annotate.tagging import tag_waiting
from newsroom.ingest.documents import Document
from newsroom.models import Article
from newsroom.storing import store

pytestmark = pytest.mark.django_db

OLDER = "en_newsroom_names-1.0.0-0123abcd"


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    """The folder of this machine; what was warned of before is forgotten."""
    monkeypatch.setattr(pipelines, "folder", lambda: tmp_path / "pipelines")
    pipelines._warn.cache_clear()
    return tmp_path / "pipelines"


def learned_version(pipeline="en_learned-1.0", *, number=1, base="", weights=b"nothing"):
    base = base or shipped_version()
    return Version.objects.create(number=number, base=base, pipeline=pipeline, weights=weights, report={})


def test_a_machine_makes_the_files_of_a_version_that_it_lacks(folder):
    learned_version("en_newsroom_names-2.2.0+learned.1.5f3a6b7c", weights=b"what was learned")
    made = folder / "en_newsroom_names-2.2.0+learned.1.5f3a6b7c"
    assert pipelines.place("learned-1") == str(made)
    assert (made / "ner/learned.npz").read_bytes() == b"what was learned"
    assert json.loads((made / "meta.json").read_text())["version"] == "2.2.0+learned.1.5f3a6b7c"
    assert (made / "ner/model.onnx").read_bytes() == (SHIPPED / "ner/model.onnx").read_bytes()
    assert list(folder.iterdir()) == [made]


def test_many_processes_may_make_them_at_once(folder, monkeypatch):
    version = learned_version(weights=b"what was learned")
    together = threading.Barrier(4)
    write = packing.write

    def write_together(*asked):
        together.wait(10)
        write(*asked)
        together.wait(10)

    monkeypatch.setattr(packing, "write", write_together)
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(pipelines._made, [version] * 4)) == {str(folder / "en_learned-1.0")}
    assert [path.name for path in folder.iterdir()] == ["en_learned-1.0"]


def test_where_the_files_cannot_be_written_the_reason_is_told(folder):
    learned_version()
    folder.write_text("in the way")
    with pytest.raises(pipelines.Unavailable, match="learned-1 cannot be written to"):
        pipelines.place("learned-1")


def test_other_content_has_another_name():
    one, two = (packing.pack(Learned(np.full((4, 3), x, np.float32), np.zeros(3, np.float32))) for x in (1, 2))
    assert packing.called(1, one) == packing.called(1, bytes(one))
    assert len({packing.called(1, one), packing.called(2, one), packing.called(1, two)}) == 3
    assert packing.called(1, one).startswith(shipped_version().rpartition("-")[0] + "+learned.1.")


def test_the_files_are_made_again_where_the_content_differs(folder):
    learned_version("en_learned-1.a")
    pipelines.place("learned-1")
    Version.objects.update(pipeline="en_learned-1.b", weights=b"else")
    assert pipelines.place("learned-1") == str(folder / "en_learned-1.b")
    assert (folder / "en_learned-1.b/ner/learned.npz").read_bytes() == b"else"


def test_asking_what_is_in_use_is_one_small_query(django_assert_num_queries):
    Switch.objects.create(version=learned_version())
    pipelines.in_use()
    with django_assert_num_queries(1) as asked:
        assert pipelines.in_use().endswith("en_learned-1.0")
    assert "weights" not in asked.captured_queries[0]["sql"]


def test_a_version_for_another_newsroom_cannot_be_switched_on():
    learned_version(base=OLDER)
    with pytest.raises(Refused, match=f"learned-1 cannot be used here: it continues {OLDER}.* Train again"):
        use("learned-1")


def test_after_an_upgrade_the_shipped_pipeline_reads_and_the_log_says_why_once(caplog):
    Switch.objects.create(version=learned_version(base=OLDER))
    assert (pipelines.in_use(), pipelines.in_use()) == ("", "")
    [told] = caplog.messages
    assert told == (
        f"learned-1 is switched on, but it continues {OLDER}, and this Newsroom ships {shipped_version()}. "
        "Train again: manage.py train. Until then the shipped pipeline reads."
    )


def test_the_list_says_which_version_is_for_another_newsroom(settings):
    Switch.objects.create(version=learned_version(base=OLDER))
    learned_version("en_learned-2.0", number=2)
    assert listed() == [
        f"* shipped      {shipped_version()}",
        "  learned-1    en_learned-1.0   for another version of Newsroom: train again",
        "  learned-2    en_learned-2.0",
        "* is in use.",
        pipelines.fallback(pipelines.last_switched_on()),
    ]
    settings.NEWSROOM_PIPELINE = "en_core_web_sm"
    assert listed()[-1] == "en_core_web_sm is in use."


def listed():
    out = StringIO()
    call_command("pipeline", "list", stdout=out)
    return out.getvalue().splitlines()


def test_one_goes_back_from_a_version_for_another_newsroom():
    Switch.objects.create(version=learned_version(base=OLDER))
    assert back() == ("learned-1", "shipped", 0)
    assert pipelines.fallback(pipelines.last_switched_on()) == ""


@pytest.mark.django_db(transaction=True)
def test_a_worker_in_the_middle_of_a_batch_leaves_nothing_of_the_version_left_behind(folder, monkeypatch):
    folder.mkdir()
    for number in (2, 1):
        nlp = spacy.blank("en", meta={"name": "learned", "version": f"{number}.0"})
        nlp.to_disk(folder / f"en_learned-{number}.0")
        Switch.objects.create(version=learned_version(f"en_learned-{number}.0", number=number))
    store(Document(title="Title", text="Kazimi spoke.", key="one"))
    Tagging.objects.create(article=Article.objects.get(), revision=1, pipeline="en_learned-2.0", spans=[])
    read, gone_back = tagging.read, threading.Thread(target=closing(back))

    def read_slowly(*asked, **more):
        gone_back.start()
        while gone_back.is_alive() and not is_waiting():
            time.sleep(0.01)
        return read(*asked, **more)

    monkeypatch.setattr(tagging, "read", read_slowly)
    tag_waiting()
    gone_back.join(10)
    assert pipelines.in_use().endswith("en_learned-2.0")
    assert Tagging.objects.get(pipeline="en_learned-1.0").shadow


def closing(deed):
    def alone():
        try:
            deed()
        finally:
            connection.close()

    return alone


def is_waiting():
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND NOT granted)")
        return cursor.fetchone()[0]


@pytest.mark.slow
def test_a_version_that_learned_nothing_reads_as_the_shipped_one(tmp_path):
    nothing = Learned(np.zeros((384, 19), np.float32), np.zeros(19, np.float32))
    version = packing.trial(nothing, tmp_path / "trial")
    texts = ["Qais al Khazali left Baghdad.", "", "The council of Basra met."]
    assert list(version.read(texts)) == list(pipelines.load_in_use().read(texts))
    assert version.version.startswith("en_newsroom_names-2.2.0+learned.0.")
