"""What the demo's executors and controllers write: plain sentences of our own."""

from __future__ import annotations

import random

from kadrost.roadmaps.models import Measure

REASONS_OF_RETURN = (
    "Приложите подтверждающий документ: в отчёте он назван, но файла нет.",
    "Достигнутое значение меньше планового. Поясните причину и укажите, когда показатель будет выполнен.",
    "В отчёте описана подготовка, а не результат. Сообщите, что сделано фактически.",
    "Сведения даны не по всем колледжам. Дополните отчёт.",
)

DONE_OPENINGS = (
    "Мероприятие выполнено.",
    "Работа завершена в полном объёме.",
    "Результат достигнут.",
    "Выполнено в установленный срок.",
)
DONE_ENDINGS = (
    "Подтверждающие документы приложены.",
    "Сведения сверены с колледжами и предприятиями.",
    "Итоги рассмотрены на заседании рабочей группы.",
    "Материалы направлены координатору.",
)
PARTLY_OPENINGS = (
    "Мероприятие выполнено частично.",
    "Работа продолжается.",
)
PARTLY_ENDINGS = (
    "Отставание связано с поздним заключением договоров, завершение ожидается в следующем месяце.",
    "Часть предприятий не представила сведения, запросы направлены повторно.",
)


def report_words(measure: Measure, *, is_partly: bool, chance: random.Random) -> str:
    """A report's text: an opening, what the plan asked for, an ending."""
    opening = chance.choice(PARTLY_OPENINGS if is_partly else DONE_OPENINGS)
    ending = chance.choice(PARTLY_ENDINGS if is_partly else DONE_ENDINGS)
    middle = "" if is_partly or not measure.expected_result else f" {measure.expected_result.rstrip('.')}."
    return f"{opening}{middle} {ending}"
