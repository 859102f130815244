"""The versions of the pipeline: `list` them, `use` one, go `back`, or let one `shadow` what is in use."""

import sys

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from ... import pipelines
from ...nlp.pipeline import Unavailable, shipped_version
from ...pipelines import Refused
from ...readiness import expect_tables
from ...shadowing import ARTICLES, shadow
from ...switching import back, use


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser):
        deeds = parser.add_subparsers(dest="deed", required=True)
        deeds.add_parser("list", help="the versions, and which is in use")
        using = deeds.add_parser("use", help="read with a version from now on")
        using.add_argument("version")
        using.add_argument("--all", action="store_true", help="let it read the whole archive again, too")
        deeds.add_parser("back", help="use the version before again, with what it read")
        trial = deeds.add_parser("shadow", help="read on trial with a version, to see what it would change")
        trial.add_argument("version")
        trial.add_argument("--articles", type=int, default=ARTICLES, help="at most so many, the newest first")

    def handle(self, *, deed, **options):
        expect_tables()
        try:
            with tqdm(unit="article", disable=None, file=sys.stderr, leave=False) as bar:
                told = getattr(self, f"_{deed}")(bar.update, options)
        except (Refused, Unavailable) as error:
            raise CommandError(error) from error
        self.stdout.write(told)

    def _list(self, progress, options) -> str:
        last = pipelines.last_switched_on()
        owners = settings.NEWSROOM_PIPELINE
        used = None if owners else last.name if last and pipelines.is_usable(last) else pipelines.SHIPPED_NAME
        rows = [(pipelines.SHIPPED_NAME, shipped_version(), "")]
        for version in pipelines.versions():
            note = "" if pipelines.is_usable(version) else "   for another version of Newsroom: train again"
            rows.append((version.name, version.pipeline, note))
        told = [f"{'*' if name == used else ' '} {name:12s} {version}{note}" for name, version, note in rows]
        told.append(f"{owners} is in use." if owners else "* is in use.")
        return "\n".join([*told, *filter(None, [pipelines.fallback(last)])])

    def _use(self, progress, options) -> str:
        waiting = use(options["version"], everything=options["all"], progress=progress)
        more = f" {waiting} articles wait to be read again." if options["all"] else " What is read stays as it is."
        return f"{options['version']} reads from now on.{more} Go back with: manage.py pipeline back"

    def _back(self, progress, options) -> str:
        left, now, waiting = back(progress=progress)
        more = f" {waiting} articles that only {left} has read wait to be read again." if waiting else ""
        amiss = pipelines.fallback(pipelines.last_switched_on())
        back_to = f"Back to {now}" if amiss else f"{now} is in use again"
        return f"{back_to}; what {left} read has stepped aside.{more}{' ' if amiss else ''}{amiss}"

    def _shadow(self, progress, options) -> str:
        done = shadow(options["version"], most=options["articles"], progress=progress)
        return f"{done} articles read on trial with {options['version']}: /desk/quality/ says what would change."
