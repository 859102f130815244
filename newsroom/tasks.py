"""Background jobs: they nudge, the work waits in the tables. A lost job costs a minute and loses nothing."""

from contextlib import suppress

from django.db import transaction
from procrastinate import JobContext, exceptions, jobs
from procrastinate.contrib.django import app

# The deeds are imported where they run: the web server knows these jobs and must not load spaCy.


def nudge() -> None:
    """Ask for the background pass, once what was stored is committed; every minute it comes unasked."""
    transaction.on_commit(_defer)


def _defer() -> None:
    with suppress(exceptions.AlreadyEnqueued):  # the one in the queue has not begun: it will see these articles too
        annotate_waiting.defer()


@app.periodic(cron="* * * * *")
@app.task(queue="annotate", queueing_lock="annotate_waiting", pass_context=True)
def annotate_waiting(context: JobContext, timestamp: int = 0) -> None:
    """Tag and settle what waits; asked to stop, end with the batch at hand."""
    from annotate.tagging import tag_waiting

    def stop_when_asked(done: int) -> None:
        if context.should_abort():
            raise exceptions.JobAborted

    tag_waiting(stop_when_asked)


def nudge_rules() -> None:
    """Ask for rules to be carried through the archive, once what was said is committed."""
    transaction.on_commit(_defer_rules)


def _defer_rules() -> None:
    with suppress(exceptions.AlreadyEnqueued):
        spread_rules.defer()


@app.periodic(cron="* * * * *")
@app.task(queue="rules", queueing_lock="spread_rules", pass_context=True)
def spread_rules(context: JobContext, timestamp: int = 0) -> None:
    """Settle what new and undone rules reach; asked to stop, end with the batch at hand."""
    from annotate.spreading import spread_waiting

    def stop_when_asked(done: int) -> None:
        if context.should_abort():
            raise exceptions.JobAborted

    spread_waiting(stop_when_asked)


@app.periodic(cron="* * * * *")
@app.task(queue="feeds", queueing_lock="refresh_due")
def refresh_due(timestamp: int = 0) -> None:
    """Fetch the feeds whose time has come."""
    from newsroom import refresh

    refresh.refresh_due()


@app.periodic(cron="* * * * *")
@app.task(queue="feeds", queueing_lock="restart_stalled")
async def restart_stalled(timestamp: int = 0) -> None:
    """Queue again what a killed worker had begun, unless the same already waits."""
    for job in await app.job_manager.get_stalled_jobs():
        try:
            await app.job_manager.retry_job(job)
        except exceptions.UniqueViolation:
            await app.job_manager.finish_job(job, jobs.Status.FAILED, delete_job=True)
