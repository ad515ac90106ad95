"""Two editions of one plan beside each other, measure by measure."""

from __future__ import annotations

from dataclasses import dataclass

from kadrost.roadmaps.domain.editions.beginning import measures_in_force
from kadrost.roadmaps.domain.editions.difference import FieldChange, Kind, changes_between
from kadrost.roadmaps.domain.editions.items import item_of
from kadrost.roadmaps.domain.editions.snapshots import measures_of_edition
from kadrost.roadmaps.models import Measure, Plan


@dataclass(frozen=True, slots=True)
class ComparedMeasure:
    """A measure that the two editions have differently; `measure` says what the later one that has it says."""

    kind: Kind
    measure: Measure
    changes: tuple[FieldChange, ...] = ()


def measures_of(plan: Plan, number: int) -> list[Measure]:
    """The measures of an edition of the plan in its order; none where there is no such edition."""
    if number == plan.edition:
        return measures_in_force(plan)
    edition = plan.editions.filter(number=number).first()
    if edition is None:
        return []
    edition.plan = plan
    return measures_of_edition(edition)


def compare_editions(plan: Plan, earlier: int, later: int) -> list[ComparedMeasure]:
    """What the later edition has otherwise, in its order; measures that it lacks stand last."""
    before = {measure.pk: measure for measure in measures_of(plan, earlier)}
    found = []
    for measure in measures_of(plan, later):
        former = before.pop(measure.pk, None)
        if former is None:
            found.append(ComparedMeasure("added", measure))
            continue
        changes = changes_between(item_of(former), item_of(measure))
        if changes:
            found.append(ComparedMeasure("changed", measure, changes))
    return found + [ComparedMeasure("gone", measure) for measure in before.values()]
