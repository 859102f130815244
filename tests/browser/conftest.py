"""Chromium for tests in a browser: Debian's, through Playwright; without it they are skipped and say so."""

import os
import shutil
from contextlib import contextmanager

import pytest

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
DESK = {"width": 1280, "height": 900}


@pytest.fixture(scope="package")
def chromium():
    program = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if program is None:
        pytest.skip("no browser tests: Chromium is not installed (apt install chromium)")
    from playwright.sync_api import sync_playwright

    # Playwright runs an event loop in this thread; Django must not take its own calls for asynchronous ones.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def articles(transactional_db):
    from tests.archive import archive  # models can be imported only once Django stands

    return archive()


@pytest.fixture
def editor(transactional_db):
    from tests.archive import ed

    return ed()


@pytest.fixture
def chief(editor):
    """The editor, promoted."""
    from django.contrib.auth.models import Permission

    editor.user_permissions.add(Permission.objects.get(codename="oversee"))
    return editor


@pytest.fixture
def opened(chromium, live_server):
    """Open a path in a fresh browser; what its console calls an error fails the test."""

    @contextmanager
    def open_page(path, *, signed_in=False, viewport=DESK, **context):
        window = chromium.new_context(base_url=live_server.url, viewport=viewport, **context)
        page = window.new_page()
        troubles = []
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda line: troubles.append(line.text) if line.type == "error" else None)
        if signed_in:
            page.goto(f"/sign-in/?next={path}")
            page.fill("[name=username]", "ed")
            page.fill("[name=password]", "ed edits it")
            page.click("main button")
            page.wait_for_load_state("networkidle")
        else:
            page.goto(path)
        page.troubles = troubles
        yield page
        window.close()
        assert [line for line in troubles if "409" not in line] == []

    return open_page
