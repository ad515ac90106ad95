"""Whole journeys in Chromium: a page that fails its test when the console complains or the policy is broken."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import skip_or_fail

ARGUMENTS = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1366, 768), (390, 844)
OpenPage = Callable[..., Page]


@pytest.fixture(scope="session")
def chromium_path() -> str:
    """Debian's Chromium; without it the test is skipped, or fails where all are demanded."""
    found = os.environ.get("KADROST_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
    if not Path(found).is_file():
        skip_or_fail("Chromium is absent")
    return found


@pytest.fixture(scope="session")
def browser(chromium_path: str) -> Iterator[Browser]:
    """One Chromium for all tests. Playwright runs an event loop, in which Django would refuse its database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium_path, args=ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def open_page(browser: Browser) -> Iterator[OpenPage]:
    """A function that opens a page: `open_page(size=PHONE, theme="dark", script=False)`.

    After the test every error of the console, of the page, and every answer of 500 fails it.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def open_one(*, size: tuple[int, int] = DESKTOP, theme: str = "light", script: bool = True) -> Page:
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if theme == "dark" else "light",
            locale="ru-RU",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("response", lambda answer: complaints.append(answer.url) if answer.status >= 500 else None)
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints == []
