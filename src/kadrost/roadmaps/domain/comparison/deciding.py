"""A person's word on two measures of different plans, kept by their lineages and journalled on both."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from kadrost.audit.journal import Deed, record_all
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.comparison.plans import candidates_for, measures_of
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.models import Alignment, Measure
from kadrost.roadmaps.permissions.standard import require

Verdict = Alignment.Verdict


@transaction.atomic
def decide_alignment(
    *,
    left: Measure,
    right: Measure,
    verdict: Alignment.Verdict,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Alignment:
    """Say that two measures are one, or that they are not; the latest word counts, each is journalled.

    Raises `PermissionRefused` for whoever keeps neither plan, and `StandardRefused` for measures of one plan.
    """
    require("comparison.align", acting, (left, right))
    if left.plan_id == right.plan_id:
        raise StandardRefused("Оба мероприятия из одного плана.", remedy="Сравните мероприятия разных планов.")
    first, second = sorted((left.lineage, right.lineage))
    if first == second:
        raise StandardRefused(
            "Это одно мероприятие в двух редакциях.", remedy="Редакции одного плана сопоставлять не нужно."
        )
    before = Alignment.objects.select_for_update().filter(first=first, second=second).first()
    if before is not None and before.verdict == verdict:
        return before
    was = Verdict(before.verdict).label if before else ""
    made, _ = Alignment.objects.update_or_create(
        first=first,
        second=second,
        defaults={
            "verdict": verdict,
            "score": _score(left, right),
            "decided_by_name": acting.actor().name,
            "decided_on": today,
        },
    )
    record_all(
        actor=acting.actor(request_id=request_id),
        on=today,
        deeds=[
            Deed(
                action="align",
                subject=one,
                before={"alignment": was} if was else {},
                after={"alignment": f"{Verdict(verdict).label}: {other.plan.short_title}, {other.number}"},
            )
            for one, other in ((left, right), (right, left))
        ],
    )
    return made


def _score(left: Measure, right: Measure) -> float | None:
    """What the words say of the pair within their plans."""
    measures = measures_of([left.plan, right.plan])
    ours = [one for one in measures if one.plan_id == left.plan_id]
    theirs = [one for one in measures if one.plan_id == right.plan_id]
    if left not in ours:
        return None
    known = {one.measure.pk: one.score for one in candidates_for(left, theirs, ours, left.plan, right.plan)}
    return known.get(right.pk)
