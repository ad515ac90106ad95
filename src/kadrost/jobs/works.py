"""What can be done in the background: each app registers its work in its `tasks.py`.

    @work("roadmaps.remind", gettext_noop("Напоминания о сроках"))
    def remind(run: Run, *, day: str) -> Piece | None: …

    remind.ask(key="remind:2027-03-10", day="2027-03-10")

A work is done piece by piece. Each piece is one transaction together with the note of where the next begins, so that
a process that dies in the middle loses nothing and doubles nothing: the piece is done with its note, or not at all.
A function returns the next `Piece`, or None when everything is done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kadrost.audit.journal import SYSTEM, Actor
from kadrost.jobs.models import Job
from kadrost.kernel.errors import KadrostError

MOST_TRIES = 6
LEASE = timedelta(minutes=2)


class UnknownWork(KadrostError):
    """A job names work that no app offers."""

    code = "unknown_work"


@dataclass(frozen=True, slots=True)
class Piece:
    """Where the next piece begins, and how much is done of how much, for who watches."""

    cursor: Any
    done: int = 0
    of: int = 0


@dataclass(slots=True)
class Run:
    """What a function is told: who asked, where to begin, and what it may say at its end."""

    job: Job
    cursor: Any
    said: str = ""

    @property
    def actor(self) -> Actor:
        """Whoever asked, as the journal names them; the platform itself where nobody did."""
        if not self.job.asked_by_name:
            return SYSTEM
        return Actor(key=self.job.asked_by_key, name=self.job.asked_by_name)


Function = Callable[..., "Piece | None"]


@dataclass(frozen=True, slots=True)
class Work:
    """A registered function. `is_atomic` False leaves the transaction to it: it speaks to the world outside."""

    name: str
    title: str
    function: Function = field(repr=False)
    tries: int = MOST_TRIES
    is_atomic: bool = True

    def ask(self, *, key: str, actor: Actor = SYSTEM, run_after: datetime | None = None, **arguments: Any) -> Job:
        """The job under the key, asked for now or long ago: the same key never makes two."""
        from kadrost.jobs.domain.asking import ask_for

        return ask_for(work=self, key=key, actor=actor, run_after=run_after, arguments=arguments)


_works: dict[str, Work] = {}


def work(name: str, title: str, *, tries: int = MOST_TRIES, is_atomic: bool = True) -> Callable[[Function], Work]:
    """Register the function under a name that stays the same for ever, and the words by which people know it."""

    def register(function: Function) -> Work:
        _works[name] = Work(name=name, title=title, function=function, tries=tries, is_atomic=is_atomic)
        return _works[name]

    return register


def find_work(name: str) -> Work:
    """The work of that name; UnknownWork where no app offers it any more."""
    if name not in _works:
        raise UnknownWork(f"работа «{name}» в этой версии не предусмотрена.", remedy="Снимите её с очереди.")
    return _works[name]


def title_of(name: str) -> str:
    """The words for a job's name; the name itself where the work is unknown."""
    return _works[name].title if name in _works else name
