"""The rules by which a plan reminds, set by its coordinator."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.models import Plan, ReminderPolicy
from kadrost.roadmaps.permissions import require

MOST_DAYS = 90
MOST_RULES = 5


@dataclass(frozen=True, slots=True)
class ReminderRules:
    """Days before the term by role, and working days of silence after it; None where nobody is told."""

    executor_days: tuple[int, ...]
    controller_days: tuple[int, ...]
    coordinator_days: tuple[int, ...]
    silence_to_controller: int | None
    silence_to_coordinator: int | None


def rules_in(policy: ReminderPolicy) -> ReminderRules:
    """What a policy says."""
    return ReminderRules(
        executor_days=tuple(policy.executor_days),
        controller_days=tuple(policy.controller_days),
        coordinator_days=tuple(policy.coordinator_days),
        silence_to_controller=policy.silence_to_controller,
        silence_to_coordinator=policy.silence_to_coordinator,
    )


@transaction.atomic
def set_reminder_rules(
    *, plan: Plan, acting: Acting, rules: ReminderRules, version: int, today: date, request_id: str = ""
) -> ReminderPolicy:
    """Keep the plan's own rules, journalled; what was told by the earlier ones stays told.

    Raises `PermissionRefused`, `StaleVersion`, and `ControlRefused` for days that make no sense.
    """
    require("roadmaps.change_plan", acting, plan)
    for days in (rules.executor_days, rules.controller_days, rules.coordinator_days):
        check_days(days)
    for silence in (rules.silence_to_controller, rules.silence_to_coordinator):
        if silence is not None and not 1 <= silence <= MOST_DAYS:
            raise ControlRefused(f"Молчания в {silence} дней нет.", remedy=f"Укажите от 1 до {MOST_DAYS} рабочих дней.")
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    policy, _ = ReminderPolicy.objects.get_or_create(plan=plan)
    if policy.version != version:
        raise StaleVersion
    before = rules_in(policy)
    if before == rules:
        return policy
    for name, value in asdict(rules).items():
        setattr(policy, name, list(value) if isinstance(value, tuple) else value)
    policy.version += 1
    policy.save()
    record(
        actor=acting.actor(request_id=request_id), action="reminder_rules", subject=plan, on=today,
        before=asdict(before), after=asdict(rules),
    )  # fmt: skip
    return policy


def check_days(days: Iterable[int]) -> None:
    """`ControlRefused` for more than five reminders, or one that is not within 0…90 days before the term."""
    listed = list(days)
    if len(listed) > MOST_RULES:
        raise ControlRefused(f"Напоминаний больше {MOST_RULES}.", remedy="Оставьте самые нужные.")
    if wrong := [day for day in listed if not 0 <= day <= MOST_DAYS]:
        raise ControlRefused(f"За {wrong[0]} дней не напоминают.", remedy=f"Укажите от 0 до {MOST_DAYS} дней.")
