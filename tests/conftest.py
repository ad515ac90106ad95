"""Fixtures of all tests; a test that lacks its means is skipped with a word, and fails where all are demanded."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings

# Slow machines fail no property. CI tries the same cases each time, so that it judges the change; by hand new ones are
# tried at each run, and what falls is kept as an example.
settings.register_profile(
    "kadrost",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=os.environ.get("KADROST_REQUIRE_ALL") == "1",
)
settings.load_profile("kadrost")

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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """The test database is declared disposable before its first entry: its journal may be emptied between tests."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO audit_disposable DEFAULT VALUES")
