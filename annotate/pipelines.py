"""The versions of the pipeline that this instance has, and which is in use: rows, so that every machine knows them."""

import logging
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.utils import timezone

from .models import Switch, Version
from .nlp.pipeline import Pipeline, Unavailable, load, shipped_version

SHIPPED_NAME = "shipped"
SWITCHING = 7_204  # advisory lock: shared by batches that are being read, alone for who switches

log = logging.getLogger(__name__)


class Refused(ValueError):
    """What cannot be done with a version; str() is a sentence for whoever asked."""


def load_in_use() -> Pipeline:
    """The pipeline in use, loaded once a process; Unavailable as load() raises it."""
    return load(in_use())


def in_use() -> str:
    """What nlp.pipeline.load() is to be given: the owner's NEWSROOM_PIPELINE, else the version switched on.

    Where that one cannot be used here, the shipped pipeline, and the log says so. One query.
    """
    if settings.NEWSROOM_PIPELINE:
        return settings.NEWSROOM_PIPELINE
    version = last_switched_on()
    if not is_usable(version):
        _warn(fallback(version))
        return ""
    return _made(version)


def last_switched_on() -> Version | None:
    """The version that is to be in use; None for the shipped pipeline."""
    last = _standing().first()
    return last.version if last else None


def fallback(version: Version | None) -> str:
    """Why the shipped pipeline reads and not this version, which is switched on; "" where nothing is amiss."""
    if settings.NEWSROOM_PIPELINE or is_usable(version):
        return ""
    return f"{version.name} is switched on, but {_reason(version)} Until then the shipped pipeline reads."


def is_usable(version: Version | None) -> bool:
    """True where it continues the pipeline that this installation ships."""
    return version is None or version.base == shipped_version()


def versions() -> list[Version]:
    """Every version that was kept, in order, without weights and reports."""
    return list(Version.objects.filter(number__isnull=False).order_by("number").defer("weights", "report"))


def names() -> list[str]:
    """Every version there is, the shipped one first."""
    return [SHIPPED_NAME, *(version.name for version in versions())]


def place(name: str) -> str:
    """What nlp.pipeline.load() takes for a version; Refused when there is none of this name, or it cannot be used."""
    version = _find(name)
    if not is_usable(version):
        raise Refused(f"{name} cannot be used here: {_reason(version)}")
    return _made(version)


def version_of(name: str) -> str:
    """How taggings call a version, "en_newsroom_names-2.2.0+learned.1.5f3a6b7c"."""
    version = _find(name)
    return version.pipeline if version else shipped_version()


def switch_on(name: str) -> None:
    """Read with this version from now on. Returns when no batch of the version before is being read any more."""
    expect_ours()
    version = _find(name)
    with transaction.atomic():
        wait_for_batches()
        if version == last_switched_on():
            raise Refused(f"“{name}” is in use already.")
        Switch.objects.create(version=version)


def go_back() -> tuple[str, str]:
    """Use the version again that was in use before; returns what was left, and what is in use now.

    No batch of the version left is being read any more then.
    """
    expect_ours()
    with transaction.atomic():
        wait_for_batches()
        last = list(_standing()[:2])
        if not last:
            raise Refused("The shipped pipeline is in use: there is nothing to go back from.")
        Switch.objects.filter(pk=last[0].pk).update(left_at=timezone.now())
    return _name(last[0]), _name(*last[1:])


def expect_ours() -> None:
    """Refuse where the owner chose another pipeline by NEWSROOM_PIPELINE."""
    if settings.NEWSROOM_PIPELINE:
        raise Refused(
            f"NEWSROOM_PIPELINE names “{settings.NEWSROOM_PIPELINE}”, and the owner's word comes first: "
            "unset it to choose among the versions here."
        )


def hold() -> None:
    """Let nobody switch until this transaction ends: what is read in it is of the version in use."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [SWITCHING])


def wait_for_batches() -> None:
    """Be alone with the versions until this transaction ends, which batches begun before then do first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SWITCHING])


def folder() -> Path:
    """Where this machine keeps the files of versions, made from their rows: it may be deleted at any time."""
    return settings.NEWSROOM_VAR / "pipelines"


def _made(version: Version | None) -> str:
    """The folder of a version, made where this machine lacks it; any number of processes may do so at once."""
    if version is None:
        return ""
    made = folder() / version.pipeline
    if not made.is_dir():
        from .packing import write  # numpy, which pages do without

        try:
            folder().mkdir(parents=True, exist_ok=True)
            with TemporaryDirectory(prefix="unfinished-", dir=folder()) as scratch:
                write(bytes(version.weights), Path(scratch, "version"), version.pipeline)
                Path(scratch, "version").rename(made)
        except OSError as error:
            if not made.is_dir():  # else another process was first
                raise Unavailable(f"{version.name} cannot be written to {made}: {error}") from error
    return str(made)


def _standing() -> QuerySet[Switch]:
    """What was switched on and not left, the last first."""
    switches = Switch.objects.filter(left_at=None).select_related("version").order_by("-id")
    return switches.defer("version__weights", "version__report")


def _find(name: str) -> Version | None:
    """The version of this name, None for the shipped pipeline."""
    known = {version.name: version for version in versions()}
    if name != SHIPPED_NAME and name not in known:
        raise Refused(f"There is no version “{name}”. There are: {', '.join([SHIPPED_NAME, *known])}.")
    return known.get(name)


def _reason(version: Version) -> str:
    return f"it continues {version.base}, and this Newsroom ships {shipped_version()}. Train again: manage.py train."


def _name(switch: Switch | None = None) -> str:
    return switch.version.name if switch and switch.version else SHIPPED_NAME


@lru_cache(maxsize=8)
def _warn(sentence: str) -> None:
    """Write it to the log, once a process."""
    log.warning(sentence)
