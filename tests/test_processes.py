"""What one process derived another derives too: sets and hashes have another order in each."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.db import connection

from .test_importing import worked_on  # noqa: F401  a fixture

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.django_db(transaction=True)
def test_settling_in_another_process_would_change_nothing(worked_on):  # noqa: F811
    settings = connection.settings_dict
    said = {"host": settings["HOST"], "port": settings["PORT"], "user": settings["USER"]}
    address = f"postgresql:///{settings['NAME']}?{urlencode({name: value for name, value in said.items() if value})}"
    for seed in ("1", "2"):
        checked = subprocess.run(
            [sys.executable, "manage.py", "settle", "--check"],
            cwd=ROOT,
            env=os.environ | {"DATABASE_URL": address, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
        )
        assert (checked.stdout, checked.stderr) == ("Nothing would change.\n", "")
