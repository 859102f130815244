"""`manage.py backup FILE`: write the whole instance into one file, while it runs; - is standard output."""

import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from annotate.readiness import expect_answer

from ...backup import Refused, back_up


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="where to write, or - for standard output")

    def handle(self, *, file: str, **options):
        expect_answer()
        try:
            counts = back_up(sys.stdout.buffer) if file == "-" else write(Path(file))
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        articles, edits = counts["newsroom_article"], counts["annotate_edit"]
        self.stderr.write(f"{articles} articles and {edits} edits are backed up, {counts.total()} rows in all.")


def write(path: Path):
    """Write a backup for its owner's eyes alone: it holds password hashes. Under its name stands only a whole one."""
    made = path.with_name(f"{path.name}.part")
    try:
        with open(os.open(made, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb") as file:
            counts = back_up(file)
            file.flush()
            os.fsync(file.fileno())
        made.replace(path)
    finally:
        made.unlink(missing_ok=True)
    return counts
