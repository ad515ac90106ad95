"""Fixtures of all tests; a test that lacks its means is skipped with a word, and fails where all are demanded."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
SHARED = REPOSITORY.parent / "shared"


def skip_or_fail(reason: str) -> None:
    """Skip the running test, or fail it where `KADROST_REQUIRE_ALL` says that nothing may be skipped."""
    if os.environ.get("KADROST_REQUIRE_ALL") == "1":
        pytest.fail(f"required here, but {reason}")
    pytest.skip(reason)


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder of real documents and gold data beside the repository."""
    if not SHARED.is_dir():
        skip_or_fail(f"{SHARED} is absent")
    return SHARED
