"""`manage.py settle [--check]`: work out again what readers see, or prove that nothing would change."""

from django.apps import apps
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from ...checking import disagreements
from ...doubts import recount_doubts
from ...entities import recount_all
from ...identities import derive
from ...linking import link_all
from ...models import Identity, Rule
from ...readiness import expect_tables
from ...settling import settle

BATCH = 100


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help="change nothing; fail when anything would change")

    def handle(self, *, check, **options):
        expect_tables()
        with transaction.atomic():
            wrong = disagreements() if check else []
            changed = settle_all()
            if check:
                transaction.set_rollback(True)
        if check and changed:
            wrong.append(f"{changed} rows differ from what settling derives.")
            for words, what in ((Rule, "rules"), (Identity, "words on entities")):
                if waiting := words.objects.unsettled().count():
                    wrong.append(
                        f"{waiting} {what} are still on their way through the archive: let a worker end first."
                    )
        if wrong:
            raise CommandError(" ".join(wrong))
        self.stdout.write("Nothing would change." if check else f"{changed} rows changed.")


def settle_all() -> int:
    """Settle every article in batches, then what articles that are gone left behind; returns how many rows changed."""
    articles = apps.get_model("newsroom", "Article").objects.only("pk").order_by("pk")
    changed, last = derive(), 0
    while batch := list(articles.filter(pk__gt=last)[:BATCH]):
        changed += settle(batch)
        last = batch[-1].pk
    for words in (Rule, Identity):
        words.objects.unsettled().update(unsettled_below=None)
    return changed + link_all() + recount_all() + recount_doubts()
