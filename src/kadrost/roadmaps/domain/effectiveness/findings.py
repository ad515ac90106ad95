"""What the rules say of a measure's facts: each finding with its words and the rule and threshold that it follows from."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.translation import gettext_noop

from kadrost.kernel.spoken import plural
from kadrost.roadmaps.domain.effectiveness.facts import MeasureFacts
from kadrost.roadmaps.domain.effectiveness.points import middle
from kadrost.ui.typography import number

Finding = dict[str, Any]
Thresholds = Mapping[str, int]

CODES: Final = {
    "contradicted": gettext_noop("Противоречит своим цифрам"),
    "dead": gettext_noop("Не исполняется"),
    "silent": gettext_noop("Молчит"),
    "overdue": gettext_noop("Просрочено"),
    "late": gettext_noop("Опаздывает"),
    "slipping": gettext_noop("Срок не держится"),
    "returned": gettext_noop("Возвращали"),
    "unproven": gettext_noop("Не подтверждено документом"),
    "nobody": gettext_noop("Некому исполнять"),
    "unagreed": gettext_noop("Нет согласия исполнителя"),
    "twice": gettext_noop("Об одном и том же"),
    "before_act": gettext_noop("Срок раньше документа"),
    "uncalled": gettext_noop("Не понадобилось"),
    "termless": gettext_noop("Без срока"),
    "blank": gettext_noop("Число не вписано"),
    "yearly": gettext_noop("Делается каждый год"),
}
"""What may be found, the gravest first."""
TERMS = ("срок", "срока", "сроков")
DAYS = ("день", "дня", "дней")


def find_all(facts: MeasureFacts, thresholds: Thresholds, *, is_recurring: bool) -> list[Finding]:
    """Everything that the rules find of a measure, the gravest first; empty for one that goes as it should."""
    found = [
        {"code": code, "words": said[0], "rule": said[1]}
        for code, rule in RULES.items()
        if (said := rule(facts, thresholds))
    ]
    if not is_recurring and (said := _yearly(facts, thresholds)):
        found.append({"code": "yearly", "words": said[0], "rule": said[1]})
    order = list(CODES)
    return sorted(found, key=lambda one: order.index(one["code"]))


def is_dead(facts: MeasureFacts, thresholds: Thresholds) -> bool:
    """Whether nobody has done anything for so long though a term has passed."""
    return bool(facts.open_overdue) and facts.silent_days >= thresholds["dead_days"]


def _contradicted(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if facts.contradicted < thresholds["contradictions"]:
        return None
    short = "; ".join(one["short"] for one in facts.figures if one["short"])
    words = f"«Выполнено», а своя цифра не та: {_of(facts.contradicted, facts.due, TERMS)}"
    return words + (
        f" ({short})." if short else "."
    ), f"сроков с таким отчётом не меньше {thresholds['contradictions']}"


def _dead(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if not is_dead(facts, thresholds):
        return None
    since = f"последнее действие {_day(facts.last_act)}" if facts.last_act else "не было ни одного действия"
    words = f"Прошедших сроков без результата {facts.open_overdue}, {since}: тишина {plural(facts.silent_days, DAYS)}."
    return words, f"срок прошёл, а отчётов, документов и решений нет {thresholds['dead_days']} дней и дольше"


def _silent(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    silent = facts.counts["silent"]
    if silent < thresholds["silent_points"]:
        return None
    words = f"Ни одного отчёта: {_of(silent, facts.due, TERMS)}; напоминаний исполнителю {facts.reminders}."
    return words, f"прошедших сроков без единого отчёта не меньше {thresholds['silent_points']}"


def _overdue(facts: MeasureFacts, _thresholds: Thresholds) -> tuple[str, str] | None:
    overdue = facts.counts["overdue"]
    if not overdue:
        return None
    words = f"Отчёт был, принятого результата нет: {_of(overdue, facts.due, TERMS)}; дольше всего {plural(max(facts.overdue_days), DAYS)}."
    return words, "срок прошёл, результат не принят и не ждёт решения"


def _late(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    median = middle(facts.lateness)
    if median is None or median < thresholds["late_days"]:
        return None
    words = f"Принято с опозданием: {_of(len(facts.lateness), facts.due, TERMS)}; медиана {number(median)} дн."
    return words, f"медиана опоздания не меньше {plural(thresholds['late_days'], DAYS)}"


def _slipping(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if facts.extensions < thresholds["extensions"]:
        return None
    words = f"Продлений {facts.extensions} по срокам: {facts.extended_points}; в сумме на {plural(facts.extended_days, DAYS)}."
    return words, f"продлений не меньше {thresholds['extensions']}"


def _returned(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if facts.returns < thresholds["returns"]:
        return None
    words = f"Отчёты возвращали на доработку: {facts.returns} (отчётов всего {facts.reports})."
    return words, f"возвратов не меньше {thresholds['returns']}"


def _unproven(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if facts.unproven < thresholds["unproven"]:
        return None
    words = f"Без требуемого документа: {_of(facts.unproven, facts.to_prove, TERMS)} ({'; '.join(facts.missing)})."
    return words, f"сроков без документа не меньше {thresholds['unproven']}"


def _nobody(facts: MeasureFacts, _thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.executors:
        return "Исполнитель не назван.", "у мероприятия нет исполнителя"
    if facts.unresolved:
        names = "; ".join(facts.unresolved)
        return f"Неизвестно, что это за организация: {names}.", "исполнитель не определён как организация"
    return None


def _unagreed(facts: MeasureFacts, _thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.unagreed:
        return None
    return f"Согласие не получено: {'; '.join(facts.unagreed)}.", "исполнитель «по согласованию» без записи о согласии"


def _twice(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.twins:
        return None
    said = "; ".join(f"{one['number']} ({one['percent']} %: {', '.join(one['words'])})" for one in facts.twins)
    return f"Почти теми же словами: {said}.", f"сходство названия и результата не меньше {thresholds['likeness']} %"


def _before_act(facts: MeasureFacts, _thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.before_act:
        return None
    days = ", ".join(_day(one) for one in facts.before_act[:3])
    return f"Сроков раньше дня документа {len(facts.before_act)}: {days}.", "срок раньше дня, которым подписан документ"


def _uncalled(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.is_on_demand or facts.acts_ever or facts.silent_days < thresholds["dead_days"]:
        return None
    words = f"«По мере необходимости» – и ни разу за {plural(facts.silent_days, DAYS)}."
    return words, f"ни одного действия {thresholds['dead_days']} дней и дольше"


def _termless(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if facts.is_on_demand or facts.points_ever or facts.silent_days < thresholds["dead_days"]:
        return None
    said = "исполняется постоянно" if facts.is_continuous else "срока нет"
    words = f"Проверить нечего: {said}, контрольных точек нет, действий не было {plural(facts.silent_days, DAYS)}."
    return words, f"ни одной контрольной точки и ни одного действия {thresholds['dead_days']} дней и дольше"


def _blank(facts: MeasureFacts, _thresholds: Thresholds) -> tuple[str, str] | None:
    if not facts.blanks or not facts.due:
        return None
    return f"Срок наступил, а число в результате не вписано: {facts.blanks}.", "пропуск в результате после срока"


def _yearly(facts: MeasureFacts, thresholds: Thresholds) -> tuple[str, str] | None:
    if len(facts.years_done) < thresholds["years"]:
        return None
    years = ", ".join(map(str, facts.years_done))
    return f"Принято каждый год: {years}, а срок не повторяется.", f"лет подряд не меньше {thresholds['years']}"


RULES: Final[dict[str, Callable[[MeasureFacts, Thresholds], tuple[str, str] | None]]] = {
    "contradicted": _contradicted, "dead": _dead, "silent": _silent, "overdue": _overdue, "late": _late,
    "slipping": _slipping, "returned": _returned, "unproven": _unproven, "nobody": _nobody, "unagreed": _unagreed,
    "twice": _twice, "before_act": _before_act, "uncalled": _uncalled, "termless": _termless, "blank": _blank,
}  # fmt: skip


def _of(part: int, whole: int, forms: tuple[str, str, str]) -> str:
    return f"{plural(part, forms)} из {whole}"


def _day(iso: str) -> str:
    year, month, day = iso.split("-")
    return f"{day}.{month}.{year}"
