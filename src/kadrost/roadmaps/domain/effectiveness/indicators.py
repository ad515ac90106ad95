"""The plan as a whole in numbers: shares with their numerator and denominator, over all measures and by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from django.utils.translation import gettext_noop

from kadrost.roadmaps.domain.effectiveness.facts import MeasureFacts
from kadrost.roadmaps.domain.effectiveness.points import OUTCOMES, middle

Row = dict[str, Any]
GROUPS: Final = {
    "section": gettext_noop("По разделам"),
    "executor": gettext_noop("По ответственным исполнителям"),
    "provision": gettext_noop("По положениям Стандарта"),
}
SHARES: Final = {
    "in_time": (gettext_noop("Принято, сдано в срок"), "in_time", "due"),
    "late": (gettext_noop("Принято с опозданием"), "late", "due"),
    "waiting": (gettext_noop("Ждёт решения контролёра"), "waiting", "due"),
    "overdue": (gettext_noop("Отчёт был, результата нет"), "overdue", "due"),
    "silent": (gettext_noop("Ни одного отчёта"), "silent", "due"),
    "contradicted": (gettext_noop("«Выполнено» против своих цифр"), "contradicted", "with_figures"),
    "unproven": (gettext_noop("Без требуемого документа"), "unproven", "to_prove"),
    "extended": (gettext_noop("Сроков продлено"), "extended_points", "kept"),
    "troubled": (gettext_noop("Мероприятий, о которых есть что сказать"), "troubled", "measures"),
    "dead": (gettext_noop("Мероприятий не исполняется"), "dead", "measures"),
}
"""By code the title, what is counted, and of what."""
COUNTED_OF: Final = {
    "due": gettext_noop("наступившие сроки периода, кроме снятых с контроля"),
    "with_figures": gettext_noop("сроки, по которым в отчёте «выполнено» названа цифра"),
    "to_prove": gettext_noop("сроки с отчётом на проверке или принятым, где план требует документ"),
    "kept": gettext_noop("сроки периода, кроме снятых с контроля"),
    "measures": gettext_noop("мероприятия в плане на день анализа"),
}


def totals_of(facts: Iterable[MeasureFacts], findings: Mapping[int, Sequence[Mapping[str, Any]]]) -> Row:
    """The counts of some measures together; medians are of single terms, in days."""
    listed = list(facts)
    row: Row = {one: sum(each.counts[one] for each in listed) for one in OUTCOMES}
    for name in ("contradicted", "with_figures", "to_prove", "unproven", "extended_points", "extensions", "returns"):
        row[name] = sum(getattr(each, name) for each in listed)
    row["measures"] = len(listed)
    row["due"] = sum(each.due for each in listed)
    row["kept"] = row["due"] + row["ahead"]
    row["median"] = middle(days for each in listed for days in each.lateness)
    codes = [{found["code"] for found in findings.get(each.measure, ())} for each in listed]
    row["troubled"] = sum(bool(one) for one in codes)
    row["dead"] = sum("dead" in one for one in codes)
    return row


def share(row: Mapping[str, Any], code: str) -> float | None:
    """A share in per cent; None where there is nothing to count it of."""
    _, part, whole = SHARES[code]
    return 100 * row[part] / row[whole] if row[whole] else None


def groups_of(
    facts: Sequence[MeasureFacts],
    findings: Mapping[int, Sequence[Mapping[str, Any]]],
    provisions: Mapping[int, str],
) -> dict[str, list[Row]]:
    """The same counts by section, lead executor and provision; a measure that serves two provisions counts in both."""
    keys: dict[str, Callable[[MeasureFacts], Sequence[str]]] = {
        "section": lambda one: [one.section],
        "executor": lambda one: [one.lead],
        "provision": lambda one: [f"{number}. {provisions.get(number, '')}" for number in one.provisions] or [""],
    }
    return {name: _grouped(facts, findings, key) for name, key in keys.items()}


def _grouped(
    facts: Sequence[MeasureFacts],
    findings: Mapping[int, Sequence[Mapping[str, Any]]],
    key: Callable[[MeasureFacts], Sequence[str]],
) -> list[Row]:
    by_name: dict[str, list[MeasureFacts]] = {}
    for one in facts:
        for name in key(one):
            by_name.setdefault(name, []).append(one)
    return [{"name": name} | totals_of(some, findings) for name, some in by_name.items()]
