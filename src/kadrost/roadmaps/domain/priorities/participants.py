"""Participants of the Standard: choosing them, changing, letting them go; and who trains for which priority."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.lists import lock_list
from kadrost.roadmaps.models import Participant, Priority, PriorityTraining
from kadrost.roadmaps.permissions.priorities import require


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """A participant as typed."""

    side: str
    role: str
    ground: str
    valid_from: date
    valid_until: date | None = None


@transaction.atomic
def choose_participant(
    *,
    territory: Territory,
    organisation: Organisation,
    facts: ParticipantFacts,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Participant:
    """Choose an organisation as a participant.

    Raises `PermissionRefused`, and `PrioritiesRefused` without role or ground, for a period turned round, or where
    the organisation takes part on that side already.
    """
    require("priorities.keep", acting, territory)
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    _check(facts)
    same = Participant.objects.filter(territory=territory, organisation=organisation, side=facts.side)
    if any(_overlap(one, facts) for one in same):
        raise PrioritiesRefused(
            f"{organisation} уже участвует с этой стороны в эти дни.", remedy="Измените дни или ту запись."
        )
    made = Participant.objects.create(territory=territory, organisation=organisation, **_values(facts))
    record(
        actor=acting.actor(request_id=request_id), action="choose_participant", subject=made, on=today,
        ground=made.ground, after=_said(_values(facts)),
    )  # fmt: skip
    return made


@transaction.atomic
def change_participant(
    *,
    participant: Participant,
    facts: ParticipantFacts,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Change a participant's role, ground or days; an end keeps the row.

    Raises `PermissionRefused`, `StaleVersion`, `PrioritiesRefused`.
    """
    locked = (
        Participant.objects.select_for_update(of=("self",))
        .select_related("territory", "organisation")
        .get(pk=participant.pk)
    )
    require("priorities.keep", acting, locked.territory)
    if locked.version != version:
        raise StaleVersion
    _check(facts)
    same = Participant.objects.filter(
        territory=locked.territory_id, organisation=locked.organisation_id, side=facts.side
    ).exclude(pk=locked.pk)
    if any(_overlap(one, facts) for one in same):
        raise PrioritiesRefused("Дни пересекаются с другой записью этой организации.", remedy="Проверьте даты.")
    now = _values(facts)
    before = {name: getattr(locked, name) for name, value in now.items() if getattr(locked, name) != value}
    if not before:
        return
    for name, value in now.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*now, "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change_participant", subject=locked, on=today,
        ground=locked.ground, before=_said(before), after=_said({name: now[name] for name in before}),
    )  # fmt: skip


@transaction.atomic
def set_training(
    *,
    priority: Priority,
    professions: Mapping[int, str],
    acting: Acting,
    today: date,
    request_id: str = "",
) -> None:
    """Say which participants (by their keys) train for the priority and for which professions, in place of before.

    Lawful for an adopted list too: who trains goes on changing over the year. Raises `PermissionRefused`, and
    `PrioritiesRefused` for a participant of another territory.
    """
    of_list = lock_list(priority.list, acting)
    known = set(Participant.objects.filter(territory=of_list.territory_id).values_list("pk", flat=True))
    if not professions.keys() <= known:
        raise PrioritiesRefused("Такого участника нет.", remedy="Выберите участников заново.")
    before = training_words(priority)
    now = {one.participant_id: one for one in priority.training.all()}
    for key, row in now.items():
        if key not in professions:
            row.delete()
    for key, words in professions.items():
        PriorityTraining.objects.update_or_create(
            priority=priority, participant_id=key, defaults={"professions": words.strip()}
        )
    after = training_words(priority)
    if before != after:
        record(
            actor=acting.actor(request_id=request_id), action="set_training", subject=priority, on=today,
            before={"training": before}, after={"training": after},
        )  # fmt: skip


def training_words(priority: Priority) -> list[str]:
    """Who trains for the priority, as the journal keeps it."""
    rows = PriorityTraining.objects.filter(priority=priority).select_related("participant__organisation")
    return [f"{one.participant}: {one.professions}" if one.professions else str(one.participant) for one in rows]


def _overlap(one: Participant, facts: ParticipantFacts) -> bool:
    first, last = one.valid_from, one.valid_until or date.max
    return first <= (facts.valid_until or date.max) and facts.valid_from <= last


def _values(facts: ParticipantFacts) -> dict[str, Any]:
    return {
        "side": facts.side, "role": facts.role.strip(), "ground": facts.ground.strip(),
        "valid_from": facts.valid_from, "valid_until": facts.valid_until,
    }  # fmt: skip


def _said(values: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in values.items() if name != "side"}
    return shown | ({"side": Participant.Side(values["side"]).label} if "side" in values else {})


def _check(facts: ParticipantFacts) -> None:
    if facts.side not in Participant.Side.values:
        raise PrioritiesRefused("Сторона не выбрана.", remedy="Выберите её из списка.")
    if not facts.role.strip():
        raise PrioritiesRefused("Роль участника не названа.", remedy="Скажите, что организация делает.")
    if not facts.ground.strip():
        raise PrioritiesRefused("Основание не названо.", remedy="Назовите решение или соглашение, его номер и дату.")
    if facts.valid_until and facts.valid_until < facts.valid_from:
        raise PrioritiesRefused("Конец участия раньше начала.", remedy="Проверьте даты.")
