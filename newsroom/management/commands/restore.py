"""`manage.py restore FILE`: make an empty database the instance that a backup holds; - is standard input."""

import sys
from contextlib import nullcontext

from django.core.management.base import BaseCommand, CommandError

from annotate.readiness import expect_answer

from ...backup import Refused, restore


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="what backup wrote, or - for standard input")

    def handle(self, *, file: str, **options):
        expect_answer()
        try:
            with nullcontext(sys.stdin.buffer) if file == "-" else open(file, "rb") as packed:
                counts = restore(packed)
        except OSError as error:
            raise CommandError(f"{file} cannot be read: {error.strerror}.") from error
        except Refused as reason:
            raise CommandError(str(reason)) from reason
        self.stdout.write(f"{counts['newsroom_article']} articles and {counts['annotate_edit']} edits are restored.")
