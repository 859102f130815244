"""`manage.py import FILE`: take in the JSON lines that `manage.py export` wrote; - is standard input."""

import shutil
import sys
import tempfile

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from annotate.readiness import expect_tables

from ...importing import KNOWN, NEW, OTHER, import_lines
from ...ingest.documents import Unreadable


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="what export wrote, or - for standard input")

    def handle(self, *, file: str, **options):
        expect_tables()
        try:
            with tempfile.TemporaryFile() if file == "-" else open(file, "rb") as lines:
                if file == "-":
                    shutil.copyfileobj(sys.stdin.buffer, lines)
                    lines.seek(0)
                with tqdm(unit="article", disable=None, file=sys.stderr, leave=False) as bar:
                    counts = import_lines(lines, bar.update)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Unreadable as reason:
            raise CommandError(f"Nothing was imported. {reason}") from reason
        self.stdout.write(", ".join(f"{counts[outcome]} {outcome}" for outcome in (NEW, KNOWN, OTHER)))
        if counts[OTHER]:
            self.stderr.write("Articles that are here with other words were left as they are.")
