"""Target indicators of a priority: what is planned by years, and what was reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db import transaction

from kadrost.accounts.roles import Role
from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.facts import indicator_words
from kadrost.roadmaps.domain.priorities.writing import check_years, lock_priority
from kadrost.roadmaps.models import IndicatorActual, IndicatorPlan, Priority, PriorityIndicator
from kadrost.roadmaps.permissions.priorities import require
from kadrost.ui.wording import number


@dataclass(frozen=True, slots=True)
class IndicatorFacts:
    """An indicator as typed, with its planned values by year."""

    title: str
    unit: str
    better: str
    base_year: int | None
    base_value: Decimal | None
    base_source: str
    responsible: Organisation | None
    planned: Mapping[int, Decimal]


@transaction.atomic
def keep_indicator(
    *,
    priority: Priority,
    indicator: PriorityIndicator | None,
    facts: IndicatorFacts,
    acting: Acting,
    version: int | None,
    today: date,
    request_id: str = "",
) -> PriorityIndicator:
    """Add an indicator, or change one; its planned values are replaced by those given.

    Raises `PermissionRefused`, `StaleVersion`, and `PrioritiesRefused` for an adopted list, a nameless indicator or
    one without unit, half a base value, or no planned value at all.
    """
    locked = lock_priority(priority, acting)
    _check(facts, locked)
    kept = _locked_or_new(locked, indicator, version)
    before = indicator_words(kept) if kept.pk else ""
    values: dict[str, Any] = {
        "title": facts.title.strip(), "unit": facts.unit.strip(), "better": facts.better,
        "base_year": facts.base_year, "base_value": facts.base_value, "base_source": facts.base_source.strip(),
        "responsible": facts.responsible,
    }  # fmt: skip
    for name, value in values.items():
        setattr(kept, name, value)
    kept.save()
    kept.plans.all().delete()
    IndicatorPlan.objects.bulk_create(
        IndicatorPlan(indicator=kept, year=year, value=value) for year, value in sorted(facts.planned.items())
    )
    record(
        actor=acting.actor(request_id=request_id), action="set_indicator", subject=locked, on=today,
        before={"indicator": before} if before else {}, after={"indicator": indicator_words(kept)},
    )  # fmt: skip
    return kept


@transaction.atomic
def remove_indicator(*, indicator: PriorityIndicator, acting: Acting, today: date, request_id: str = "") -> None:
    """Take an indicator out of a list that is not adopted; values reached before stay with its lineage."""
    locked = lock_priority(indicator.priority, acting)
    record(
        actor=acting.actor(request_id=request_id), action="remove_indicator", subject=locked, on=today,
        before={"indicator": indicator_words(indicator)},
    )  # fmt: skip
    indicator.delete()


@transaction.atomic
def enter_actual(
    *,
    indicator: PriorityIndicator,
    year: int,
    value: Decimal,
    source: str,
    as_of: date,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> IndicatorActual:
    """Write what was reached in a year, with its source and day; an earlier value of the year stays below it.

    Raises `PermissionRefused`, and `PrioritiesRefused` without a source, for a day to come or a year after it.
    """
    require("priorities.enter_actual", acting, indicator)
    if not source.strip():
        raise PrioritiesRefused("Источник значения не назван.", remedy="Например: отчёт, форма, номер и дата.")
    if as_of > today:
        raise PrioritiesRefused("День, на который дано значение, ещё не наступил.", remedy="Проверьте дату.")
    if year > as_of.year:
        raise PrioritiesRefused(f"{year} год на этот день ещё не начался.", remedy="Проверьте год и дату.")
    before = IndicatorActual.objects.filter(
        territory=indicator.priority.list.territory_id, lineage=indicator.lineage, year=year
    ).last()
    mine = indicator.writer_id in acting.organisation_ids(Role.EXECUTOR)
    made = IndicatorActual.objects.create(
        territory_id=indicator.priority.list.territory_id, lineage=indicator.lineage, year=year, value=value,
        source=source.strip(), as_of=as_of, organisation_id=indicator.writer_id if mine else None, entered_on=today,
    )  # fmt: skip
    record(
        actor=acting.actor(request_id=request_id, organisation_id=indicator.writer_id), action="enter_actual",
        subject=indicator.priority, on=today, ground=made.source,
        before={"actual": f"{indicator}, {year}: {number(before.value)}"} if before else {},
        after={"actual": f"{indicator}, {year}: {number(value)}"},
    )  # fmt: skip
    return made


def _locked_or_new(priority: Priority, indicator: PriorityIndicator | None, version: int | None) -> PriorityIndicator:
    if indicator is None:
        return PriorityIndicator(priority=priority)
    locked = PriorityIndicator.objects.select_for_update(of=("self",)).get(pk=indicator.pk)
    if locked.version != version:
        raise StaleVersion
    locked.version += 1
    return locked


def _check(facts: IndicatorFacts, priority: Priority) -> None:
    if not facts.title.strip() or not facts.unit.strip():
        raise PrioritiesRefused("У показателя нужны название и единица.", remedy="Например: «трудоустроены, %».")
    if facts.better not in PriorityIndicator.Better.values:
        raise PrioritiesRefused("Направление показателя не выбрано.", remedy="Скажите, больше или меньше – лучше.")
    if (facts.base_year is None) != (facts.base_value is None):
        raise PrioritiesRefused("Базовое значение указано не целиком.", remedy="Назовите и год, и значение.")
    if not facts.planned:
        raise PrioritiesRefused("Плановых значений нет.", remedy="Назовите значение хотя бы на один год.")
    check_years(priority.list, facts.planned)
