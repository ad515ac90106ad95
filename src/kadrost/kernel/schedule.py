"""A schedule is data: rules that expand to occurrences, and back to a Russian sentence.

`kadrost.kernel.deadlines.compile_phrase` makes one from a phrase; this module keeps, expands and stores it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

Assumption = Literal["year", "anchor", "period"]
JsonObject = dict[str, Any]


@dataclass(frozen=True, slots=True, order=True)
class Occurrence:
    """A closed interval of days; `end` is the day by which the result is due.

    `covers` is the period reported on («…следующего за отчетным»); `provisional` marks days that were counted
    past the last published production calendar.
    """

    start: date
    end: date
    covers: tuple[date, date] | None = None
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Schedule:
    """What a deadline phrase was understood to mean; nothing in it is guessed silently."""

    phrase: str
    understood: bool
    continuous: bool = False
    on_demand: bool = False
    assumed: Assumption | None = None
    event: str | None = None
    why: str = ""

    def occurrences(self, *, until: date) -> Iterator[Occurrence]:
        """The occurrences that start on or before `until`, in order, each once."""
        raise KeyError  # replaced by the kernel's author

    def in_words(self) -> str:
        """What was understood, as a Russian sentence without a full stop."""
        raise KeyError

    def to_json(self) -> JsonObject:
        """A form that `from_json` reads back to an equal schedule."""
        raise KeyError

    @classmethod
    def from_json(cls, data: JsonObject) -> Schedule:
        """The schedule that `to_json` wrote."""
        raise KeyError
