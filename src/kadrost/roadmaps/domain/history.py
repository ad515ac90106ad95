"""What happened to a measure, out of the journal, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from kadrost.audit.journal import history_of, history_of_all
from kadrost.audit.models import Entry
from kadrost.roadmaps.models import Checkpoint, Measure, Plan
from kadrost.ui.wording import date_short, translated

MOST_LINES = 200
TOLD_BESIDE = ("state", "words")
"""What the line itself or the report above says already."""
ACTIONS = {
    "report": gettext_noop("Подан отчёт"),
    "evidence": gettext_noop("Приложены документы"),
    "accept": gettext_noop("Принято"),
    "return": gettext_noop("Возвращено на доработку"),
    "extend": gettext_noop("Срок продлён"),
    "remove": gettext_noop("Снято с контроля"),
    "change": gettext_noop("Мероприятие изменено"),
    "assign": gettext_noop("Назначена контрольная точка"),
    "event": gettext_noop("Записан день события"),
    "resolve": gettext_noop("Исполнитель определён"),
    "consent": gettext_noop("Записано согласие исполнителя"),
    "add_by_hand": gettext_noop("Добавлено вручную при взятии на контроль"),
    "change_plan": gettext_noop("План изменён"),
    "close_plan": gettext_noop("План снят с контроля"),
    "reopen_plan": gettext_noop("План снова на контроле"),
    "remind": gettext_noop("Напомнено о сроке"),
    "escalate": gettext_noop("Доложено о молчании"),
    "reminder_rules": gettext_noop("Изменены правила напоминаний"),
    "correct_reading": gettext_noop("Прочитанное исправлено при взятии на контроль"),
}
PLAN_ACTIONS = ("change_plan", "close_plan", "reopen_plan", "reminder_rules")
FIELDS = {
    "told": gettext_noop("кому"),
    "executor_days": gettext_noop("исполнителю, дней до срока"),
    "controller_days": gettext_noop("контролёру, дней до срока"),
    "coordinator_days": gettext_noop("координатору, дней до срока"),
    "silence_to_controller": gettext_noop("доложить контролёру через, рабочих дней"),
    "silence_to_coordinator": gettext_noop("доложить координатору через, рабочих дней"),
    "short_title": gettext_noop("короткое название"),
    "coordinator": gettext_noop("координатор"),
    "controller": gettext_noop("контроль"),
    "period_from": gettext_noop("период с"),
    "period_until": gettext_noop("период по"),
    "is_public": gettext_noop("виден без входа"),
    "title": gettext_noop("мероприятие"),
    "expected_result": gettext_noop("ожидаемый результат"),
    "due_text": gettext_noop("срок"),
    "stage": gettext_noop("этап"),
    "due_on": gettext_noop("срок"),
    "claim": gettext_noop("результат"),
    "printed": gettext_noop("в документе"),
    "body": gettext_noop("это"),
    "event": gettext_noop("событие"),
    "day": gettext_noop("день"),
    "executor": gettext_noop("исполнитель"),
    "consent_on": gettext_noop("согласие от"),
    "documents": gettext_noop("документы"),
    "number": gettext_noop("номер"),
    "result": gettext_noop("ожидаемый результат"),
    "executors": gettext_noop("исполнители"),
    "evidence": gettext_noop("подтверждающие документы"),
    "targets": gettext_noop("показатели"),
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


def history_of_plan(plan: Plan) -> list[HistoryLine]:
    """What was changed of the plan as a whole since it is under control, newest first; one query."""
    return [_line(entry, {}) for entry in history_of(plan).filter(action__in=PLAN_ACTIONS)[:MOST_LINES]]


def _line(entry: Entry, due: dict[str, Checkpoint]) -> HistoryLine:
    is_checkpoint = entry.object_type == Checkpoint._meta.label_lower
    checkpoint = due.get(entry.object_key) if is_checkpoint else None
    return HistoryLine(
        at=entry.at,
        on=entry.on,
        who=entry.actor_name,
        role=translated(entry.role),
        words=translated(ACTIONS.get(entry.action, entry.action)),
        about=_("контрольная точка со сроком %(day)s") % {"day": date_short(checkpoint.first_due_on)}
        if checkpoint
        else "",
        ground=entry.ground,
        details=tuple(_details(entry.before, entry.after)),
    )


def _details(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """«срок: 20.03.2027 → 20.04.2027»; what did not change is not repeated."""
    lines = []
    for name, value in after.items():
        if name in TOLD_BESIDE or before.get(name) == value or value in (None, "", []):
            continue
        said = translated(value) if name == "claim" else _plain(value)
        was = f"{_plain(before[name])} → " if before.get(name) not in (None, "") else ""
        lines.append(f"{translated(FIELDS.get(name, name))}: {was}{said}")
    return lines


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return _("да") if value else _("нет")
    if isinstance(value, list):
        return "; ".join(_plain(one) for one in value)
    text = str(value)
    try:
        return f"{date.fromisoformat(text):%d.%m.%Y}"
    except ValueError:
        return text
