"""A list of priorities from its beginning to its adoption: each step by whoever keeps it, journalled."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.priorities.errors import PrioritiesRefused
from kadrost.roadmaps.domain.priorities.freezing import freeze_papers
from kadrost.roadmaps.domain.priorities.taking_over import copy_priorities
from kadrost.roadmaps.models import PriorityList
from kadrost.roadmaps.permissions.priorities import require

State = PriorityList.State
LONGEST_HORIZON = 15


@dataclass(frozen=True, slots=True)
class ListFacts:
    """What a list is about: until which year it looks, its goal and tasks."""

    horizon: int
    goal: str = ""
    tasks: str = ""


@dataclass(frozen=True, slots=True)
class AdoptionGround:
    """The act or the decision of a body by which a list is adopted."""

    kind: str
    body: str
    number: str
    dated_on: date


@transaction.atomic
def begin_list(
    *,
    territory: Territory,
    year: int,
    facts: ListFacts,
    take_over: bool,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> PriorityList:
    """Begin the list of a year; `take_over` brings what the latest adopted list holds, to be changed.

    Raises `PermissionRefused`, and `PrioritiesRefused` while another list is unfinished, where a later year is
    adopted already, or for a year or horizon out of reason.
    """
    require("priorities.keep", acting, territory)
    Territory.objects.select_for_update(of=("self",)).get(pk=territory.pk)
    _check_years(year, facts.horizon, today)
    lists = PriorityList.objects.filter(territory=territory)
    unfinished = lists.filter(adopted_on=None).first()
    if unfinished is not None:
        raise PrioritiesRefused(f"«{unfinished}» ещё не утверждены.", remedy="Утвердите или удалите этот проект.")
    if lists.filter(year__gt=year).exists():
        raise PrioritiesRefused(
            f"Утверждены приоритеты на год позже {year}.", remedy="Внесите изменения в новый список."
        )
    previous = lists.order_by("-year", "-edition").first()
    last = lists.filter(year=year).aggregate(last=Max("edition"))["last"] or 0
    made = PriorityList.objects.create(
        territory=territory, year=year, edition=last + 1, horizon=facts.horizon, made_on=today,
        goal=_of(facts.goal, previous, "goal", take_over=take_over),
        tasks=_of(facts.tasks, previous, "tasks", take_over=take_over),
        previous=previous if take_over else None,
    )  # fmt: skip
    taken = copy_priorities(previous, made, day=today) if take_over and previous else 0
    record(
        actor=acting.actor(request_id=request_id), action="begin_priorities", subject=made, on=today,
        ground=str(previous) if taken else "", after={"year": year, "horizon": made.horizon, "taken_over": taken},
    )  # fmt: skip
    return made


@transaction.atomic
def change_list(
    *, priorities: PriorityList, facts: ListFacts, acting: Acting, version: int, today: date, request_id: str = ""
) -> None:
    """Reword the goal and tasks, move the horizon; raises `PermissionRefused`, `StaleVersion`, `PrioritiesRefused`."""
    locked = lock_list(priorities, acting, version)
    refuse_frozen(locked)
    _check_years(locked.year, facts.horizon, today)
    now: dict[str, Any] = {"horizon": facts.horizon, "goal": facts.goal.strip(), "tasks": facts.tasks.strip()}
    before = {name: getattr(locked, name) for name, value in now.items() if getattr(locked, name) != value}
    if not before:
        return
    for name, value in now.items():
        setattr(locked, name, value)
    grow(locked, *now)
    record(
        actor=acting.actor(request_id=request_id), action="change_priorities", subject=locked, on=today,
        before=before, after={name: now[name] for name in before},
    )  # fmt: skip


@transaction.atomic
def discuss_list(*, priorities: PriorityList, acting: Acting, version: int, today: date, request_id: str = "") -> None:
    """Put the draft up for discussion; raises `PrioritiesRefused` for an empty one or one that is not a draft."""
    locked = lock_list(priorities, acting, version)
    refuse_frozen(locked)
    if locked.discussed_on is not None:
        raise PrioritiesRefused("Список уже на обсуждении.", remedy="Обновите страницу.")
    _demand_priorities(locked)
    locked.discussed_on = today
    grow(locked, "discussed_on")
    record(
        actor=acting.actor(request_id=request_id), action="discuss_priorities", subject=locked, on=today,
        before={"state": State.DRAFT.label}, after={"state": State.DISCUSSED.label},
    )  # fmt: skip


@transaction.atomic
def adopt_list(
    *,
    priorities: PriorityList,
    ground: AdoptionGround,
    acting: Acting,
    version: int,
    today: date,
    request_id: str = "",
) -> None:
    """Adopt the list by an act or a decision: its words and papers are frozen, the one in force is replaced.

    A list of an earlier year holds until that year is over. Raises `PermissionRefused`, `StaleVersion`, and
    `PrioritiesRefused` for an empty list, a ground without body, number or day, or one dated in the future.
    """
    locked = lock_list(priorities, acting, version)
    refuse_frozen(locked)
    _demand_priorities(locked)
    _check_ground(ground, today)
    before = locked.state_on(today)
    locked.ground_kind, locked.ground_body = ground.kind, ground.body.strip()
    locked.ground_number, locked.ground_dated_on = ground.number.strip(), ground.dated_on
    locked.adopted_on = today
    grow(locked, "ground_kind", "ground_body", "ground_number", "ground_dated_on", "adopted_on")
    for earlier in PriorityList.objects.filter(
        territory=locked.territory_id, adopted_on__isnull=False, replaced_on=None
    ).exclude(pk=locked.pk):
        earlier.replaced_on = today if earlier.year == locked.year else max(today, date(locked.year, 1, 1))
        earlier.save(update_fields=["replaced_on"])
    freeze_papers(locked, day=today)
    record(
        actor=acting.actor(request_id=request_id), action="adopt_priorities", subject=locked, on=today,
        ground=locked.ground, before={"state": before.label}, after={"state": State.ADOPTED.label},
    )  # fmt: skip


@transaction.atomic
def publish_list(
    *, priorities: PriorityList, is_published: bool, acting: Acting, version: int, today: date, request_id: str = ""
) -> None:
    """Show an adopted list without sign-in, or take that back; raises `PrioritiesRefused` for one not adopted."""
    locked = lock_list(priorities, acting, version)
    if not locked.is_frozen:
        raise PrioritiesRefused("Показать без входа можно только утверждённый список.", remedy="Сначала утвердите его.")
    if locked.is_published == is_published:
        return
    locked.is_published = is_published
    grow(locked, "is_published")
    record(
        actor=acting.actor(request_id=request_id), action="publish_priorities", subject=locked, on=today,
        before={"is_published": not is_published}, after={"is_published": is_published},
    )  # fmt: skip


@transaction.atomic
def drop_list(*, priorities: PriorityList, acting: Acting, version: int, today: date, request_id: str = "") -> None:
    """Delete a list that was never adopted; the journal keeps what it held."""
    locked = lock_list(priorities, acting, version)
    refuse_frozen(locked)
    record(
        actor=acting.actor(request_id=request_id), action="drop_priorities", subject=locked, on=today,
        before={"year": locked.year, "priorities": list(locked.priorities.values_list("title", flat=True))},
    )  # fmt: skip
    locked.delete()


def lock_list(priorities: PriorityList, acting: Acting, version: int | None = None) -> PriorityList:
    """The list, locked, for whoever keeps it; `StaleVersion` where it changed meanwhile."""
    locked = PriorityList.objects.select_for_update(of=("self",)).select_related("territory").get(pk=priorities.pk)
    require("priorities.keep", acting, locked.territory)
    if version is not None and locked.version != version:
        raise StaleVersion
    return locked


def refuse_frozen(priorities: PriorityList) -> None:
    """`PrioritiesRefused` for an adopted list: its words do not change."""
    if priorities.is_frozen:
        raise PrioritiesRefused(
            "Список утверждён, его содержание не меняется.", remedy="Начните новый список и внесите изменения в него."
        )


def grow(priorities: PriorityList, *fields: str) -> None:
    """Save these fields with the next version."""
    priorities.version += 1
    priorities.save(update_fields=[*fields, "version"])


def _of(typed: str, previous: PriorityList | None, name: str, *, take_over: bool) -> str:
    return typed.strip() or (getattr(previous, name) if take_over and previous else "")


def _check_years(year: int, horizon: int, today: date) -> None:
    if not today.year - LONGEST_HORIZON <= year <= today.year + LONGEST_HORIZON:
        raise PrioritiesRefused(f"Год {year} слишком далёк.", remedy="Обычно это следующий год.")
    if not year <= horizon <= year + LONGEST_HORIZON:
        raise PrioritiesRefused(
            f"Показатели до {horizon} года для списка на {year} год не составить.",
            remedy=f"Назовите год от {year} до {year + LONGEST_HORIZON}.",
        )


def _check_ground(ground: AdoptionGround, today: date) -> None:
    if ground.kind not in PriorityList.Ground.values:
        raise PrioritiesRefused("Не сказано, чем утверждён список.", remedy="Выберите правовой акт или решение.")
    if not ground.body.strip() or not ground.number.strip():
        raise PrioritiesRefused(
            "Документ, которым утверждён список, не назван.", remedy="Укажите, чей это документ, и его номер."
        )
    if ground.dated_on > today:
        raise PrioritiesRefused("Дата документа ещё не наступила.", remedy="Проверьте дату.")


def _demand_priorities(priorities: PriorityList) -> None:
    if not priorities.priorities.exists():
        raise PrioritiesRefused("В списке нет приоритетов.", remedy="Добавьте хотя бы один.")
