"""Keeping the tree of territories: municipalities within a region, each for as long as it is there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import Acting
from kadrost.region.domain.territories import territory_tree
from kadrost.region.models import Territory
from kadrost.region.permissions import PermissionRefused, manages_people

LONGEST_NAME = 200


@dataclass(frozen=True, slots=True)
class TerritoryDraft:
    """A territory as a person describes it; `parent` is the one above it, None for a region."""

    name: str
    genitive: str = ""
    parent: Territory | None = None
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_territory(*, draft: TerritoryDraft, acting: Acting, today: date, request_id: str = "") -> Territory:
    """Add a territory below one of the person's own; only whoever may do everything adds a region.

    Raises `PermissionRefused`, and `RegistryRefused` for an empty or taken name and a period turned round.
    """
    _require_over(acting, draft.parent)
    values = _checked(draft, existing=None)
    made = Territory.objects.create(**values, kind=_kind_of(draft))
    record(actor=acting.actor(request_id=request_id), action="add", subject=made, on=today, after=_plain(draft))
    return made


@transaction.atomic
def change_territory(
    *, territory: Territory, draft: TerritoryDraft, ground: str, acting: Acting, today: date, request_id: str = ""
) -> Territory:
    """Rename a territory, move it, or say from when to when it is there; on a ground.

    Raises as `add_territory` does, and where the territory would come to lie below itself or no ground is given.
    """
    _require_over(acting, territory)
    locked = Territory.objects.select_for_update().get(pk=territory.pk)
    before = TerritoryDraft(locked.name, locked.genitive, locked.parent, locked.valid_from, locked.valid_until)
    if (draft.parent and draft.parent.pk) != locked.parent_id:
        _require_over(acting, draft.parent)
    if territory_tree(today).would_turn_in_circles(locked.pk, draft.parent.pk if draft.parent else None):
        raise RegistryRefused("Территория оказалась бы внутри самой себя.", remedy="Выберите другую выше неё.")
    if not ground.strip():
        raise RegistryRefused("Основание не указано.", remedy="Назовите закон или решение: вид, номер, дату.")
    values = _checked(draft, existing=locked)
    for name, value in values.items():
        setattr(locked, name, value)
    locked.kind = _kind_of(draft)
    locked.save(update_fields=[*values, "kind"])
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today, ground=ground.strip(),
        before=_plain(before), after=_plain(draft),
    )  # fmt: skip
    return locked


def _require_over(acting: Acting, territory: Territory | None) -> None:
    if territory is None:
        if not acting.is_superuser:
            raise PermissionRefused(
                "Регион верхнего уровня добавляет только администратор платформы.",
                remedy="Регион появляется и сам, когда загружают его документ.",
            )
    elif not manages_people(acting, territory):
        raise PermissionRefused("Это не ваша территория.", remedy="Обратитесь к её администратору.")


def _checked(draft: TerritoryDraft, *, existing: Territory | None) -> dict[str, Any]:
    name = " ".join(draft.name.split())
    if not name or len(name) > LONGEST_NAME:
        raise RegistryRefused("Название территории пусто или длиннее 200 знаков.", remedy="Исправьте его.")
    others = Territory.objects.exclude(pk=existing.pk) if existing else Territory.objects.all()
    if name.casefold() in {known.casefold() for known in others.values_list("name", flat=True)}:
        raise RegistryRefused(f"Территория «{name}» уже есть.", remedy="Уточните название, например районом.")
    if draft.valid_from and draft.valid_until and draft.valid_from > draft.valid_until:
        raise RegistryRefused("Начало существования позже конца.", remedy="Проверьте даты.")
    return {
        "name": name,
        "genitive": " ".join(draft.genitive.split()),
        "parent": draft.parent,
        "valid_from": draft.valid_from,
        "valid_until": draft.valid_until,
    }


def _kind_of(draft: TerritoryDraft) -> Territory.Kind:
    return Territory.Kind.MUNICIPALITY if draft.parent else Territory.Kind.REGION


def _plain(draft: TerritoryDraft) -> dict[str, object]:
    names = ("name", "genitive", "valid_from", "valid_until")
    return {name: getattr(draft, name) for name in names} | {"parent": str(draft.parent) if draft.parent else ""}
