"""Deciding the rows of the next edition: accept, reject, mend, leave out, pair and part; the plan itself stays."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from kadrost.audit.journal import record
from kadrost.reading.result import Document, ReadItem
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.editions.difference import difference_of
from kadrost.roadmaps.domain.editions.items import field_words, folded_lines, item_of
from kadrost.roadmaps.domain.errors import ControlRefused, StaleVersion
from kadrost.roadmaps.domain.intake.fields import with_words
from kadrost.roadmaps.domain.intake.stored import item_from_json, item_to_json
from kadrost.roadmaps.models import EditionDraft, EditionRow, Plan
from kadrost.roadmaps.permissions import require

Verdict = EditionRow.Verdict
MENDED_FIELDS = ("number", "stage", "title", "result", "due_text", "executors", "evidence")
LONGEST_GROUND = 500


@transaction.atomic
def accept_row(*, row: EditionRow, acting: Acting, version: int, ground: str = "") -> None:
    """Take the row as the edition has it; `ground` is its own, beside that of the whole edition."""
    _decide(_lock(row, acting, version), Verdict.ACCEPTED, ground)


@transaction.atomic
def reject_row(*, row: EditionRow, acting: Acting, version: int, ground: str = "") -> None:
    """Leave the plan as it is in this row: an added measure is not added, a gone one stays, words stay."""
    _decide(_lock(row, acting, version), Verdict.REJECTED, ground)


@transaction.atomic
def leave_out(*, row: EditionRow, acting: Acting, version: int, ground: str = "") -> None:
    """Leave the measure out of the edition; a row that was added here vanishes."""
    locked = _lock(row, acting, version)
    if locked.measure is None:
        if locked.draft.intake_id is not None and locked.printed is not None:
            raise ControlRefused("Новое мероприятие документа отклоняют.", remedy="Нажмите «Отклонить».")
        locked.delete()
        _touch(locked.draft)
        return
    locked.item, locked.is_mended = None, True
    _decide(locked, Verdict.ACCEPTED, ground)


@transaction.atomic
def take_back(*, row: EditionRow, acting: Acting, version: int) -> None:
    """Take the measure back into the edition with the words that it has in the plan."""
    locked = _lock(row, acting, version)
    if locked.measure is None or locked.item is not None:
        raise ControlRefused("Мероприятие не исключено.", remedy="Обновите страницу.")
    locked.item = item_to_json(item_of(locked.measure))
    locked.verdict, locked.is_mended = Verdict.PENDING, True
    _keep(locked)


@transaction.atomic
def mend_row(
    *, row: EditionRow, words: Mapping[str, str], section: str, acting: Acting, version: int, ground: str = ""
) -> None:
    """Write what the edition says in this row, and accept it so.

    Raises `PermissionRefused`, `StaleVersion`, `FieldRefused`, and `ControlRefused` for a term that is not
    understood or a section that the edition does not have.
    """
    locked = _lock(row, acting, version)
    before = item_from_json(locked.item) if locked.item else None
    if before is None:
        raise ControlRefused("Исключённое мероприятие не изменяют.", remedy="Сначала верните его в редакцию.")
    locked.item = item_to_json(_written(before, words, section, locked.draft))
    locked.is_mended = True
    _decide(locked, Verdict.ACCEPTED, ground)


@transaction.atomic
def add_row(
    *, draft: EditionDraft, words: Mapping[str, str], section: str, acting: Acting, ground: str = ""
) -> EditionRow:
    """Add a measure to the edition, behind the others of its section; refusals as of `mend_row`."""
    locked = lock_open(draft, acting)
    item = _written(ReadItem(number="", title=""), words, section, locked)
    stand = _behind_section(locked, section)
    locked.rows.filter(position__gt=stand).update(position=F("position") + 1)
    _touch(locked)
    return EditionRow.objects.create(
        draft=locked, position=stand + 1, item=item_to_json(item), verdict=Verdict.ACCEPTED,
        is_mended=True, ground=_ground(ground),
    )  # fmt: skip


@transaction.atomic
def pair_rows(*, row: EditionRow, gone: EditionRow, acting: Acting, version: int) -> None:
    """Say that an added measure is one that the plan has under other words; both are decided anew."""
    locked = _lock(row, acting, version)
    partner = EditionRow.objects.select_for_update(of=("self",)).select_related("measure").get(pk=gone.pk)
    is_pair = locked.measure is None and locked.item is not None and partner.item is None
    if not is_pair or partner.draft_id != locked.draft_id:
        raise ControlRefused("Соединяют новое мероприятие с исключённым.", remedy="Обновите страницу.")
    locked.measure, locked.verdict = partner.measure, Verdict.PENDING
    partner.delete()
    _keep(locked)


@transaction.atomic
def part_row(*, row: EditionRow, acting: Acting, version: int) -> None:
    """Say that the edition's measure is another one than the plan's: one is gone, the other added."""
    locked = _lock(row, acting, version)
    if locked.measure is None or locked.item is None or locked.printed is None:
        raise ControlRefused("Разъединять нечего.", remedy="Обновите страницу.")
    locked.draft.rows.filter(position__gt=locked.position).update(position=F("position") + 1)
    EditionRow.objects.create(draft=locked.draft, position=locked.position + 1, measure=locked.measure, item=None)
    locked.measure, locked.verdict = None, Verdict.PENDING
    _keep(locked)


@transaction.atomic
def accept_rest(*, draft: EditionDraft, acting: Acting) -> int:
    """Accept every row that nobody decided; gives how many."""
    locked = lock_open(draft, acting)
    waiting = difference_of(locked).open_rows
    for view in waiting:
        view.row.verdict = Verdict.ACCEPTED
        view.row.decided_version = view.measure.version if view.measure else None
        view.row.version += 1
    EditionRow.objects.bulk_update(
        [view.row for view in waiting], ["verdict", "decided_version", "version"], batch_size=LONGEST_GROUND
    )
    _touch(locked)
    return len(waiting)


@transaction.atomic
def abandon_edition(*, draft: EditionDraft, acting: Acting, today: date, request_id: str = "") -> None:
    """Give the next edition up: the plan was never touched, its document stays a draft of the intake."""
    locked = lock_open(draft, acting)
    locked.state = EditionDraft.State.ABANDONED
    locked.version += 1
    locked.save(update_fields=["state", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="abandon_edition", subject=locked.plan, on=today,
        before={"edition": locked.number},
    )  # fmt: skip


def lock_open(draft: EditionDraft, acting: Acting) -> EditionDraft:
    """The draft locked for the caller's transaction; `PermissionRefused`, or `ControlRefused` where it is decided."""
    require("roadmaps.change_plan", acting, draft.plan)
    locked = EditionDraft.objects.select_for_update(of=("self",)).select_related("plan__act", "intake").get(pk=draft.pk)
    if locked.state != EditionDraft.State.OPEN:
        raise ControlRefused(
            f"Эта редакция уже не рассматривается: {locked.get_state_display().lower()}.",
            remedy="Откройте страницу «Редакции» плана.",
        )
    return locked


def document_of(plan: Plan) -> Document:
    """What a deadline phrase of the plan is counted from."""
    period = (plan.period_from, plan.period_until) if plan.period_from and plan.period_until else None
    return Document(kind=plan.kind, act="", issuer="", title="", date=plan.act.signed_on, period=period)  # type: ignore[arg-type]


def _written(item: ReadItem, words: Mapping[str, str], section: str, draft: EditionDraft) -> ReadItem:
    document = document_of(draft.plan)
    for field in MENDED_FIELDS:
        if field_words(item, field) != folded_lines(words.get(field, "")) or not field_words(item, field):
            item = with_words(item, field, words.get(field, ""), document)
    if item.schedule is not None and not item.schedule.understood:
        raise ControlRefused(
            f"Срок «{item.due_text}» не понят: {item.schedule.why}",
            remedy="Напишите срок иначе, например «март 2027 года».",
        )
    if section and section not in {one["number"] for one in draft.sections}:
        raise ControlRefused(f"Раздела {section} в редакции нет.", remedy="Выберите раздел из списка.")
    return replace(item, section=section)


def _behind_section(draft: EditionDraft, section: str) -> int:
    places = [row.position for row in draft.rows.all() if row.item is not None and row.item.get("section") == section]
    last: int | None = draft.rows.aggregate(last=Max("position"))["last"]
    return places[-1] if places else (last if last is not None else -1)


def _lock(row: EditionRow, acting: Acting, version: int) -> EditionRow:
    draft = lock_open(row.draft, acting)
    locked = EditionRow.objects.select_for_update(of=("self",)).select_related("measure__section").get(pk=row.pk)
    if locked.version != version:
        raise StaleVersion
    locked.draft = draft
    return locked


def _decide(row: EditionRow, verdict: EditionRow.Verdict, ground: str) -> None:
    row.verdict, row.ground = verdict, _ground(ground)
    _keep(row)


def _keep(row: EditionRow) -> None:
    row.decided_version = row.measure.version if row.measure else None
    row.version += 1
    row.save()
    _touch(row.draft)


def _touch(draft: EditionDraft) -> None:
    """Whoever looks at the last page sees that the decisions changed meanwhile."""
    draft.version += 1
    draft.save(update_fields=["version"])


def _ground(words: str) -> str:
    words = words.strip()
    if len(words) > LONGEST_GROUND:
        raise ControlRefused("Основание слишком длинное.", remedy=f"Уложитесь в {LONGEST_GROUND} знаков.")
    return words


DEEDS: dict[str, Callable[..., Any]] = {
    "accept": accept_row,
    "reject": reject_row,
    "leave_out": leave_out,
}
"""What one button of a row does, with a ground of the row."""
