"""Writing a list's priorities: their words, money and indicators; each act is journalled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.facts import money_words
from kadrost.roadmaps.domain.priorities.lists import lock_list, refuse_frozen
from kadrost.roadmaps.domain.priorities.sectors import sectors
from kadrost.roadmaps.models import Priority, PriorityList, PriorityResource, ResourceAmount


@dataclass(frozen=True, slots=True)
class PriorityWords:
    """A priority as typed; professions, enterprises and projects one a line."""

    title: str
    source: str
    source_words: str = ""
    sector: str = ""
    sector_code: str = ""
    goal: str = ""
    tasks: str = ""
    professions: str = ""
    enterprises: str = ""
    projects: str = ""


@transaction.atomic
def add_priority(
    *,
    priorities: PriorityList,
    words: PriorityWords,
    responsible: Organisation | None,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Priority:
    """Put a priority at the list's end.

    Raises `PermissionRefused`, and `PrioritiesRefused` for an adopted list, a nameless priority or one without source.
    """
    locked = lock_list(priorities, acting)
    refuse_frozen(locked)
    plain = _checked(words)
    last = locked.priorities.aggregate(last=Max("position"))["last"] or 0
    made = Priority.objects.create(list=locked, position=last + 1, responsible=responsible, **plain)
    record(
        actor=acting.actor(request_id=request_id), action="add_priority", subject=made, on=today,
        ground=made.source_words, after={"title": made.title},
    )  # fmt: skip
    return made


@transaction.atomic
def change_priority(
    *,
    priority: Priority,
    words: PriorityWords,
    responsible: Organisation | None,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Reword a priority; raises `PermissionRefused`, `StaleVersion`, `PrioritiesRefused`."""
    locked = lock_priority(priority, acting, version)
    now: dict[str, Any] = _checked(words) | {"responsible": responsible}
    before = {name: getattr(locked, name) for name, value in now.items() if getattr(locked, name) != value}
    if not before:
        return
    for name, value in now.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*now, "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change_priority", subject=locked, on=today,
        before={name: str(value or "") for name, value in before.items()},
        after={name: str(now[name] or "") for name in before},
    )  # fmt: skip


@transaction.atomic
def remove_priority(*, priority: Priority, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a priority out of a list that is not adopted; raises `PermissionRefused`, `PrioritiesRefused`."""
    locked = lock_priority(priority, acting)
    record(
        actor=acting.actor(request_id=request_id), action="remove_priority", subject=locked, on=today,
        before={"title": locked.title},
    )  # fmt: skip
    locked.delete()


@transaction.atomic
def set_resource(
    *,
    priority: Priority,
    resource: PriorityResource | None,
    source: str,
    unit: str,
    amounts: Mapping[int, Decimal],
    acting: Acting,
    today: date,
    request_id: str = "",
) -> None:
    """Say how much money of a source goes to the priority by years; no amounts take the source off.

    Raises `PermissionRefused`, and `PrioritiesRefused` for a nameless source, one that is there already, a negative
    amount, a year outside of the list, or an adopted list.
    """
    locked = lock_priority(priority, acting)
    name = source.strip()
    if not name:
        raise PrioritiesRefused("Источник средств не назван.", remedy="Например: «областной бюджет».")
    if unit not in PriorityResource.Unit.values:
        raise PrioritiesRefused("Единица не выбрана.", remedy="Выберите её из списка.")
    check_years(locked.list, amounts)
    if any(value < 0 for value in amounts.values()):
        raise PrioritiesRefused("Средства не бывают меньше нуля.", remedy="Проверьте суммы.")
    if locked.resources.filter(source=name).exclude(pk=resource.pk if resource else 0).exists():
        raise PrioritiesRefused(f"Источник «{name}» уже есть.", remedy="Измените суммы в его строке.")
    before = money_words(resource) if resource else ""
    kept = _keep_resource(locked, resource, name, unit, amounts)
    record(
        actor=acting.actor(request_id=request_id), action="set_money", subject=locked, on=today,
        before={"money": before} if before else {}, after={"money": money_words(kept) if kept else ""},
    )  # fmt: skip


def check_years(priorities: PriorityList, values: Mapping[int, Decimal]) -> None:
    """`PrioritiesRefused` for a year that the list does not look to."""
    beyond = sorted(year for year in values if year not in priorities.years)
    if beyond:
        raise PrioritiesRefused(
            f"Года {beyond[0]} в списке нет.", remedy=f"Годы списка: {priorities.year}–{priorities.horizon}."
        )


def lock_priority(priority: Priority, acting: Acting, version: int | None = None) -> Priority:
    """A priority of a list that may still change, with the list locked; `StaleVersion` where it changed meanwhile."""
    of_list = lock_list(priority.list, acting)
    refuse_frozen(of_list)
    locked = (
        Priority.objects.select_for_update(of=("self",))
        .select_related("list__territory", "responsible")
        .get(pk=priority.pk)
    )
    if version is not None and locked.version != version:
        raise StaleVersion
    return locked


def _keep_resource(
    priority: Priority, resource: PriorityResource | None, name: str, unit: str, amounts: Mapping[int, Decimal]
) -> PriorityResource | None:
    if resource is not None and not amounts:
        resource.delete()
        return None
    if not amounts:
        raise PrioritiesRefused("Суммы не указаны.", remedy="Назовите сумму хотя бы за один год.")
    kept = resource or PriorityResource(priority=priority)
    kept.source, kept.unit = name, unit
    kept.save()
    kept.amounts.all().delete()
    ResourceAmount.objects.bulk_create(
        ResourceAmount(resource=kept, year=year, value=value) for year, value in sorted(amounts.items())
    )
    return kept


def _checked(words: PriorityWords) -> dict[str, str]:
    plain = {name: value.strip() for name, value in asdict(words).items()}
    if not plain["title"]:
        raise PrioritiesRefused("Приоритет без названия не хранится.", remedy="Назовите его.")
    if plain["source"] not in Priority.Source.values:
        raise PrioritiesRefused("Источник приоритета не выбран.", remedy="Скажите, откуда он взят.")
    if plain["sector_code"] and plain["sector_code"] not in sectors():
        raise PrioritiesRefused(
            f"Кода ОКВЭД «{plain['sector_code']}» нет среди разделов и классов.", remedy="Выберите из списка."
        )
    return plain
