"""The fields of a reading that a person may mend: their names, their words, and the way back from words to values."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.errors import KadrostError
from kadrost.kernel.schedule import Schedule
from kadrost.reading.grammar.targets import find_targets
from kadrost.reading.result import Document, Executor, ReadItem, ReadTarget

DOCUMENT: Final = "document"
ITEM_FIELDS: Final = {
    "number": gettext_noop("Номер"),
    "stage": gettext_noop("Этап"),
    "title": gettext_noop("Мероприятие"),
    "result": gettext_noop("Ожидаемый результат"),
    "due_text": gettext_noop("Срок"),
    "executors": gettext_noop("Исполнители"),
    "evidence": gettext_noop("Подтверждающие документы"),
    "targets": gettext_noop("Показатели"),
}
DOCUMENT_FIELDS: Final = {
    "act": gettext_noop("Вид акта"),
    "issuer": gettext_noop("Кем принят"),
    "region": gettext_noop("Регион"),
    "date": gettext_noop("Дата"),
    "number": gettext_noop("Номер"),
    "title": gettext_noop("Название"),
    "approved_by": gettext_noop("Кем утверждён"),
    "period": gettext_noop("Период"),
}
LIST_FIELDS: Final = frozenset({"executors", "evidence", "targets"})
BY_AGREEMENT: Final = "(по согласованию)"
LONGEST_WORDS: Final = 20_000
_AGREEMENT_AT_END = re.compile(r"\s*\(?\s*по согласованию\s*\)?\s*$", re.IGNORECASE)
_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})", re.ASCII)
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)


class FieldRefused(KadrostError):
    """Words that a field cannot hold."""

    code = "field_refused"


def item_keys(items: tuple[ReadItem, ...]) -> tuple[str, ...]:
    """A key for each item by which addresses and corrections name it: its number, made unique where it repeats."""
    seen: Counter[str] = Counter()
    keys = []
    for item in items:
        number = re.sub(r"[\s~]+", "_", item.number) or "без_номера"
        seen[number] += 1
        keys.append(number if seen[number] == 1 else f"{number}~{seen[number]}")
    return tuple(keys)


def words_of(item: ReadItem, field: str) -> str:
    """The field as a person edits it: lists hold one entry a line."""
    if field == "executors":
        return "\n".join(f"{one.name} {BY_AGREEMENT}" if one.by_agreement else one.name for one in item.executors)
    if field == "evidence":
        return "\n".join(item.evidence)
    if field == "targets":
        return "\n".join(dict.fromkeys(target.text for target in item.targets))
    return str(getattr(item, field) or "")


def with_words(item: ReadItem, field: str, words: str, document: Document) -> ReadItem:
    """The item with the field's words replaced and all that follows from them read anew.

    Raises `FieldRefused` for an unknown field, words that are too long, a missing title or number, and targets in
    which no figure is found.
    """
    if field not in ITEM_FIELDS:
        raise FieldRefused(f"Поля «{field}» у мероприятия нет.", remedy="Выберите поле на странице.")
    if len(words) > LONGEST_WORDS:
        raise FieldRefused("Слов слишком много.", where=ITEM_FIELDS[field], remedy="Допустимо до 20 000 знаков.")
    if field in LIST_FIELDS:
        return _with_list(item, field, [" ".join(line.split()) for line in words.splitlines() if line.strip()])
    words = " ".join(words.split())
    if field in ("title", "number") and not words:
        raise FieldRefused("Поле не может быть пустым.", where=ITEM_FIELDS[field], remedy="Впишите слова документа.")
    if field == "due_text":
        return replace(item, due_text=words, schedule=schedule_of(words, document))
    if field == "result":
        return replace(item, result=words, targets=_targets_after(item, words))
    if field == "stage":
        return replace(item, stage=words or None)
    return replace(item, **{field: words})  # type: ignore[arg-type]


def schedule_of(words: str, document: Document) -> Schedule | None:
    """The schedule of a deadline phrase within the document; None where there are no words."""
    return compile_phrase(words, signed=document.date, period=document.period) if words else None


def document_with_words(document: Document, field: str, words: str) -> Document:
    """The head of the act with one field replaced; `FieldRefused` for an unknown field or a date that is none."""
    if field not in DOCUMENT_FIELDS:
        raise FieldRefused(f"Поля «{field}» у документа нет.", remedy="Выберите поле на странице.")
    words = " ".join(words.split())
    if field == "date":
        return replace(document, date=read_day(words) if words else None)
    if field == "period":
        return replace(document, period=_period(words))
    if field in ("region", "number", "approved_by"):
        return replace(document, **{field: words or None})  # type: ignore[arg-type]
    return replace(document, **{field: words})  # type: ignore[arg-type]


def read_day(words: str) -> date:
    """The day written as 15.02.2027 or 2027-02-15; `FieldRefused` for anything else."""
    dotted, iso = _DAY.fullmatch(words), _ISO_DAY.fullmatch(words)
    try:
        if dotted:
            return date(int(dotted[3]), int(dotted[2]), int(dotted[1]))
        if iso:
            return date(int(iso[1]), int(iso[2]), int(iso[3]))
    except ValueError as fault:
        raise FieldRefused(f"Дня «{words}» нет в календаре.", remedy="Проверьте число и месяц.") from fault
    raise FieldRefused(f"«{words[:40]}» не является датой.", remedy="Напишите дату так: 15.02.2027.")


def _period(words: str) -> tuple[date, date] | None:
    if not words:
        return None
    days = [read_day(match[0]) for match in re.finditer(f"{_DAY.pattern}|{_ISO_DAY.pattern}", words)]
    if len(days) != 2 or days[0] > days[1]:
        raise FieldRefused(f"«{words[:60]}» не является периодом.", remedy="Напишите две даты: 01.01.2027–31.12.2027.")
    return days[0], days[1]


def _with_list(item: ReadItem, field: str, lines: list[str]) -> ReadItem:
    if field == "executors":
        return replace(item, executors=tuple(_executor(line, item.executors) for line in lines))
    if field == "evidence":
        return replace(item, evidence=tuple(lines))
    targets: list[ReadTarget] = []
    for line in lines:
        found = find_targets(line)
        if not found:
            raise FieldRefused(
                f"В словах «{line[:80]}» не найден показатель.",
                where="Показатели",
                remedy="Например: не менее 20 тьюторов.",
            )
        targets += found
    return replace(item, targets=tuple(targets))


def _executor(line: str, known: tuple[Executor, ...]) -> Executor:
    name = _AGREEMENT_AT_END.sub("", line)
    if not name:
        raise FieldRefused("Исполнитель не назван.", where="Исполнители", remedy="Впишите название органа.")
    by_agreement = name != line
    for executor in known:
        if executor.name == name:
            return replace(executor, by_agreement=by_agreement)
    return Executor(name=name, by_agreement=by_agreement)


def _targets_after(item: ReadItem, result: str) -> tuple[ReadTarget, ...]:
    """The targets that were not read in the old result, and those of the new one."""
    kept = tuple(target for target in item.targets if target.text not in item.result)
    return kept + tuple(target for target in find_targets(result) if target not in kept)
