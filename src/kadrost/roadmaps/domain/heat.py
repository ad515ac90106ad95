"""The heat strip of a year: how many checkpoints are due in each month of each plan or section, and how they stand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kadrost.roadmaps.domain.counting import Months
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.models.checkpoints import Standing


@dataclass(frozen=True, slots=True)
class Heat:
    """One month of one line: how many of those due in it stand in each way, how the worst stands, how many there are."""

    counts: Counter[Standing]
    worst: Standing
    total: int


@dataclass(frozen=True, slots=True)
class HeatLine:
    """A plan or a section (None: outside of sections) with its months 1…12 that have checkpoints."""

    key: int | None
    months: dict[int, Heat]

    @property
    def weight(self) -> tuple[int, ...]:
        """By what lines are ordered: those with more months of the worst standings stand first."""
        worst = Counter(heat.worst for heat in self.months.values())
        return tuple(-worst[standing] for standing in STANDINGS_BY_URGENCY)


def heat_of(counts: Mapping[Standing, int]) -> Heat | None:
    """A month by its counts; None where nothing is due."""
    occurring = [standing for standing in STANDINGS_BY_URGENCY if counts.get(standing)]
    if not occurring:
        return None
    kept = Counter({standing: counts[standing] for standing in occurring})
    return Heat(kept, occurring[0], kept.total())


def heat_lines(months: Months) -> list[HeatLine]:
    """The lines of the counted year; none for a line without checkpoints in it."""
    lines = []
    for line, counted in months.items():
        heats = {month: heat for month, counts in counted.items() if (heat := heat_of(counts)) is not None}
        if heats:
            lines.append(HeatLine(line, heats))
    return lines


def sum_of(lines: Iterable[HeatLine]) -> dict[int, Heat]:
    """All lines together, by month."""
    together: dict[int, dict[Standing, int]] = {}
    for line in lines:
        for month, heat in line.months.items():
            here = together.setdefault(month, {})
            for standing, total in heat.counts.items():
                here[standing] = here.get(standing, 0) + total
    return {month: found for month, counts in together.items() if (found := heat_of(counts)) is not None}
