"""What taking a draft under control will make: counted before the button is pressed, written nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from kadrost.kernel.schedule import Occurrence
from kadrost.roadmaps.domain.intake.bodies import NONE, BodyRow
from kadrost.roadmaps.domain.intake.effective import EffectiveReading
from kadrost.roadmaps.domain.scheduling import rolling_horizon

LEADING_BODIES: Final = 8


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The counts of the last step; `past` are the checkpoints whose term has passed before the day."""

    measures: int
    checkpoints: int
    past: int
    horizon_year: int
    without_term: tuple[str, ...]
    not_understood: tuple[str, ...]
    by_executor: tuple[tuple[str, int], ...]
    open_questions: int
    new_organisations: int
    unresolved: int
    measures_with_unresolved: int
    is_undated_template: bool


def foresee(reading: EffectiveReading, rows: Sequence[BodyRow], *, today: date) -> Foreseen:
    """What confirming the reading on `today` would make; asks the database nothing."""
    horizon = rolling_horizon(today)
    undated = is_undated_template(reading)
    terms = [
        occurrence
        for each in reading.items
        if each.item.schedule is not None and not undated
        for occurrence in each.item.schedule.occurrences(until=horizon)
    ]
    executors = Counter(executor.name for each in reading.items for executor in each.item.executors[:1])
    unresolved = [row for row in rows if not row.is_settled or row.choice == NONE]
    return Foreseen(
        measures=len(reading.items),
        checkpoints=len(terms),
        past=_past(terms, today),
        horizon_year=horizon.year,
        without_term=tuple(each.item.number for each in reading.items if each.item.schedule is None),
        not_understood=tuple(each.key for each in reading.items if each.term_not_understood),
        by_executor=tuple(executors.most_common(LEADING_BODIES)),
        open_questions=len(reading.open_questions),
        new_organisations=sum(row.choice.startswith("new:") for row in rows),
        unresolved=len(unresolved),
        measures_with_unresolved=len({key for row in unresolved for key in row.item_keys}),
        is_undated_template=undated,
    )


def is_undated_template(reading: EffectiveReading) -> bool:
    """Whether the document is a template that nobody has signed: its terms bind nobody yet (as `Plan.binds`)."""
    return reading.document.kind == "template" and reading.document.date is None


def _past(terms: Sequence[Occurrence], today: date) -> int:
    return sum(term.end < today for term in terms)
