"""A region as the journey finds it: one administrator, letters that are read, days that pass."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

import time_machine
from django.core import mail
from django.core.management import call_command

from kadrost.jobs.worker import Worker
from tests.journeys.visitor import SITE, Visitor

if TYPE_CHECKING:
    import pytest

ADMINISTRATOR, WORD = "admin", "мост-через-реку-5"
EDUCATION = "Министерство образования Заозёрского края"
LABOUR = "Министерство труда Заозёрского края"
COLLEGE = "Заозёрский техникум ремёсел"
COUNCIL = "Совет по кадрам Заозёрского края"


@dataclass
class Region:
    """The day, and a browser for each of its people, by the address of their letters."""

    clock: time_machine.travel | None = None
    people: dict[str, Visitor] = field(default_factory=dict)
    read: int = 0

    def day(self, day: str, hour: str = "09:00") -> None:
        """Let time go on to this day; background work of the days between is done, and everybody signs in anew."""
        if self.clock is not None:
            self.clock.stop()
        self.clock = time_machine.travel(f"{day}T{hour}:00+03:00", tick=False)
        self.clock.start()
        Worker().drain()

    def end(self) -> None:
        """Give the day back to the machine's clock."""
        if self.clock is not None:
            self.clock.stop()

    def as_(self, name: str) -> Visitor:
        """The person at the site's first page, signed in."""
        login = name if name == ADMINISTRATOR else f"{name}@region.example"
        return self.people.setdefault(name, Visitor()).sign_in(login, WORD)

    def letters_to(self, name: str) -> list[str]:
        """What letters say that came to the person, oldest first."""
        Worker().drain()
        return [f"{one.subject}\n{one.body}" for one in mail.outbox if one.to == [f"{name}@region.example"]]


def administrator_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """What docs/running.md says of a new site: `kadrost manage createsuperuser`."""
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", WORD)
    call_command("createsuperuser", interactive=False, login=ADMINISTRATOR, verbosity=0)


def address_in(letter: str, path: str) -> str:
    """The address under `path` that a letter holds, without the site's name."""
    found = re.search(rf"{SITE}({re.escape(path)}\S*)", letter)
    assert found is not None, letter
    return found.group(1)


def typed(day: date) -> str:
    """A day as one types it."""
    return day.strftime("%d.%m.%Y")
