"""`manage.py export [--format NAME] [--query WORDS] FILE`: take out articles with their tags; - is standard output."""

import os
import sys
from contextlib import nullcontext

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from annotate.export import FORMATS, export, export_one
from annotate.readiness import expect_tables

from ...models import Article
from ...search import find, parse


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("file", metavar="FILE", help="where to write, or - for standard output")
        parser.add_argument(
            "--format", default="jsonl", choices=FORMATS, help="jsonl, which can be imported, if not said"
        )
        parser.add_argument("--query", default="", metavar="WORDS", help="what the search page would find")
        parser.add_argument("--article", type=int, metavar="NUMBER", help="one article alone")

    def handle(self, *, file: str, format: str, query: str, article: int | None, **options):
        expect_tables()
        pieces = self.pieces(format, query, article)
        try:
            with nullcontext(sys.stdout.buffer) if file == "-" else open(file, "wb", opener=_private) as out:
                out.writelines(pieces)
                out.flush()
        except OSError as error:
            raise CommandError(f"{file} cannot be written: {error.strerror}.") from error

    def pieces(self, format: str, query: str, number: int | None):
        said = {"site": site(), "whole": True}
        if number is None:
            articles, _ = find(parse(query))
            return export(articles, format, label=query or "Newsroom", wide=not query, **said)
        article = Article.objects.filter(pk=number).first()
        if article is None:
            raise CommandError(f"There is no article {number}.")
        return export_one(article, format, **said)


def site() -> str:
    """Where this archive is reached, for the addresses in what is taken out."""
    return next(iter(settings.CSRF_TRUSTED_ORIGINS), f"http://127.0.0.1:{settings.NEWSROOM_PORT}")


def _private(path: str, flags: int) -> int:
    """The file is its owner's alone: it names editors."""
    return os.open(path, flags, 0o600)
