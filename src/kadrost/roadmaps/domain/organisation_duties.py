"""What organisations answer for, over all plans that a person may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION
from kadrost.roadmaps.domain.plan_table import OfPoints, Point
from kadrost.roadmaps.domain.queries import Snapshot
from kadrost.roadmaps.models import Duty, Plan
from kadrost.roadmaps.models.checkpoints import Standing


@dataclass(frozen=True, slots=True)
class DutyLine(OfPoints):
    """A duty of an organisation: its measure, how it takes part, and how the checkpoints stand."""

    duty: Duty
    points: tuple[Point, ...]

    @property
    def lacks_consent(self) -> bool:
        """Named «по согласованию», and no consent is recorded."""
        return self.duty.is_by_agreement and self.duty.consent_on is None


@dataclass(frozen=True, slots=True)
class OrganisationDuties:
    """All duties of an organisation by plan."""

    by_plan: tuple[tuple[Plan, tuple[DutyLine, ...]], ...]

    @property
    def lines(self) -> list[DutyLine]:
        """The duties of all plans."""
        return [line for _, lines in self.by_plan for line in lines]

    @property
    def totals(self) -> Counter[Standing]:
        """How many checkpoints stand how, each checkpoint once."""
        points = {point.pk: point.standing for line in self.lines for point in line.points}
        return Counter(points.values())


def duties_of(*, organisation: Organisation, plans: Sequence[Plan], snapshot: Snapshot) -> OrganisationDuties:
    """The organisation's duties in these plans, by itself and through groups, by two queries."""
    by_id = {plan.pk: plan for plan in plans}
    duties = list(
        Duty.objects.filter(measure__plan__in=list(by_id))
        .filter(Q(organisation=organisation) | Q(group__members=organisation))
        .select_related("measure", "group")
        .order_by("measure__plan_id", "measure__position", "position")
        .distinct()
    )
    rows = (
        snapshot.with_standing()
        .filter(measure__in={duty.measure_id for duty in duties})
        .order_by(snapshot.due_on, "pk")
        .values_list("measure_id", "pk", "opens_on", snapshot.due_on, "standing_on_day")
    )
    points: dict[int, list[Point]] = {}
    for measure_id, pk, opens_on, due_on, standing in rows:
        points.setdefault(measure_id, []).append(Point(pk, opens_on, due_on, Standing(standing)))
    by_plan: dict[int, list[DutyLine]] = {}
    for duty in duties:
        by_plan.setdefault(duty.measure.plan_id, []).append(DutyLine(duty, tuple(points.get(duty.measure_id, ()))))
    return OrganisationDuties(tuple((by_id[pk], tuple(lines)) for pk, lines in by_plan.items()))


def measures_by_organisation(organisation_ids: Sequence[int], plans: Sequence[int]) -> dict[int, int]:
    """How many measures each of the organisations answers for, by itself and through groups; two queries."""
    counted: dict[int, set[int]] = {}
    own = Duty.objects.filter(organisation__in=list(organisation_ids), measure__plan__in=list(plans))
    grouped = Duty.objects.filter(group__members__in=list(organisation_ids), measure__plan__in=list(plans))
    for organisation_id, measure_id in [
        *own.values_list("organisation_id", "measure_id"),
        *grouped.values_list("group__members", "measure_id"),
    ]:
        if organisation_id is not None:
            counted.setdefault(organisation_id, set()).add(measure_id)
    return {pk: len(measures) for pk, measures in counted.items() if pk in set(organisation_ids)}


def needing_attention_by_organisation(
    organisation_ids: Sequence[int], plans: Sequence[int], snapshot: Snapshot
) -> dict[int, int]:
    """How many checkpoints of each need attention, as the board counts them for that executor; two queries.

    One that falls to a body both by name and through a group is counted once.
    """
    watched = snapshot.standing_in(*NEEDS_ATTENTION).filter(plan__in=list(plans)).order_by()
    found: dict[int, set[int]] = {}
    for path in ("measure__duties__organisation", "measure__duties__group__members"):
        for pk, checkpoint in watched.filter(**{f"{path}__in": list(organisation_ids)}).values_list(path, "pk"):
            found.setdefault(pk, set()).add(checkpoint)
    return {pk: len(checkpoints) for pk, checkpoints in found.items() if pk in set(organisation_ids)}
