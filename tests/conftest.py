"""Every test run has a var folder of its own, with a Postgres of its own unless DATABASE_URL names one."""

import os
import shutil
import tempfile
from pathlib import Path

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


def pytest_unconfigure(config):
    from newsroom.postgres.server import leave_server

    leave_server(VAR)
    shutil.rmtree(VAR, ignore_errors=True)
