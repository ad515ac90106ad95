"""A linter of plans: what a reading shows to be missing or at odds, by named rules, before anybody signs.

Each rule says what is wrong, why it matters and what to do. Doubts of the reader itself are its flags, not findings.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import date

from kadrost.reading.contradictions import executor_named_in_two_ways, numbering_gap, same_title_other_term
from kadrost.reading.findings import Finding
from kadrost.reading.result import Reading, ReadItem
from kadrost.reading.vagueness import is_vague

__all__ = ["Finding", "check_reading"]


def check_reading(reading: Reading) -> list[Finding]:
    """All findings in the document's order, those about the whole document first."""
    found = [finding for rule in DOCUMENT_RULES for finding in rule(reading)]
    return found + [finding for item in reading.items for rule in ITEM_RULES for finding in rule(item, reading)]


def document_without_date(reading: Reading) -> Iterator[Finding]:
    """Terms that are counted from the signing need its day; a template has none yet."""
    if reading.document.date is None and reading.document.kind != "template":
        yield Finding(
            "document_without_date",
            "warning",
            None,
            "Дата документа не найдена: сроки, которые отсчитываются от неё, посчитать нельзя.",
            "Укажите дату и номер в заголовке документа.",
        )


def doubled_number(reading: Reading) -> Iterator[Finding]:
    """Two measures of a section under one number cannot be told apart in reports."""
    counts = Counter((item.section, item.number) for item in reading.items)
    for (_, number), count in counts.items():
        if count > 1:
            yield Finding(
                "doubled_number",
                "error",
                number,
                f"Номер {number} стоит у {count} мероприятий раздела.",
                "Дайте мероприятиям разные номера.",
            )


def item_without_executor(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """Nobody answers; a protocol's «принять к сведению» and «утвердить» need no executor."""
    if not item.executors and reading.document.kind != "protocol":
        yield Finding(
            "item_without_executor",
            "error",
            item.number,
            "Ответственный исполнитель не назван.",
            "Назовите исполнителя.",
        )


def item_without_term(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """Without a term nothing can be late, so nothing is under control."""
    if not item.due_text and (reading.document.kind != "protocol" or item.executors):
        yield Finding("item_without_term", "error", item.number, "Срок не назван.", "Укажите срок исполнения.")


def term_not_understood(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """Whom the term binds will understand it differently."""
    del reading
    if item.due_text and item.schedule is not None and not item.schedule.understood:
        yield Finding(
            "term_not_understood",
            "error",
            item.number,
            f"Срок «{item.due_text}» не определяет день: {item.schedule.why}",
            "Напишите день, месяц, квартал или год.",
        )


def term_before_signing(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """The term had passed when the act was signed: the measure is late from its first day."""
    signed = reading.document.date
    if signed is None or item.schedule is None:
        return
    passed = [due.end for due in item.schedule.occurrences(until=signed) if due.end < signed]
    if passed:
        yield Finding(
            "term_before_signing",
            "warning",
            item.number,
            f"Срок {_day(passed[0])} истёк до подписания документа {_day(signed)}.",
            "Перенесите срок или исключите мероприятие как выполненное.",
        )


def term_after_period(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """The term lies past the document's own period: nobody will account for it."""
    period = reading.document.period
    if period is None or item.schedule is None:
        return
    horizon = date(period[1].year + 10, 12, 31)
    after = [due.end for due in item.schedule.occurrences(until=horizon) if due.start > period[1]]
    if after:
        yield Finding(
            "term_after_period",
            "warning",
            item.number,
            f"Срок {_day(after[0])} позже периода документа, который кончается {_day(period[1])}.",
            "Проверьте год срока или период в названии.",
        )


def item_without_evidence(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """Others name a confirming document, this one does not: what will show that it is done?"""
    if not item.evidence and any(other.evidence for other in reading.items):
        yield Finding(
            "item_without_evidence",
            "warning",
            item.number,
            "Подтверждающий документ не назван, хотя у других мероприятий назван.",
            "Назовите документ, который закрепит результат.",
        )


def blank_left_open(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """In a signed plan a blank is a promise of nothing; in a template it is there to be filled."""
    if item.blanks and reading.document.kind != "template":
        units = ", ".join(blank.unit or blank.what for blank in item.blanks)
        yield Finding("blank_left_open", "error", item.number, f"Не заполнены значения: {units}.", "Впишите числа.")


def target_without_unit(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """«Не менее 20»: twenty of what?"""
    del reading
    for target in item.targets:
        if not target.unit and target.value >= 1:
            yield Finding(
                "target_without_unit",
                "warning",
                item.number,
                f"Значение «{target.text}» названо без единицы: неясно, чего столько.",
                "Допишите, что считается: человек, программ, процентов.",
            )


def result_not_measurable(item: ReadItem, reading: Reading) -> Iterator[Finding]:
    """«Повышение качества»: neither a figure nor a finished thing says when it is reached."""
    del reading
    if item.result and not item.targets and not item.blanks and is_vague(item.result):
        yield Finding(
            "result_not_measurable",
            "warning",
            item.number,
            f"По словам результата «{item.result}» нельзя сказать, достигнут ли он.",
            "Назовите число или то, что будет готово: «обучено не менее 20 человек», «порядок утверждён».",
        )


DocumentRule = Callable[[Reading], Iterator[Finding]]
ItemRule = Callable[[ReadItem, Reading], Iterator[Finding]]
DOCUMENT_RULES: tuple[DocumentRule, ...] = (
    document_without_date,
    doubled_number,
    numbering_gap,
    same_title_other_term,
    executor_named_in_two_ways,
)
ITEM_RULES: tuple[ItemRule, ...] = (
    item_without_executor,
    item_without_term,
    term_not_understood,
    term_before_signing,
    term_after_period,
    item_without_evidence,
    blank_left_open,
    target_without_unit,
    result_not_measurable,
)


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
