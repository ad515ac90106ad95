"""Who trains for which priority: priorities × participants."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from kadrost.roadmaps.models import Participant, Priority, PriorityList, PriorityTraining


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """A priority with what each participant trains for it, in the order of the columns."""

    priority: Priority
    cells: tuple[PriorityTraining | None, ...]

    @property
    def is_hole(self) -> bool:
        """Whether nobody trains for it."""
        return not any(self.cells)


@dataclass(frozen=True, slots=True)
class Matrix:
    """The whole of it; `idle` are training organisations that train for no priority of the list."""

    participants: tuple[Participant, ...]
    rows: tuple[MatrixRow, ...]
    idle: tuple[Participant, ...]


def matrix_of(priorities: PriorityList, *, day: date) -> Matrix:
    """Who trains for the list's priorities on the day; three queries."""
    here = Participant.objects.filter(territory=priorities.territory_id).in_force(day).select_related("organisation")
    participants = list(here)
    rows = list(priorities.priorities.all())
    training = {
        (one.priority_id, one.participant_id): one
        for one in PriorityTraining.objects.filter(priority__list=priorities, participant__in=participants)
    }
    busy = {participant for _, participant in training}
    shown = tuple(one for one in participants if one.side in Participant.TRAINING or one.pk in busy)
    return Matrix(
        participants=shown,
        rows=tuple(MatrixRow(row, tuple(training.get((row.pk, one.pk)) for one in shown)) for row in rows),
        idle=tuple(one for one in shown if one.pk not in busy),
    )
