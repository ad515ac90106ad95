"""Keeping the registry of organisations: adding, mending, and the names that documents give them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.domain.errors import RegistryRefused, StaleVersion
from kadrost.region.domain.names import name_key
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import define_group, remember_name
from kadrost.region.models import Organisation, OrganisationGroup, OrganisationName, Territory
from kadrost.region.permissions import require

MANAGE = "region.manage_organisations"
LONGEST_NAME, LONGEST_SHORT_NAME = 400, 120


@dataclass(frozen=True, slots=True)
class OrganisationDraft:
    """An organisation as a person describes it."""

    name: str
    short_name: str = ""
    kind: str = Organisation.Kind.OTHER
    valid_from: date | None = None
    valid_until: date | None = None


@transaction.atomic
def add_organisation(
    *, draft: OrganisationDraft, territory: Territory, acting: Acting, today: date, request_id: str = ""
) -> Organisation:
    """Add an organisation and journal it; `RegistryRefused` for an empty or a taken name, or an inverted period."""
    require(MANAGE, acting, territory)
    clean = _checked(draft, territory, existing=None)
    organisation = Organisation.objects.create(territory=territory, **_values(clean))
    record(
        actor=acting.actor(request_id=request_id), action="add", subject=organisation, on=today, after=_values(clean)
    )
    return organisation


@transaction.atomic
def change_organisation(
    *,
    organisation: Organisation,
    draft: OrganisationDraft,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Organisation:
    """Change what is known of an organisation; the former full name stays among its names.

    Raises `RegistryRefused` as `add_organisation` does, and `StaleVersion`.
    """
    require(MANAGE, acting, organisation)
    locked = Organisation.objects.select_for_update().get(pk=organisation.pk)
    if locked.version != version:
        raise StaleVersion
    clean = _checked(draft, locked.territory, existing=locked)
    after = {name: value for name, value in _values(clean).items() if value != getattr(locked, name)}
    if not after:
        return locked
    before = {name: getattr(locked, name) for name in after}
    if "name" in after:
        remember_name(printed=locked.name, body=locked, territory=locked.territory)
    for name, value in after.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*after, "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        before=before, after=after,
    )  # fmt: skip
    return locked


@transaction.atomic
def add_name(
    *, organisation: Organisation, printed: str, acting: Acting, today: date, request_id: str = ""
) -> OrganisationName:
    """Remember that documents call the organisation so.

    Raises `RegistryRefused` for an empty name and for one that already means another body.
    """
    require(MANAGE, acting, organisation)
    printed = " ".join(printed.split())
    key = name_key(printed)
    if not key:
        raise RegistryRefused("Название пустое.", remedy="Напишите его так, как печатают в документах.")
    taken = OrganisationName.objects.filter(territory=organisation.territory, key=key).first()
    if taken and taken.organisation_id != organisation.pk:
        raise RegistryRefused(
            f"Название «{printed}» уже означает «{taken.organisation or taken.group}».",
            remedy="Сначала уберите его там.",
        )
    name = remember_name(printed=printed, body=organisation, territory=organisation.territory)
    record(
        actor=acting.actor(request_id=request_id), action="add_name", subject=organisation, on=today,
        after={"printed": printed},
    )  # fmt: skip
    return name


@transaction.atomic
def remove_name(*, name: OrganisationName, acting: Acting, today: date, request_id: str = "") -> None:
    """Forget a printed name of an organisation; duties that were resolved by it stay as they are."""
    require(MANAGE, acting, name)
    organisation = name.organisation
    if organisation is None:
        raise RegistryRefused("Это название означает группу.", remedy="Измените состав группы.")
    name.delete()
    record(
        actor=acting.actor(request_id=request_id), action="remove_name", subject=organisation, on=today,
        before={"printed": name.printed},
    )  # fmt: skip


@transaction.atomic
def add_group(
    *,
    name: str,
    members: Iterable[Organisation],
    territory: Territory,
    acting: Acting,
    today: date,
    meaning: str = "",
    request_id: str = "",
) -> OrganisationGroup:
    """Make a collective name of these organisations; `RegistryRefused` for an empty or taken name and no members."""
    require(MANAGE, acting, territory)
    name = " ".join(name.split())
    members = list(members)
    if not name or not members:
        raise RegistryRefused("Группе нужны название и участники.", remedy="Выберите хотя бы одну организацию.")
    if OrganisationGroup.objects.filter(territory=territory, name=name).exists():
        raise RegistryRefused(f"Группа «{name}» уже есть.", remedy="Выберите её в списке.")
    group = define_group(name=name, territory=territory, members=members, meaning=meaning)
    record(
        actor=acting.actor(request_id=request_id), action="add", subject=group, on=today,
        after={"members": [str(member) for member in members]},
    )  # fmt: skip
    return group


@transaction.atomic
def change_group(
    *,
    group: OrganisationGroup,
    members: Iterable[Organisation],
    meaning: str,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> OrganisationGroup:
    """Say who is in a group and how the document defines it; `RegistryRefused` for members of another territory."""
    require(MANAGE, acting, group)
    locked = OrganisationGroup.objects.select_for_update().get(pk=group.pk)
    members = list(members)
    places = set(Territory.objects.below(locked.territory).values_list("pk", flat=True))
    if any(member.territory_id not in places for member in members):
        raise RegistryRefused("Организация другой территории не входит в группу.", remedy="Выберите из списка.")
    before = {"members": sorted(str(member) for member in locked.members.all()), "meaning": locked.meaning}
    after = {"members": sorted(str(member) for member in members), "meaning": meaning.strip()}
    if before == after:
        return locked
    locked.members.set(members)
    locked.meaning = meaning.strip()
    locked.save(update_fields=["meaning"])
    record(
        actor=acting.actor(request_id=request_id), action="change", subject=locked, on=today,
        before=before, after=after,
    )  # fmt: skip
    return locked


def _values(draft: OrganisationDraft) -> dict[str, object]:
    return {field.name: getattr(draft, field.name) for field in fields(draft)}


def _checked(draft: OrganisationDraft, territory: Territory, *, existing: Organisation | None) -> OrganisationDraft:
    name = " ".join(draft.name.split())
    short_name = " ".join(draft.short_name.split())
    if not name:
        raise RegistryRefused("Название пустое.", remedy="Напишите полное официальное название.")
    if len(name) > LONGEST_NAME or len(short_name) > LONGEST_SHORT_NAME:
        raise RegistryRefused(
            "Название слишком длинное.",
            remedy=f"Полное – до {LONGEST_NAME} знаков, сокращение – до {LONGEST_SHORT_NAME}.",
        )
    if draft.kind not in Organisation.Kind.values:
        raise RegistryRefused("Такого вида организаций нет.", remedy="Выберите вид из списка.")
    if draft.valid_from and draft.valid_until and draft.valid_from > draft.valid_until:
        raise RegistryRefused("Начало действия позже его конца.", remedy="Проверьте даты.")
    namesake = Organisation.objects.filter(territory=territory, name=name).first()
    if namesake is not None and (existing is None or namesake.pk != existing.pk):
        raise RegistryRefused(f"Организация «{name}» уже есть.", remedy="Откройте её в списке организаций.")
    return OrganisationDraft(
        name=name,
        short_name=short_name,
        kind=draft.kind,
        valid_from=draft.valid_from,
        valid_until=draft.valid_until,
    )
