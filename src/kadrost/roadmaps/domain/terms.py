"""Terms that people name themselves: not in the past, not so far that it must be a slip of the pen."""

from __future__ import annotations

from datetime import date

from kadrost.roadmaps.domain.errors import ControlRefused, FarTerm
from kadrost.roadmaps.models import Plan

MOST_YEARS = 10
USUAL_YEARS_AFTER_PLAN = 1


def check_new_term(due_on: date, *, plan: Plan, today: date, is_far_confirmed: bool = False) -> None:
    """`ControlRefused` for a day that has passed or lies more than ten years ahead.

    `FarTerm`, which a person may confirm, for one later than a year after the plan's own end.
    """
    if due_on < today:
        raise ControlRefused(f"Срок {due_on:%d.%m.%Y} уже прошёл.", remedy="Назначьте сегодняшний или более поздний.")
    latest = _years_after(today, MOST_YEARS)
    if due_on > latest:
        raise ControlRefused(
            f"Срок {due_on:%d.%m.%Y} слишком далёк.", remedy=f"Проверьте год: принимаются дни по {latest:%d.%m.%Y}."
        )
    ends = plan.period_until
    if ends is not None and due_on > _years_after(max(ends, today), USUAL_YEARS_AFTER_PLAN) and not is_far_confirmed:
        raise FarTerm(
            f"Срок {due_on:%d.%m.%Y} позже конца плана ({ends:%d.%m.%Y}) больше чем на год.",
            remedy="Проверьте год. Если он верен, отметьте это под формой и отправьте её снова.",
        )


def _years_after(day: date, years: int) -> date:
    """The same day so many years later; 28 February for 29 where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
