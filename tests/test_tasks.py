"""A job is only a nudge: it is queued once, after the commit, and one that a killed worker held is queued again."""

from types import SimpleNamespace

import pytest
from asgiref.sync import async_to_sync
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from annotate.models import Edit, Rule
from newsroom.tasks import annotate_waiting, nudge, nudge_rules, restart_stalled, spread_rules

from .archive import ed
from .test_settling import article

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_jobs():
    """Django does not empty tables that it does not manage."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def waiting():
    return ProcrastinateJob.objects.filter(status="todo", task_name=annotate_waiting.name).count()


def begin_and_die():
    """Do what a worker does that takes a job and is killed."""
    job = async_to_sync(app.job_manager.fetch_job)(queues=["annotate"], worker_id=None)
    assert job.task_name == annotate_waiting.name
    return job


def test_many_nudges_are_one_job():
    for _ in range(3):
        nudge()
    assert waiting() == 1


def test_a_nudge_waits_for_the_commit():
    with transaction.atomic():
        nudge()
        assert waiting() == 0
    assert waiting() == 1


def test_a_nudge_goes_with_a_rollback():
    with pytest.raises(RuntimeError), transaction.atomic():
        nudge()
        raise RuntimeError
    assert waiting() == 0


def test_rules_have_a_job_of_their_own_which_does_what_waits():
    made = article("Basra lies south.", [("Basra", "GPE", "")])
    edit = Edit.objects.create(editor=ed(), summary="x")
    rule = Rule.objects.create(edit=edit, quote="Basra", label="ORG", unsettled_below=made.pk + 1)
    nudge_rules()
    nudge_rules()
    assert ProcrastinateJob.objects.filter(status="todo", task_name=spread_rules.name, queue_name="rules").count() == 1
    spread_rules.func(SimpleNamespace(should_abort=lambda: False))
    rule.refresh_from_db()
    assert (rule.unsettled_below, made.mentions.get().label) == (None, "ORG")


def test_a_job_of_a_killed_worker_is_queued_again():
    nudge()
    begin_and_die()
    assert waiting() == 0
    async_to_sync(restart_stalled.func)()
    assert waiting() == 1


def test_a_job_of_a_killed_worker_is_dropped_when_another_already_waits():
    nudge()
    dead = begin_and_die()
    nudge()
    async_to_sync(restart_stalled.func)()
    assert waiting() == 1
    assert not ProcrastinateJob.objects.filter(pk=dead.id).exists()
