"""Every test run has a var folder of its own, with a Postgres of its own unless DATABASE_URL names one."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

from newsroom.postgres.binaries import NoServer, find_binaries

VAR = Path(tempfile.mkdtemp(prefix="newsroom-tests-")).resolve()
VAR.chmod(0o711)  # the user who runs Postgres for root must get in
os.environ["NEWSROOM_VAR"] = str(VAR)
os.environ["DJANGO_SETTINGS_MODULE"] = "newsroom.settings"  # not in pyproject.toml: that is read before these lines


def pytest_configure(config):
    from django.conf import settings

    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": plain}
    settings.STATIC_ROOT.mkdir()
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(scope="module")
def var():
    """An empty var folder for tests that start a server of their own, whatever DATABASE_URL says."""
    try:
        find_binaries()
    except NoServer as reason:
        pytest.skip(str(reason))
    with tempfile.TemporaryDirectory(prefix="newsroom-tests-") as folder:
        os.chmod(folder, 0o711)
        yield Path(folder).resolve()


def pytest_unconfigure(config):
    from newsroom.postgres.server import leave_server

    leave_server(VAR)
    shutil.rmtree(VAR, ignore_errors=True)
