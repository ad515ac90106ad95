"""Letters stay in the mailbox; the day is fixed and a working one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import time_machine
from pytest_django import Settings

from tests.web.factories import TODAY


@pytest.fixture(autouse=True)
def mailbox(settings: Settings) -> None:
    settings.MAIL_MODE = "mailbox"


@pytest.fixture(autouse=True)
def fixed_day() -> Iterator[None]:
    with time_machine.travel(f"{TODAY}T09:00:00+03:00", tick=False):
        yield
