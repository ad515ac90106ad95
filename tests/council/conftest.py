"""Tests of councils keep files in a folder of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytest_django import Settings


@pytest.fixture(autouse=True)
def own_files(settings: Settings, tmp_path: Path) -> None:
    """Uploaded files never leave the test."""
    settings.MEDIA_ROOT = tmp_path / "files"
