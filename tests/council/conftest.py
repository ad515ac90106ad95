"""Councils are tested on the fixed day of pages, with files in a folder of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from pytest_django import Settings

from tests.web.factories import TODAY


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files never leave the test."""
    settings.MEDIA_ROOT = tmp_path / "files"


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    """The site's today is `TODAY`."""
    with time_machine.travel(f"{TODAY}T09:00:00+03:00", tick=False):
        yield
