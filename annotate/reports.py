"""Deed: keep what became of a training, and the version that it made where that is no worse."""

from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.db.models import Max

from .models import Version
from .nlp.pipeline import shipped_version
from .pipelines import wait_for_batches


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a training: what was learned from, and the mistakes before and after.

    rows     (what was asked, how many marks, mistakes before, mistakes after)
    at       ISO 8601
    name     of the new version; "" when it was not kept
    version  how taggings call it
    """

    before: str
    articles: int
    corrections: int
    reviewed: int
    held_out: int
    strength: float
    seconds: int
    rows: tuple[tuple[str, int, int, int], ...]
    at: str = ""
    name: str = ""
    version: str = ""

    @property
    def is_no_worse(self) -> bool:
        return all(after <= was for _, _, was, after in self.rows)

    @property
    def sentence(self) -> str:
        """The decision and why."""
        if self.name:
            return f"Kept as {self.name}: no worse anywhere. Switch it on with: manage.py pipeline use {self.name}"
        worse = [f"{title} ({was} mistakes before, {after} after)" for title, _, was, after in self.rows if after > was]
        return f"Not kept: it is worse on {', '.join(worse)}."


def keep(report: Report, weights: bytes) -> Report:
    """Write a report down and, when it is no worse, what was learned as a new version; returns it with its name."""
    from .packing import called  # numpy, which pages do without

    with transaction.atomic():
        wait_for_batches()  # and for another training: each has a number of its own
        kept = {}
        if report.is_no_worse:
            number = 1 + (Version.objects.aggregate(last=Max("number"))["last"] or 0)
            kept = {"number": number, "weights": weights, "pipeline": called(number, weights)}
        told = {name: value for name, value in asdict(report).items() if name not in ("at", "name", "version")}
        return _report(Version.objects.create(base=shipped_version(), report=told, **kept))


def last_report() -> Report | None:
    """What became of the last training."""
    last = Version.objects.defer("weights").order_by("-id").first()
    return _report(last) if last else None


def _report(version: Version) -> Report:
    told = Report(**version.report)
    at = version.made_at.isoformat(timespec="minutes")
    return replace(told, rows=tuple(map(tuple, told.rows)), at=at, name=version.name, version=version.pipeline)
