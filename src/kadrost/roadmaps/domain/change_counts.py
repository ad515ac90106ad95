"""How often each plan was written (`change_triggers.py`): what was counted of a plan holds while that is the same."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection
from django.db.models import Sum

from kadrost.roadmaps.models import PlanChangeCount


def changes_of(plans: Iterable[int]) -> dict[int, int] | None:
    """By plan, how often it was written; None within a transaction, whose changes may yet be undone. One query.

    It is to be read before what is remembered by it: whatever is committed later makes it another number.
    """
    if connection.in_atomic_block:
        return None
    plans = list(plans)
    counted = PlanChangeCount.objects.filter(plan_id__in=plans).values_list("plan_id").annotate(Sum("total"))
    return dict.fromkeys(plans, 0) | {plan: int(total) for plan, total in counted}
