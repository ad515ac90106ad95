"""A checkpoint of the period as it stood on a day: what became of its term. Plain values in, plain values out.

A checkpoint belongs to the period by its first term, which never moves; how late it is counts from the term that was in
force on the day. Done is what the controller accepted, dated by the report that was accepted.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from statistics import median
from typing import Literal

Outcome = Literal["in_time", "late", "waiting", "overdue", "silent", "ahead", "removed"]
OUTCOMES: tuple[Outcome, ...] = ("in_time", "late", "waiting", "overdue", "silent", "ahead", "removed")
DUE: tuple[Outcome, ...] = ("in_time", "late", "waiting", "overdue", "silent")
"""What the shares are counted of: terms that have come and were not taken off control."""


@dataclass(slots=True)
class Point:
    """A checkpoint with all that was said of it by the day."""

    pk: int
    measure: int
    first_due: date
    due: date
    opens_on: date
    state: str
    reports_count: int
    done_on: date | None = None
    accepted_on: date | None = None
    said_on: date | None = None
    reporters: dict[int, int] = field(default_factory=dict)
    returns: int = 0
    extensions: int = 0
    extended_days: int = 0
    reminders: int = 0
    has_figures: bool = False
    is_contradicted: bool = False
    given: set[int] = field(default_factory=set)
    last_act: date | None = None

    def acted(self, day: date) -> None:
        """Somebody did something about it on the day."""
        self.last_act = day if self.last_act is None else max(self.last_act, day)

    def outcome(self, day: date) -> Outcome:
        """What became of the term by the day; exactly one of `OUTCOMES`."""
        if self.state == "removed":
            return "removed"
        if self.state == "accepted":
            return "late" if self.days_late > 0 else "in_time"
        if self.state in ("reported", "contradicted"):
            return "waiting"
        if self.due >= day:
            return "ahead"
        return "overdue" if self.reports_count else "silent"

    @property
    def days_late(self) -> int:
        """By how many days the accepted result came after the term in force; 0 where it came in time."""
        done = self.done_on or self.accepted_on
        return max(0, (done - self.due).days) if self.state == "accepted" and done else 0

    def days_overdue(self, day: date) -> int:
        """For how many days the term has passed without an accepted result."""
        return (day - self.due).days


def middle(values: Iterable[int]) -> float | None:
    """The median, the mean of the two middle ones where their number is even; None of nothing."""
    listed = list(values)
    return float(median(listed)) if listed else None
