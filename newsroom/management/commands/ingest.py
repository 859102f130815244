"""`manage.py ingest SOURCE...`: take in files, folders, feeds, pages, OPML lists or standard input."""

import sys
from collections import Counter
from datetime import date

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from tqdm import tqdm

from annotate.readiness import expect_tables

from ...ingesting import expand, ingest
from ...models import Feed, Refusal

OUTCOMES = ("new", "revised", "known", "refused")


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("sources", nargs="+", metavar="SOURCE", help="a file, a folder, an address, or -")
        parser.add_argument("--date", type=_day, metavar="DAY", help="publication day of undated text, 2021-11-07")
        parser.add_argument("--source", default="", metavar="NAME", help="who published text that does not say so")

    def handle(self, *, sources, date, source, **options):
        expect_tables()
        started, counts = timezone.now(), Counter()
        named = list(expand(sources))
        for each in tqdm(named, unit="source", disable=None, file=sys.stderr, leave=False):
            counts += ingest(each, on=date, publisher=source)
        for refusal in Refusal.objects.filter(at__gte=started).order_by("at"):
            self.stderr.write(f"{refusal.source}: {refusal.reason}")
        for feed in Feed.objects.filter(checked_at__gte=started).exclude(last_error=""):
            self.stderr.write(f"{feed.url}: {feed.last_error}")
        if not named:
            raise CommandError("There is nothing in these folders to read.")
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome}" for outcome in OUTCOMES))
        if counts["refused"] and not any(counts[outcome] for outcome in OUTCOMES[:3]):
            sys.exit(1)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise CommandError(f"--date wants a day like 2021-11-07, not {text!r}.") from None
