"""What happened to a measure, out of the journal, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from kadrost.audit.journal import history_of_all
from kadrost.audit.models import Entry
from kadrost.roadmaps.models import Checkpoint, Measure

MOST_LINES = 200
TOLD_BESIDE = ("state", "words")
"""What the line itself or the report above says already."""
ACTIONS = {
    "report": "Подан отчёт",
    "evidence": "Приложены документы",
    "accept": "Принято",
    "return": "Возвращено на доработку",
    "extend": "Срок продлён",
    "remove": "Снято с контроля",
    "change": "Мероприятие изменено",
    "assign": "Назначена контрольная точка",
    "event": "Записан день события",
    "resolve": "Исполнитель определён",
    "consent": "Записано согласие исполнителя",
    "correct_reading": "Прочитанное исправлено при взятии на контроль",
}
FIELDS = {
    "title": "мероприятие",
    "expected_result": "ожидаемый результат",
    "due_text": "срок",
    "stage": "этап",
    "due_on": "срок",
    "claim": "результат",
    "printed": "в документе",
    "body": "это",
    "event": "событие",
    "day": "день",
    "executor": "исполнитель",
    "consent_on": "согласие от",
    "documents": "документы",
    "number": "номер",
    "result": "ожидаемый результат",
    "executors": "исполнители",
    "evidence": "подтверждающие документы",
    "targets": "показатели",
}


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One entry: when, who, what was done, on what ground, and what changed."""

    at: datetime
    on: date
    who: str
    role: str
    words: str
    about: str
    ground: str
    details: tuple[str, ...]


def history_of_measure(measure: Measure, checkpoints: list[Checkpoint], *, until: date) -> list[HistoryLine]:
    """The measure's and its checkpoints' entries up to a day, newest first; one query."""
    due = {str(checkpoint.pk): checkpoint for checkpoint in checkpoints}
    entries = history_of_all([measure, *checkpoints]).filter(on__lte=until)[:MOST_LINES]
    return [_line(entry, due) for entry in entries]


def _line(entry: Entry, due: dict[str, Checkpoint]) -> HistoryLine:
    is_checkpoint = entry.object_type == Checkpoint._meta.label_lower
    checkpoint = due.get(entry.object_key) if is_checkpoint else None
    return HistoryLine(
        at=entry.at,
        on=entry.on,
        who=entry.actor_name,
        role=entry.role,
        words=ACTIONS.get(entry.action, entry.action),
        about=f"контрольная точка со сроком {checkpoint.first_due_on:%d.%m.%Y}" if checkpoint else "",
        ground=entry.ground,
        details=tuple(_details(entry.before, entry.after)),
    )


def _details(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """«срок: 20.03.2027 → 20.04.2027»; what did not change is not repeated."""
    lines = []
    for name, value in after.items():
        if name in TOLD_BESIDE or before.get(name) == value or value in (None, "", []):
            continue
        was = f"{_plain(before[name])} → " if before.get(name) not in (None, "") else ""
        lines.append(f"{FIELDS.get(name, name)}: {was}{_plain(value)}")
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(_plain(one) for one in value)
    text = str(value)
    try:
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    except ValueError:
        return text
