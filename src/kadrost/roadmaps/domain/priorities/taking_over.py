"""Taking last year's list over: the same priorities by their lineage, with what serves them, from the new year on."""

from __future__ import annotations

from datetime import date

from kadrost.roadmaps.models import (
    IndicatorPlan,
    Participant,
    Priority,
    PriorityIndicator,
    PriorityList,
    PriorityResource,
    PriorityTie,
    PriorityTraining,
    ResourceAmount,
)

WORDS = (
    "lineage", "position", "title", "sector", "sector_code", "goal", "tasks", "source", "source_words", "professions",
    "enterprises", "projects", "responsible_id",
)  # fmt: skip
INDICATOR_WORDS = (
    "lineage", "title", "unit", "better", "base_year", "base_value", "base_source", "responsible_id",
)  # fmt: skip


def copy_priorities(source: PriorityList, made: PriorityList, *, day: date) -> int:
    """Copy every priority of `source` into `made`, within the caller's transaction; gives how many.

    Values and money of years outside of the new list stay behind, and so do participants that left by the day.
    """
    staying = set(Participant.objects.filter(territory=made.territory_id).in_force(day).values_list("pk", flat=True))
    taken = 0
    for priority in source.priorities.prefetch_related("ties", "training", "resources__amounts", "indicators__plans"):
        copy = Priority.objects.create(list=made, **{name: getattr(priority, name) for name in WORDS})
        _copy_ties(priority, copy)
        PriorityTraining.objects.bulk_create(
            PriorityTraining(priority=copy, participant_id=one.participant_id, professions=one.professions)
            for one in priority.training.all()
            if one.participant_id in staying
        )
        _copy_money(priority, copy, made)
        _copy_indicators(priority, copy, made)
        taken += 1
    return taken


def _copy_ties(priority: Priority, copy: Priority) -> None:
    PriorityTie.objects.bulk_create(
        PriorityTie(priority=copy, lineage=tie.lineage, state=tie.state, score=tie.score, decided_on=tie.decided_on)
        for tie in priority.ties.all()
    )


def _copy_money(priority: Priority, copy: Priority, made: PriorityList) -> None:
    for resource in priority.resources.all():
        amounts = [amount for amount in resource.amounts.all() if amount.year in made.years]
        if not amounts:
            continue
        kept = PriorityResource.objects.create(priority=copy, source=resource.source, unit=resource.unit)
        ResourceAmount.objects.bulk_create(
            ResourceAmount(resource=kept, year=amount.year, value=amount.value) for amount in amounts
        )


def _copy_indicators(priority: Priority, copy: Priority, made: PriorityList) -> None:
    for indicator in priority.indicators.all():
        kept = PriorityIndicator.objects.create(
            priority=copy, **{name: getattr(indicator, name) for name in INDICATOR_WORDS}
        )
        IndicatorPlan.objects.bulk_create(
            IndicatorPlan(indicator=kept, year=plan.year, value=plan.value)
            for plan in indicator.plans.all()
            if plan.year in made.years
        )
