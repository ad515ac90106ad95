"""Reorganisation: an organisation ends on a day, its successors carry on, and the past stays in its name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region import succession
from kadrost.region.domain.errors import RegistryRefused
from kadrost.region.domain.people import Acting
from kadrost.region.models import Appointment, Organisation, Reorganisation
from kadrost.region.permissions import require

MANAGE = "region.manage_organisations"


@dataclass(frozen=True, slots=True)
class ReorganisationDraft:
    """What was decided: the kind, the successors, the day, the act, and who carries on which piece.

    `shares` maps keys of pieces to successors; what it leaves out goes to the first successor. `with_people` tells
    whether those who acted for the organisation go on acting for the first successor.
    """

    kind: Reorganisation.Kind
    successors: Sequence[Organisation]
    took_place_on: date
    ground: str
    shares: Mapping[str, Organisation]
    with_people: bool


@transaction.atomic
def reorganise(
    *, organisation: Organisation, draft: ReorganisationDraft, acting: Acting, today: date, request_id: str = ""
) -> Reorganisation:
    """End the organisation (unless it remains itself) and hand over what it answers for; journalled at all of them.

    Raises `PermissionRefused` where a successor is of a territory over which the person's role does not reach, and
    `RegistryRefused` for a wrong day, a missing ground, no or too many successors, one that is not there any more,
    and an organisation that has ended before.
    """
    for body in (organisation, *draft.successors):
        require(MANAGE, acting, body)
    locked = Organisation.objects.select_for_update().in_bulk([organisation.pk, *(one.pk for one in draft.successors)])
    ending = locked[organisation.pk]
    heirs = [locked[one.pk] for one in draft.successors]
    _check(ending, heirs, draft, today)
    made = Reorganisation.objects.create(
        organisation=ending, kind=draft.kind, took_place_on=draft.took_place_on, ground=draft.ground.strip()
    )
    made.successors.set(heirs)
    _hand_over(ending, heirs, draft)
    _carry_on_in_groups(ending, heirs)
    if ending not in heirs:
        if draft.with_people:
            _carry_people_on(ending, heirs[0], draft.took_place_on)
        ending.valid_until = draft.took_place_on - timedelta(days=1)
        ending.version += 1
        ending.save(update_fields=["valid_until", "version"])
    _journal(made, ending, heirs, acting, today, request_id)
    return made


def _check(ending: Organisation, heirs: list[Organisation], draft: ReorganisationDraft, today: date) -> None:
    others = [heir for heir in heirs if heir != ending]
    if not others:
        raise RegistryRefused("Преемник не выбран.", remedy="Если его ещё нет в справочнике, сначала добавьте его.")
    if draft.kind != Reorganisation.Kind.DIVISION and len(heirs) != 1:
        raise RegistryRefused("Преемник должен быть один.", remedy="Для нескольких выберите «Разделение».")
    if draft.took_place_on > today:
        raise RegistryRefused("День реорганизации ещё не наступил.", remedy="Запишите её в этот день или позже.")
    if not draft.ground.strip():
        raise RegistryRefused("Основание не указано.", remedy="Назовите акт: вид, номер, дату.")
    if ending.valid_from is not None and draft.took_place_on <= ending.valid_from:
        raise RegistryRefused("К этому дню организации ещё не было.", remedy="Проверьте дату.")
    for body in (ending, *others):
        if body.merged_into_id is not None or (body.valid_until is not None and body.valid_until < draft.took_place_on):
            raise RegistryRefused(f"«{body.name}» уже не действует.", remedy="Выберите действующую организацию.")


def _hand_over(ending: Organisation, heirs: list[Organisation], draft: ReorganisationDraft) -> None:
    allowed = {heir.pk: heir for heir in heirs}
    for estate in succession.estates():
        shares: dict[int, list[str]] = {}
        for piece in estate.pieces(ending):
            chosen = draft.shares.get(piece.key, heirs[0])
            if chosen.pk not in allowed:
                raise RegistryRefused(f"«{chosen}» не назван преемником.", remedy="Выберите из преемников.")
            shares.setdefault(chosen.pk, []).append(piece.key)
        for pk, keys in shares.items():
            if pk != ending.pk:
                estate.hand_over(keys, ending, allowed[pk])


def _carry_on_in_groups(ending: Organisation, heirs: list[Organisation]) -> None:
    for group in ending.groups.all():
        group.members.add(*heirs)
        if ending not in heirs:
            group.members.remove(ending)


def _carry_people_on(ending: Organisation, heir: Organisation, day: date) -> None:
    """End the appointments with the day before, and let the same people act for the successor from the day on."""
    for held in Appointment.objects.in_force(day).filter(organisation=ending):
        known = Appointment.objects.in_force(day).filter(person=held.person_id, role=held.role, organisation=heir)
        if not known.exists():
            Appointment.objects.create(
                person_id=held.person_id,
                role=held.role,
                organisation=heir,
                valid_from=day,
                valid_until=held.valid_until,
            )
        if held.valid_from is not None and held.valid_from >= day:
            held.delete()
            continue
        held.valid_until = day - timedelta(days=1)
        held.save(update_fields=["valid_until"])


def _journal(
    made: Reorganisation, ending: Organisation, heirs: list[Organisation], acting: Acting, today: date, request_id: str
) -> None:
    actor = acting.actor(request_id=request_id)
    told = {"kind": made.get_kind_display(), "day": made.took_place_on, "successors": [heir.name for heir in heirs]}
    record(actor=actor, action="reorganise", subject=ending, on=today, ground=made.ground, after=told)
    for heir in heirs:
        if heir != ending:
            after = {"from": ending.name, "day": made.took_place_on}
            record(actor=actor, action="succeed", subject=heir, on=today, ground=made.ground, after=after)
