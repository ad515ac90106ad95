"""The agenda: questions in order, with speakers and materials."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import record
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.domain.meetings import lock_meeting
from kadrost.council.models import AgendaItem, Material, Meeting
from kadrost.region.domain.people import Acting
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.evidence import MOST_BYTES, refuse_other_kinds

MOST_ITEMS = 60
MOST_MATERIALS = 40
LONGEST_DISCUSSION = 20_000


@dataclass(frozen=True, slots=True)
class ItemDraft:
    """A question as it stands on the agenda; `discussion` is what was said besides the report."""

    title: str
    speaker: str = ""
    discussion: str = ""


@transaction.atomic
def add_item(*, meeting: Meeting, draft: ItemDraft, acting: Acting, today: date, request_id: str = "") -> AgendaItem:
    """Put a question at the end of the agenda; raises `PermissionRefused` and `CouncilRefused`."""
    locked = lock_meeting(meeting, acting)
    _check(draft)
    if locked.items.count() >= MOST_ITEMS:
        raise CouncilRefused(f"В повестке уже {MOST_ITEMS} вопросов.", remedy="Назначьте ещё одно заседание.")
    item = AgendaItem.objects.create(
        meeting=locked,
        position=next_position(locked),
        title=draft.title.strip(),
        speaker=draft.speaker.strip().rstrip(" ,"),
        discussion=draft.discussion.strip(),
    )
    record(
        actor=acting.actor(request_id=request_id), action="add_item", subject=locked, on=today,
        after={"title": item.title, "speaker": item.speaker},
    )  # fmt: skip
    return item


@transaction.atomic
def change_item(
    *, item: AgendaItem, draft: ItemDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> AgendaItem:
    """Change a question's words, its speaker or what was said; raises as `add_item`, and `StaleVersion`."""
    meeting, locked = lock_item(item, acting, version=version)
    _check(draft)
    names = ("title", "speaker", "discussion")
    before = {name: getattr(locked, name) for name in names}
    after = {name: getattr(draft, name).strip() for name in names}
    after["speaker"] = after["speaker"].rstrip(" ,")
    if before == after:
        return locked
    for name, value in after.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*names, "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change_item", subject=meeting, on=today,
        before=before, after=after,
    )  # fmt: skip
    return locked


@transaction.atomic
def remove_item(*, item: AgendaItem, version: int, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a question off the agenda; `CouncilRefused` where decisions stand on it already."""
    meeting, locked = lock_item(item, acting, version=version)
    if locked.decisions.exists():
        raise CouncilRefused("По вопросу уже записаны решения.", remedy="Сначала уберите их.")
    for later in meeting.items.filter(position__gt=locked.position):
        later.position -= 1
        later.save(update_fields=["position"])
    record(
        actor=acting.actor(request_id=request_id), action="remove_item", subject=meeting, on=today,
        before={"title": locked.title},
    )  # fmt: skip
    locked.delete()


@transaction.atomic
def move_item(*, item: AgendaItem, up: bool, acting: Acting, today: date, request_id: str = "") -> None:
    """Change places with the question before or after; nothing happens at the ends."""
    meeting, locked = lock_item(item, acting)
    order = list(meeting.items.order_by("position", "id"))
    place = next(index for index, one in enumerate(order) if one.pk == locked.pk)
    other = place - 1 if up else place + 1
    if not 0 <= other < len(order):
        return
    order[place], order[other] = order[other], order[place]
    for position, one in enumerate(order, start=1):
        one.position = position
    AgendaItem.objects.bulk_update(order, ["position"])
    record(
        actor=acting.actor(request_id=request_id), action="move_item", subject=meeting, on=today,
        after={"title": locked.title, "position": other + 1},
    )  # fmt: skip


@transaction.atomic
def add_material(
    *, item: AgendaItem, title: str, file_name: str, content: bytes, acting: Acting, today: date, request_id: str = ""
) -> Material:
    """Keep a file to a question under its own sum.

    Raises `PermissionRefused`, `ControlRefused` for a kind of file that is not taken, `CouncilRefused` for an empty
    or too large one.
    """
    meeting, locked = lock_item(item, acting)
    name = checked_file(file_name, content)
    if locked.materials.count() >= MOST_MATERIALS:
        raise CouncilRefused(f"К вопросу уже приложено {MOST_MATERIALS} файлов.", remedy="Соберите их в архив.")
    digest = hashlib.sha256(content).hexdigest()
    material = Material(
        item=locked,
        title=(title.strip() or name)[:300],
        file_name=name,
        sha256=digest,
        added_by_name=str(acting.user),
        added_on=today,
    )
    material.file.save(f"{digest}{PurePath(name).suffix.lower()}", ContentFile(content), save=False)
    material.save()
    record(
        actor=acting.actor(request_id=request_id), action="add_material", subject=meeting, on=today,
        after={"title": material.title, "file": name, "sha256": digest},
    )  # fmt: skip
    return material


@transaction.atomic
def remove_material(*, material: Material, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a file away from a question; what it was stays in the journal."""
    meeting, _ = lock_item(material.item, acting)
    record(
        actor=acting.actor(request_id=request_id), action="remove_material", subject=meeting, on=today,
        before={"title": material.title, "sha256": material.sha256},
    )  # fmt: skip
    material.delete()


def lock_item(item: AgendaItem, acting: Acting, *, version: int | None = None) -> tuple[Meeting, AgendaItem]:
    """The meeting and the question for a change; raises as `lock_meeting`, `StaleVersion` by the question's version."""
    meeting = lock_meeting(item.meeting, acting)
    locked = AgendaItem.objects.select_for_update(of=("self",)).filter(pk=item.pk).first()
    if locked is None:
        raise CouncilRefused("Этого вопроса в повестке больше нет.", remedy="Обновите страницу.")
    if version is not None and locked.version != version:
        raise StaleVersion
    return meeting, locked


def next_position(meeting: Meeting) -> int:
    """The place after the last question."""
    last: int | None = meeting.items.aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def checked_file(file_name: str, content: bytes) -> str:
    """The last part of the file's name; refusals as `add_material`."""
    last = PurePath(file_name.replace("\\", "/")).name
    name = "".join(letter for letter in last if letter.isprintable())[:255] or "без имени"
    refuse_other_kinds(name)
    if not content:
        raise CouncilRefused(f"Файл «{name}» пуст.", remedy="Проверьте, что выбран нужный файл.")
    most = min(MOST_BYTES, settings.UPLOAD_LIMIT)
    if len(content) > most:
        raise CouncilRefused(f"Файл «{name}» больше {most // 1024 // 1024} МБ.", remedy="Сожмите или разделите его.")
    return name


def _check(draft: ItemDraft) -> None:
    if not draft.title.strip():
        raise CouncilRefused("Вопрос не назван.", remedy="Напишите, о чём он: «О ходе …».")
    if len(draft.discussion) > LONGEST_DISCUSSION:
        raise CouncilRefused("Запись обсуждения слишком длинная.", remedy="Сократите её или приложите файлом.")
