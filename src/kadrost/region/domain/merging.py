"""Merging a duplicate into the organisation that it is."""

from __future__ import annotations

from collections import Counter
from datetime import date

from django.db import models, transaction

from kadrost.audit.journal import record
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import Acting
from kadrost.region.domain.resolution import remember_name
from kadrost.region.models import Appointment, Organisation
from kadrost.region.permissions import require


@transaction.atomic
def merge_organisations(
    *, duplicate: Organisation, into: Organisation, ground: str, acting: Acting, today: date, request_id: str = ""
) -> dict[str, int]:
    """Move all that points to `duplicate` (duties, plans, names, groups, people) to `into`; gives counts by model.

    The duplicate's row stays, marked as merged, and its names now mean the other. Both get an entry in the journal.
    Raises `RegistryRefused` where they are one, of different territories, merged before, or the ground is missing.
    """
    require("region.manage_organisations", acting, duplicate)
    rows = Organisation.objects.select_for_update().in_bulk(sorted({duplicate.pk, into.pk}))
    _check(rows.get(duplicate.pk, duplicate), rows.get(into.pk, into), ground)
    lost, kept = rows[duplicate.pk], rows[into.pk]
    moved = _move_appointments(lost, kept) + _move_group_memberships(lost, kept) + _move_references(lost, kept)
    for printed in filter(None, (lost.name, lost.short_name)):
        remember_name(printed=printed, body=kept, territory=kept.territory)
    lost.merged_into = kept
    lost.version += 1
    lost.save(update_fields=["merged_into", "version"])
    actor = acting.actor(request_id=request_id)
    record(actor=actor, action="merge", subject=lost, on=today, ground=ground, after={"into": kept.name})
    record(
        actor=actor, action="absorb", subject=kept, on=today, ground=ground,
        after={"duplicate": lost.name, "moved": dict(moved)},
    )  # fmt: skip
    return dict(moved)


def _check(duplicate: Organisation, into: Organisation, ground: str) -> None:
    if duplicate.pk == into.pk:
        raise RegistryRefused("Это одна и та же организация.", remedy="Выберите другую.")
    if duplicate.territory_id != into.territory_id:
        raise RegistryRefused("Организации разных территорий не объединяются.", remedy="Выберите другую.")
    for organisation in (duplicate, into):
        if organisation.merged_into_id is not None:
            raise RegistryRefused(
                f"«{organisation.name}» уже объединена с другой организацией.", remedy="Откройте ту, что осталась."
            )
    if not ground.strip():
        raise RegistryRefused("Основание не указано.", remedy="Напишите, почему это одна организация.")


def _move_appointments(lost: Organisation, kept: Organisation) -> Counter[str]:
    """A person appointed alike in both keeps one appointment."""
    moved: Counter[str] = Counter()
    for appointment in Appointment.objects.filter(organisation=lost):
        twin = Appointment.objects.filter(
            person=appointment.person_id,
            role=appointment.role,
            organisation=kept,
            valid_from=appointment.valid_from,
        )
        if twin.exists():
            appointment.delete()
        else:
            appointment.organisation = kept
            appointment.save(update_fields=["organisation"])
            moved["region.appointment"] += 1
    return moved


def _move_group_memberships(lost: Organisation, kept: Organisation) -> Counter[str]:
    groups = list(lost.groups.all())
    for group in groups:
        group.members.remove(lost)
        group.members.add(kept)
    for reorganisation in lost.arisen_from.all():
        reorganisation.successors.remove(lost)
        reorganisation.successors.add(kept)
    return Counter({"region.organisationgroup": len(groups)} if groups else {})


def _move_references(lost: Organisation, kept: Organisation) -> Counter[str]:
    """Every foreign key to an organisation, also those of apps above that this one does not know."""
    moved: Counter[str] = Counter()
    for relation in Organisation._meta.related_objects:
        field = relation.field
        if not isinstance(field, models.ForeignKey) or relation.related_model is Appointment:
            continue
        if field.model is Organisation or isinstance(relation, models.ManyToManyRel):
            continue
        model: type[models.Model] = field.model
        count = model._base_manager.filter(**{field.name: lost}).update(**{field.name: kept})
        moved[model._meta.label_lower] += count
    Organisation.objects.filter(merged_into=lost).update(merged_into=kept)
    return Counter({label: count for label, count in moved.items() if count})
