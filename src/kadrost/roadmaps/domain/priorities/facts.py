"""What a list says of a priority, as words: for papers, for comparison of two years, for the journal."""

from __future__ import annotations

from collections.abc import Container

from django.utils.translation import gettext_noop

from kadrost.roadmaps.domain.priorities.sectors import sector_words
from kadrost.roadmaps.models import Priority, PriorityIndicator, PriorityResource
from kadrost.ui.wording import number

WORDS = {
    "title": gettext_noop("Приоритет"),
    "sector": gettext_noop("Отрасль"),
    "goal": gettext_noop("Цель"),
    "tasks": gettext_noop("Задачи"),
    "source": gettext_noop("Источник"),
    "professions": gettext_noop("Профессии"),
    "enterprises": gettext_noop("Предприятия"),
    "projects": gettext_noop("Инвестиционные проекты"),
    "responsible": gettext_noop("Ответственный"),
    "money": gettext_noop("Средства"),
    "indicators": gettext_noop("Показатели"),
}


def facts_of(priority: Priority, years: Container[int] | None = None) -> dict[str, str]:
    """What a list says of a priority, by the keys of `WORDS`; values and money are to be prefetched.

    `years` narrows values and money to some years.
    """
    source = Priority.Source(priority.source).label
    return {
        "title": priority.title,
        "sector": sector_words(priority.sector, priority.sector_code),
        "goal": priority.goal,
        "tasks": priority.tasks,
        "source": f"{source}: {priority.source_words}" if priority.source_words else source,
        "professions": priority.professions,
        "enterprises": priority.enterprises,
        "projects": priority.projects,
        "responsible": str(priority.responsible or ""),
        "money": "\n".join(money_words(one, years) for one in priority.resources.all()),
        "indicators": "\n".join(indicator_words(one, years) for one in priority.indicators.all()),
    }


def money_words(resource: PriorityResource, years: Container[int] | None = None) -> str:
    """«областной бюджет: 2027 – 12,5 млн руб.; 2028 – 10 млн руб.»."""
    unit = PriorityResource.Unit(resource.unit).label
    amounts = (one for one in resource.amounts.all() if years is None or one.year in years)
    return f"{resource.source}: {'; '.join(f'{one.year} – {number(one.value)} {unit}' for one in amounts)}"


def indicator_words(indicator: PriorityIndicator, years: Container[int] | None = None) -> str:
    """«Доля рабочих мест, %: 2025 – 40 (база); 2027 – 55; 2028 – 60»."""
    plans = (one for one in indicator.plans.all() if years is None or one.year in years)
    values = [f"{one.year} – {number(one.value)}" for one in plans]
    if indicator.base_value is not None:
        values.insert(0, f"{indicator.base_year} – {number(indicator.base_value)} (база)")
    return f"{indicator}: {'; '.join(values)}"
