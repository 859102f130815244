"""Runs background jobs until told to stop; run as many workers as you like, on as many machines."""

import asyncio
import signal

from django.core.management.base import BaseCommand, CommandError
from procrastinate.contrib.django import app

from annotate.readiness import expect_tables
from newsroom import lifeline
from newsroom.tasks import nudge

# Queues -> jobs at a time. Tagging never runs twice in one process, and never waits behind a slow feed or a rule that
# reaches far. Each line here holds a connection that listens; the pool has four.
QUEUES = {("annotate",): 1, ("rules", "feeds"): 3}
GRACE = 3  # seconds a job may take to end by itself; then it is asked to


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        from annotate import pipelines
        from annotate.nlp.pipeline import Unavailable

        lifeline.watch()
        expect_tables()
        try:
            pipelines.load_in_use()
        except Unavailable as error:
            raise CommandError(str(error)) from error
        nudge()  # for what a killed worker left undone
        with app.replace_connector(app.connector.get_worker_connector()):
            if not asyncio.run(work()):
                raise CommandError("The worker lost the database. What it had begun is done again by the next worker.")


async def work() -> bool:
    """Take jobs until SIGTERM or SIGINT: True; False when a queue could not be read any more."""
    async with app.open_async():
        queues = [
            asyncio.create_task(
                app.run_worker_async(
                    queues=list(names),
                    concurrency=concurrency,
                    install_signal_handlers=False,
                    shutdown_graceful_timeout=GRACE,
                    delete_jobs="always",
                )
            )
            for names, concurrency in QUEUES.items()
        ]
        asked = asyncio.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, asked.set)
        await asyncio.wait([*queues, asyncio.create_task(asked.wait())], return_when=asyncio.FIRST_COMPLETED)
        for queue in queues:
            queue.cancel()
        await asyncio.gather(*queues, return_exceptions=True)
        return asked.is_set()
