"""A region with an administrator only, its letters in an outbox, its files in a folder of the test's own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_region(settings: Settings, tmp_path: Path) -> None:
    """Files stay within the test; letters are sent and kept for reading."""
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.MAIL_MODE = "smtp"
    settings.DEFAULT_FROM_EMAIL = "kadrost@region.example"
    settings.SITE_URL = "http://testserver"
