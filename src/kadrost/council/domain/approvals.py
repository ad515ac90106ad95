"""Approval routes: stages in steps, each with its term; remarks end a version and a new one begins the route again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from django.core.files.base import ContentFile
from django.db import transaction

from kadrost.audit.journal import record
from kadrost.council.domain.agenda import checked_file
from kadrost.council.domain.errors import CouncilRefused
from kadrost.council.models import Artefact, ArtefactVersion, Level, Meeting, RouteTemplate, Stage
from kadrost.council.permissions import require
from kadrost.kernel.deadlines import compile_phrase
from kadrost.kernel.schedule import Schedule
from kadrost.region.domain.people import Acting
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.errors import StaleVersion

State, Outcome = Artefact.State, Stage.Outcome
MOST_STAGES = 30
HORIZON_YEARS = 3


@dataclass(frozen=True, slots=True)
class StageDraft:
    """A stage as typed: stages of one `step` go side by side; without an organisation the author records the outcome."""

    step: int
    title: str
    level: str
    organisation: Organisation | None
    term: str


@dataclass(frozen=True, slots=True)
class FileDraft:
    """A file as it is handed in."""

    name: str
    content: bytes


@transaction.atomic
def begin_artefact(
    *, title: str, kind: str, author: Organisation, file: FileDraft, acting: Acting, today: date, request_id: str = ""
) -> Artefact:
    """Bring an artefact with its first version; raises `PermissionRefused` and `CouncilRefused`."""
    artefact = Artefact(title=title.strip(), kind=kind.strip(), author=author, begun_on=today)
    require("council.change_artefact", acting, artefact)
    if not artefact.title or not artefact.kind:
        raise CouncilRefused("Документ не назван.", remedy="Впишите название и вид, например «Программа».")
    artefact.save()
    version = _add_version(artefact, 1, "", file, acting, today)
    record(
        actor=acting.actor(request_id=request_id), action="begin_artefact", subject=artefact, on=today,
        after={"kind": artefact.kind, "author": str(author), "sha256": version.sha256},
    )  # fmt: skip
    return artefact


@transaction.atomic
def start_route(
    *,
    artefact: Artefact,
    stages: Sequence[StageDraft],
    version: int,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> Artefact:
    """Send the newest version on its route: the first step opens, its terms count from today.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` for no stages, a term that is not understood, or
    an artefact that is under way already.
    """
    locked = _lock(artefact, acting, version)
    if locked.state != State.DRAFT:
        raise CouncilRefused("Документ уже на согласовании или согласован.", remedy="Внесите новую версию.")
    _check_stages(stages, today)
    newest = _newest(locked)
    steps = sorted({stage.step for stage in stages})
    Stage.objects.bulk_create(
        Stage(
            version=newest,
            step=steps.index(stage.step) + 1,
            title=stage.title.strip(),
            level=stage.level,
            organisation=stage.organisation,
            term=stage.term.strip(),
        )
        for stage in stages
    )
    _open_step(newest, 1, today)
    _turn(locked, State.UNDER_WAY)
    record(
        actor=acting.actor(request_id=request_id), action="start_route", subject=locked, on=today,
        after={"stages": [stage.title for stage in stages]},
    )  # fmt: skip
    return locked


@transaction.atomic
def decide_stage(
    *,
    stage: Stage,
    outcome: str,
    ground: str,
    version: int,
    acting: Acting,
    today: date,
    remarks: str = "",
    meeting: Meeting | None = None,
    file: FileDraft | None = None,
    request_id: str = "",
) -> Artefact:
    """Record what was decided at a stage, with its ground: a letter's requisites, its file, or a signed protocol.

    The last agreement of a step opens the next one; that of the last step agrees the artefact. Remarks return the
    version, a refusal ends it; stages beside that still wait are closed with it. Raises `PermissionRefused`,
    `StaleVersion`, and `CouncilRefused` where the stage is not open, or ground or remarks are missing.
    """
    require("council.decide_stage", acting, stage)
    locked = Artefact.objects.select_for_update(of=("self",)).get(pk=stage.version.artefact_id)
    if locked.version != version:
        raise StaleVersion
    current = Stage.objects.select_related("version").get(pk=stage.pk)
    if not current.is_open or locked.state != State.UNDER_WAY:
        raise CouncilRefused("Этот этап сейчас решения не ждёт.", remedy="Обновите страницу.")
    _check_decision(locked, outcome, ground, remarks, meeting)
    current.outcome, current.remarks = outcome, remarks.strip()
    current.meeting = meeting
    current.ground = ground.strip() or (f"Протокол № {meeting.number} от {meeting.held_on:%d.%m.%Y}" if meeting else "")
    current.decided_on, current.decided_by_name = today, str(acting.user)
    if file is not None:
        current.ground_file_name = checked_file(file.name, file.content)
        stored = f"{hashlib.sha256(file.content).hexdigest()}{PurePath(current.ground_file_name).suffix.lower()}"
        current.ground_file.save(stored, ContentFile(file.content), save=False)
    current.save()
    _go_on(locked, current, today)
    record(
        actor=acting.actor(request_id=request_id), action="decide_stage", subject=locked, on=today,
        ground=current.ground,
        after={"stage": current.title, "outcome": current.get_outcome_display(), "state": locked.get_state_display()},
    )  # fmt: skip
    return locked


@transaction.atomic
def add_version(
    *, artefact: Artefact, note: str, file: FileDraft, version: int, acting: Acting, today: date, request_id: str = ""
) -> ArtefactVersion:
    """Bring a new version after remarks or a refusal: it goes the same route again, from the first step.

    Raises `PermissionRefused`, `StaleVersion`, and `CouncilRefused` while the version before it is under way or is
    agreed, and where it is not said what changed.
    """
    locked = _lock(artefact, acting, version)
    if locked.state not in (State.RETURNED, State.REFUSED):
        raise CouncilRefused("Новая версия нужна после замечаний.", remedy="Дождитесь решений по этой версии.")
    if not note.strip():
        raise CouncilRefused("Не сказано, что изменено.", remedy="Перечислите, какие замечания учтены.")
    before = _newest(locked)
    added = _add_version(locked, before.number + 1, note, file, acting, today)
    Stage.objects.bulk_create(
        Stage(
            version=added, step=one.step, title=one.title, level=one.level, organisation=one.organisation, term=one.term
        )
        for one in before.stages.order_by("step", "id")
    )
    _open_step(added, 1, today)
    _turn(locked, State.UNDER_WAY)
    record(
        actor=acting.actor(request_id=request_id), action="add_version", subject=locked, on=today,
        after={"number": added.number, "note": added.note, "sha256": added.sha256},
    )  # fmt: skip
    return added


@transaction.atomic
def keep_template(
    *, title: str, artefact: Artefact, acting: Acting, today: date, request_id: str = ""
) -> RouteTemplate:
    """Keep the route of an artefact under a name, for others to start from; raises where the name is taken."""
    require("council.change_artefact", acting, artefact)
    territory = artefact.author.territory
    title = " ".join(title.split())
    if not title:
        raise CouncilRefused("Маршрут не назван.", remedy="Впишите название.")
    if RouteTemplate.objects.filter(territory=territory, title=title).exists():
        raise CouncilRefused(f"Маршрут «{title}» уже есть.", remedy="Дайте другое название.")
    stages = [[one.step, one.title, one.level, one.organisation_id, one.term] for one in _newest(artefact).stages.all()]
    if not stages:
        raise CouncilRefused("У документа ещё нет маршрута.", remedy="Сначала отправьте его на согласование.")
    template = RouteTemplate.objects.create(title=title, territory=territory, stages=stages)
    record(
        actor=acting.actor(request_id=request_id), action="keep_template", subject=artefact, on=today,
        after={"title": title},
    )  # fmt: skip
    return template


def stages_of_template(template: RouteTemplate, territory: Territory) -> list[StageDraft]:
    """The stages of a kept route; an organisation that is no more leaves its stage to the author."""
    known = (
        Organisation.objects.distinct_bodies()
        .filter(territory=territory)
        .in_bulk([row[3] for row in template.stages if row[3]])
    )
    return [StageDraft(row[0], row[1], row[2], known.get(row[3]), row[4]) for row in template.stages]


def _go_on(artefact: Artefact, stage: Stage, today: date) -> None:
    version = stage.version
    if stage.outcome in (Outcome.REMARKS, Outcome.REFUSED):
        _turn(artefact, State.RETURNED if stage.outcome == Outcome.REMARKS else State.REFUSED)
        return
    if version.stages.filter(step=stage.step).exclude(outcome=Outcome.AGREED).exists():
        _turn(artefact, State.UNDER_WAY)
        return
    if version.stages.filter(step=stage.step + 1).exists():
        _open_step(version, stage.step + 1, today)
        _turn(artefact, State.UNDER_WAY)
        return
    _turn(artefact, State.AGREED)


def _open_step(version: ArtefactVersion, step: int, today: date) -> None:
    for stage in version.stages.filter(step=step):
        stage.opened_on, stage.due_on = today, due_day(stage.term, today)
        stage.save(update_fields=["opened_on", "due_on"])


def due_day(term: str, opened_on: date) -> date:
    """The last day of a stage's term, counted from its opening; `CouncilRefused` where the phrase names none."""
    schedule: Schedule = compile_phrase(term.strip(), signed=opened_on)
    occurrences = (
        schedule.occurrences(until=date(opened_on.year + HORIZON_YEARS, 12, 31)) if schedule.understood else ()
    )
    first = next(iter(occurrences), None)
    if first is None:
        raise CouncilRefused(
            f"Срок «{term}» не определяет день.", remedy="Напишите «10 рабочих дней» или «до 15 декабря 2026 года»."
        )
    return first.end


def _turn(artefact: Artefact, state: str) -> None:
    artefact.state = state
    artefact.version += 1
    artefact.save(update_fields=["state", "version"])


def _lock(artefact: Artefact, acting: Acting, version: int) -> Artefact:
    require("council.change_artefact", acting, artefact)
    locked = Artefact.objects.select_for_update(of=("self",)).select_related("author").get(pk=artefact.pk)
    if locked.version != version:
        raise StaleVersion
    return locked


def _newest(artefact: Artefact) -> ArtefactVersion:
    return artefact.versions.order_by("-number")[0]


def _add_version(
    artefact: Artefact, number: int, note: str, file: FileDraft, acting: Acting, today: date
) -> ArtefactVersion:
    name = checked_file(file.name, file.content)
    digest = hashlib.sha256(file.content).hexdigest()
    version = ArtefactVersion(
        artefact=artefact, number=number, note=note.strip(), file_name=name, sha256=digest,
        added_by_name=str(acting.user), added_on=today,
    )  # fmt: skip
    version.file.save(f"{digest}{PurePath(name).suffix.lower()}", ContentFile(file.content), save=False)
    version.save()
    return version


def _check_stages(stages: Sequence[StageDraft], today: date) -> None:
    if not stages:
        raise CouncilRefused("В маршруте нет этапов.", remedy="Впишите хотя бы один.")
    if len(stages) > MOST_STAGES:
        raise CouncilRefused(f"Этапов больше {MOST_STAGES}.", remedy="Объедините их.")
    for stage in stages:
        if not stage.title.strip() or not stage.term.strip() or stage.level not in Level.values or stage.step < 1:
            raise CouncilRefused("У этапа нужны шаг, название, уровень и срок.", remedy="Заполните строку целиком.")
        due_day(stage.term, today)


def _check_decision(artefact: Artefact, outcome: str, ground: str, remarks: str, meeting: Meeting | None) -> None:
    if outcome not in (Outcome.AGREED, Outcome.REMARKS, Outcome.REFUSED):
        raise CouncilRefused("Решение не выбрано.", remedy="Согласовано, замечания или отказ.")
    if not ground.strip() and meeting is None:
        raise CouncilRefused("Основание не названо.", remedy="Укажите письмо (дата, номер) или протокол.")
    if outcome != Outcome.AGREED and not remarks.strip():
        raise CouncilRefused("Не сказано, в чём замечания.", remedy="Напишите их: по ним готовят новую версию.")
    if meeting is not None and meeting.body.organisation.territory_id != artefact.author.territory_id:
        raise CouncilRefused("Это протокол другого региона.", remedy="Выберите из списка.")
    if meeting is not None and meeting.state != Meeting.State.SIGNED:
        raise CouncilRefused("Протокол ещё не подписан.", remedy="Дождитесь подписания.")
