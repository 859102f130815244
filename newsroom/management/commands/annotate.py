"""`manage.py annotate [--all]`: tag and settle what waits, and what rules still have to reach, in the foreground."""

import sys

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotate.nlp.pipeline import Unavailable
from annotate.readiness import expect_tables
from annotate.spreading import spread_waiting
from annotate.tagging import requeue_all, tag_waiting

from ...models import Article


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--all", action="store_true", help="read the whole archive again, with a new pipeline say")

    def handle(self, *, all, **options):
        expect_tables()
        if all:
            requeue_all()
        waiting = Article.objects.filter(tag_after__isnull=False).count()
        try:
            with tqdm(total=waiting, unit="article", disable=None, file=sys.stderr, leave=False) as bar:
                done = tag_waiting(bar.update)
                spread_waiting()
        except Unavailable as error:
            raise CommandError(error) from error
        failed = Article.objects.exclude(tag_error="").count()
        self.stdout.write(f"{done} articles read" + (f", {failed} of them could not be" if failed else "") + ".")
