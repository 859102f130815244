"""`manage.py train`: continue the shipped pipeline from corrections; what is no worse is kept, and not used yet."""

import sys

from django.core.management.base import BaseCommand, CommandError

from ...learning import train
from ...nlp.pipeline import Unavailable
from ...pipelines import Refused
from ...readiness import expect_tables
from ...reports import Report


class Command(BaseCommand):
    help = __doc__

    def handle(self, **options):
        expect_tables()
        try:
            report = train(lambda told: print(told, file=sys.stderr))
        except (Refused, Unavailable) as error:
            raise CommandError(error) from error
        for line in lines(report):
            self.stdout.write(line)


def lines(report: Report) -> list[str]:
    """The report in words, a line each."""
    return [
        f"Learned from {report.articles - report.held_out} articles; {report.held_out} were held out. "
        f"In all {report.corrections} corrections, {report.reviewed} articles reviewed.",
        f"Strength {report.strength:g} of what was learned; {report.seconds} seconds.",
        f"Mistakes of {report.before}, and of the new version:",
        *(f"  {title:45s} {was:5d} {now:5d}   of {count} marks" for title, count, was, now in report.rows),
        report.sentence,
    ]
