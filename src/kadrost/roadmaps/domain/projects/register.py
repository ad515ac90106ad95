"""Keeping the register of projects and programmes: entering, changing, cancelling; each is journalled."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db import transaction

from kadrost.audit.journal import record
from kadrost.region.acting import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.projects.errors import ProjectRefused
from kadrost.roadmaps.models import Project
from kadrost.roadmaps.permissions.projects import require

Kind = Project.Kind
WITHIN: dict[str, tuple[str, ...]] = {
    Kind.NATIONAL: (),
    Kind.FEDERAL: (Kind.NATIONAL, Kind.STATE_PROGRAMME),
    Kind.REGIONAL: (Kind.FEDERAL, Kind.NATIONAL, Kind.STATE_PROGRAMME, Kind.DEPARTMENTAL),
    Kind.DEPARTMENTAL: (Kind.STATE_PROGRAMME, Kind.NATIONAL, Kind.FEDERAL),
    Kind.MUNICIPAL: (Kind.REGIONAL, Kind.FEDERAL, Kind.NATIONAL, Kind.STATE_PROGRAMME, Kind.DEPARTMENTAL),
    Kind.STATE_PROGRAMME: (Kind.STATE_PROGRAMME, Kind.NATIONAL),
}
"""Which kinds a project of each kind may be a part of."""


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A project as typed."""

    kind: str
    title: str
    code: str = ""
    parent: Project | None = None
    responsible: Organisation | None = None
    begins_on: date | None = None
    ends_on: date | None = None
    about: str = ""


@transaction.atomic
def add_project(
    *, territory: Territory, facts: ProjectFacts, acting: Acting, today: date, request_id: str = ""
) -> Project:
    """Enter a project into the territory's register.

    Raises `PermissionRefused`, and `ProjectRefused` for a nameless one, an inverted period, a whole that cannot hold
    it, or one that is there already.
    """
    require("projects.keep", acting, territory)
    clean = _checked(facts, territory, existing=None)
    project = Project.objects.create(territory=territory, entered_on=today, **_values(clean))
    record(
        actor=acting.actor(request_id=request_id), action="add_project", subject=project, on=today,
        after=_said(_values(clean)),
    )  # fmt: skip
    return project


@transaction.atomic
def change_project(
    *, project: Project, facts: ProjectFacts, version: int, acting: Acting, today: date, request_id: str = ""
) -> Project:
    """Change what is known of a project; raises as `add_project` does, and `StaleVersion`."""
    require("projects.change", acting, project)
    locked = _lock(project, version)
    clean = _checked(facts, locked.territory, existing=locked)
    after = {name: value for name, value in _values(clean).items() if value != getattr(locked, name)}
    if not after:
        return locked
    before = {name: getattr(locked, name) for name in after}
    for name, value in after.items():
        setattr(locked, name, value)
    locked.version += 1
    locked.save(update_fields=[*after, "version"])
    record(
        actor=acting.actor(request_id=request_id), action="change_project", subject=locked, on=today,
        before=_said(before), after=_said(after),
    )  # fmt: skip
    return locked


@transaction.atomic
def cancel_project(
    *,
    project: Project,
    cancelled_on: date,
    ground: str,
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Project:
    """Record that the project was cancelled; raises `PermissionRefused`, `StaleVersion`, `ProjectRefused`."""
    require("projects.change", acting, project)
    locked = _lock(project, version)
    if locked.cancelled_on is not None:
        raise ProjectRefused("Проект уже отменён.", remedy="Обновите страницу.")
    if not ground.strip():
        raise ProjectRefused("Основание отмены не названо.", remedy="Укажите вид, номер и дату документа.")
    if cancelled_on > today:
        raise ProjectRefused("День отмены ещё не наступил.", remedy="Запишите отмену, когда она вступит в силу.")
    locked.cancelled_on, locked.cancelled_ground = cancelled_on, ground.strip()
    locked.version += 1
    locked.save(update_fields=["cancelled_on", "cancelled_ground", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="cancel_project", subject=locked, on=today,
        ground=locked.cancelled_ground, after={"cancelled_on": cancelled_on},
    )  # fmt: skip
    return locked


def fits_within(kind: str, whole: str) -> bool:
    """Whether a project of the one kind may be a part of the other."""
    return whole in WITHIN[kind]


def _lock(project: Project, version: int) -> Project:
    locked = Project.objects.select_for_update(of=("self",)).select_related("territory").get(pk=project.pk)
    if locked.version != version:
        raise StaleVersion
    return locked


def _checked(facts: ProjectFacts, territory: Territory, *, existing: Project | None) -> ProjectFacts:
    clean = replace(
        facts, title=" ".join(facts.title.split()).strip('«»" '), code=facts.code.strip(), about=facts.about.strip()
    )
    if not clean.title:
        raise ProjectRefused("Название проекта не указано.", remedy="Напишите его без вида и кавычек.")
    if clean.begins_on and clean.ends_on and clean.ends_on < clean.begins_on:
        raise ProjectRefused(
            f"Окончание {clean.ends_on:%d.%m.%Y} раньше начала {clean.begins_on:%d.%m.%Y}.", remedy="Проверьте дни."
        )
    _check_parent(clean, territory, existing)
    twins = Project.objects.filter(territory=territory, kind=clean.kind, begins_on=clean.begins_on)
    titles = twins.exclude(pk=existing.pk if existing else 0).values_list("title", flat=True)
    # Folded here: SQLite folds no Russian letters.
    if clean.title.casefold() in {title.casefold() for title in titles}:
        raise ProjectRefused(
            f"«{clean.title}» с таким началом уже есть в перечне.",
            remedy="Откройте его или укажите другой день начала: проект следующего периода вносится отдельно.",
        )
    return clean


def _check_parent(facts: ProjectFacts, territory: Territory, existing: Project | None) -> None:
    parent = facts.parent
    if parent is None:
        return
    if parent.territory_id != territory.pk:
        raise ProjectRefused("Этот проект из перечня другой территории.", remedy="Выберите проект своего перечня.")
    if not fits_within(facts.kind, parent.kind):
        raise ProjectRefused(
            f"{Kind(facts.kind).label} не бывает частью вида «{Kind(parent.kind).label.lower()}».",
            remedy="Проверьте вид и то, чьей частью является проект.",
        )
    above: Project | None = parent
    while above is not None:
        if existing is not None and above.pk == existing.pk:
            raise ProjectRefused("Проект не может быть частью самого себя.", remedy="Выберите другой проект.")
        above = above.parent


def _values(facts: ProjectFacts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in ProjectFacts.__dataclass_fields__}


def _said(values: dict[str, Any]) -> dict[str, Any]:
    """The values as the journal keeps them: other records by their names."""
    return {name: str(value or "") if name in ("parent", "responsible") else value for name, value in values.items()}
