"""Two lists side by side: what is new, what was changed and in which words, what is no longer there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.db.models import QuerySet

from kadrost.roadmaps.domain.priorities.facts import WORDS, facts_of
from kadrost.roadmaps.models import Priority, PriorityList

Change = Literal["new", "changed", "same", "dropped"]


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs, by its key in `WORDS`."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ComparedPriority:
    """A priority of either list or of both."""

    change: Change
    before: Priority | None
    after: Priority | None
    differences: tuple[Difference, ...] = ()

    @property
    def title(self) -> str:
        """Its title, the later one where it was renamed."""
        shown = self.after or self.before
        return shown.title if shown else ""


def compare_lists(earlier: PriorityList, later: PriorityList) -> list[ComparedPriority]:
    """Every priority of both lists in the later one's order, those left out at the end; ten queries at most.

    Values and money are compared over the years that both lists look to.
    """
    before = {one.lineage: one for one in _whole(earlier)}
    years = range(max(earlier.year, later.year), min(earlier.horizon, later.horizon) + 1)
    found = [_compared(before.get(one.lineage), one, years) for one in _whole(later)]
    kept = {one.after.lineage for one in found if one.after}
    return found + [ComparedPriority("dropped", one, None) for key, one in before.items() if key not in kept]


def changes_since(earlier: PriorityList | None, later: PriorityList) -> dict[UUID, Change]:
    """How each priority of the later list differs from the earlier one; nothing where there is none to compare with."""
    if earlier is None:
        return {}
    return {one.after.lineage: one.change for one in compare_lists(earlier, later) if one.after}


def _compared(before: Priority | None, after: Priority, years: range) -> ComparedPriority:
    if before is None:
        return ComparedPriority("new", None, after)
    was, now = facts_of(before, years), facts_of(after, years)
    differing = tuple(Difference(key, was[key], now[key]) for key in WORDS if was[key] != now[key])
    return ComparedPriority("changed" if differing else "same", before, after, differing)


def _whole(priorities: PriorityList) -> Sequence[Priority]:
    rows: QuerySet[Priority] = priorities.priorities.select_related("responsible")
    return list(rows.prefetch_related("resources__amounts", "indicators__plans"))
