"""Deciding whose project a measure belongs to, and what became of the condition; each is journalled."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from kadrost.audit.journal import Deed, record, record_all
from kadrost.reading.belonging import numbers_named
from kadrost.reading.grammar.projects import NamedProject
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.errors import StaleVersion
from kadrost.roadmaps.domain.projects.errors import ProjectRefused
from kadrost.roadmaps.domain.projects.proposing import ProjectProposal, Register, proposals_for
from kadrost.roadmaps.domain.projects.register import ProjectFacts, add_project, fits_within
from kadrost.roadmaps.models import Measure, Plan, Project, ProjectRefusal, ProjectTie
from kadrost.roadmaps.permissions.projects import require

State, Condition, Outcome = ProjectTie.State, ProjectTie.Condition, ProjectTie.Outcome


@dataclass(frozen=True, slots=True)
class ConditionFacts:
    """On what a measure depends in a project: the kind, and the words where there are any."""

    kind: str = Condition.NONE
    words: str = ""


@transaction.atomic
def decide_proposal(
    *,
    plan: Plan,
    key: str,
    chosen: Collection[int],
    state: ProjectTie.State,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> int:
    """Confirm or refuse a proposal for the chosen measures; gives for how many.

    A project that the register lacks is entered on confirming, with those that it is a part of. Raises `PermissionRefused`, and
    `ProjectRefused` where the proposal is there no more or no measure is chosen.
    """
    require("roadmaps.change_plan", acting, plan)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    proposal = next((one for one in proposals_for(plan) if one.key == key), None)
    if proposal is None:
        raise ProjectRefused("Это предложение уже рассмотрено.", remedy="Обновите страницу.")
    measures = [measure for measure in proposal.measures if measure.pk in chosen]
    if not measures:
        raise ProjectRefused("Мероприятия не отмечены.", remedy="Отметьте хотя бы одно.")
    return _decide(plan, proposal, measures, state, acting, today, request_id)


@transaction.atomic
def accept_all_proposals(*, plan: Plan, acting: Acting, today: date, request_id: str = "") -> int:
    """Confirm everything that is proposed for the plan's measures; gives how many ties were made."""
    require("roadmaps.change_plan", acting, plan)
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    made = 0
    while waiting := [one for one in proposals_for(plan) if one.measures]:
        first = waiting[0]
        made += _decide(plan, first, first.measures, State.CONFIRMED, acting, today, request_id)
    return made


@transaction.atomic
def tie_measures(
    *,
    plan: Plan,
    project: Project,
    numbers: str,
    condition: ConditionFacts,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> int:
    """Say by their numbers («2.3, 8.12–8.15») which measures belong to a project; gives how many.

    Raises `PermissionRefused`, and `ProjectRefused` for another territory's project, or numbers that the plan lacks.
    """
    require("roadmaps.change_plan", acting, plan)
    require("projects.see", acting, project)
    if project.territory_id != plan.territory_id:
        raise ProjectRefused("Этот проект из перечня другой территории.", remedy="Внесите проект в свой перечень.")
    measures = list(Measure.objects.filter(plan=plan).in_force().order_by("position"))
    by_number = {measure.number.rstrip("."): measure for measure in measures}
    named = numbers_named(numbers, numbers=list(by_number))
    if not named:
        raise ProjectRefused(
            f"Мероприятий с номерами «{numbers.strip()[:60]}» в плане нет.", remedy="Пишите так: 2.3, 2.4, 8.12–8.15."
        )
    deeds = [_write(by_number[number], project, State.CONFIRMED, condition, "", "", acting, today) for number in named]
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(named)


@transaction.atomic
def untie_measure(*, tie: ProjectTie, version: int, acting: Acting, today: date, request_id: str = "") -> None:
    """Take a measure out of a project; the tie stays as refused and is not proposed again."""
    require("roadmaps.change_plan", acting, tie.measure.plan)
    locked = _lock(tie, version)
    before = {"project": locked.project.caption}
    locked.state, locked.decided_by_name, locked.decided_on = State.REFUSED, acting.actor().name, today
    locked.version += 1
    locked.save(update_fields=["state", "decided_by_name", "decided_on", "version"])
    record(
        actor=acting.actor(request_id=request_id), action="untie_project", subject=locked.measure, on=today,
        before=before, after={"project": ""},
    )  # fmt: skip


@transaction.atomic
def record_outcome(
    *,
    ties: Iterable[ProjectTie],
    outcome: ProjectTie.Outcome,
    on: date,
    ground: str,
    acting: Acting,
    today: date,
    request_id: str = "",
) -> int:
    """Record what became of a condition, for each measure that depends on it; gives for how many.

    Raises `PermissionRefused`, and `ProjectRefused` for a missing ground, a day to come, or a tie without condition.
    """
    if outcome != Outcome.AWAITED and not ground.strip():
        raise ProjectRefused("Основание не названо.", remedy="Укажите документ: вид, дату и номер.")
    if on > today:
        raise ProjectRefused("Этот день ещё не наступил.", remedy="Запишите исход, когда он станет известен.")
    keys = [tie.pk for tie in ties]
    locked = list(
        ProjectTie.objects.select_for_update(of=("self",))
        .filter(pk__in=keys, state=State.CONFIRMED)
        .select_related("measure__plan__territory", "project")
    )
    if not locked or any(tie.condition == Condition.NONE for tie in locked):
        raise ProjectRefused("У этой связи нет условия.", remedy="Сначала назовите условие.")
    deeds = []
    for tie in locked:
        require("projects.record_outcome", acting, tie)
        before = tie.outcome_by(today)
        tie.outcome, tie.outcome_ground = outcome, ground.strip()
        tie.outcome_on = None if outcome == Outcome.AWAITED else on
        tie.outcome_recorded_by_name = acting.actor().name
        tie.version += 1
        tie.save(update_fields=["outcome", "outcome_on", "outcome_ground", "outcome_recorded_by_name", "version"])
        deeds.append(
            Deed(
                action="project_condition", subject=tie.measure, ground=tie.outcome_ground,
                before={"outcome": before.label.lower() if before else ""},
                after={"outcome": outcome.label.lower(), "project": tie.project.caption},
            )
        )  # fmt: skip
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(locked)


def _decide(
    plan: Plan,
    proposal: ProjectProposal,
    measures: Sequence[Measure],
    state: ProjectTie.State,
    acting: Acting,
    today: date,
    request_id: str,
) -> int:
    if state == State.REFUSED and proposal.known is None:
        return _refuse_unknown(proposal, measures, acting, today, request_id)
    project = proposal.known or _enter(plan, proposal.chain, acting, today, request_id)
    condition = ConditionFacts(proposal.condition, proposal.condition_words)
    deeds = [
        _write(measure, project, state, condition, proposal.source, proposal.quote, acting, today)
        for measure in measures
    ]
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(measures)


def _refuse_unknown(
    proposal: ProjectProposal, measures: Sequence[Measure], acting: Acting, today: date, request_id: str
) -> int:
    """Keep the refusal of a project that the register does not have, without entering it."""
    deeds = []
    for measure in measures:
        ProjectRefusal.objects.get_or_create(
            measure=measure,
            named=proposal.caption[:500],
            defaults={"decided_by_name": acting.actor().name, "decided_on": today},
        )
        deeds.append(
            Deed(
                action="refuse_project", subject=measure, ground=proposal.source,
                before={}, after={"project": proposal.caption},
            )
        )  # fmt: skip
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(measures)


def _enter(plan: Plan, chain: Sequence[NamedProject], acting: Acting, today: date, request_id: str) -> Project:
    """Enter the project and those above it that the register lacks; gives the innermost."""
    register = Register(plan.territory)
    whole: Project | None = None
    for named in reversed(chain):
        known = register.find(named, plan)
        if known is None:
            parent = whole if whole is not None and fits_within(named.kind, whole.kind) else None
            known = add_project(
                territory=plan.territory,
                facts=ProjectFacts(named.kind, named.title, code=named.code, parent=parent),
                acting=acting, today=today, request_id=request_id,
            )  # fmt: skip
        whole = known
    assert whole is not None  # noqa: S101 a chain names at least one project
    return whole


def _write(
    measure: Measure,
    project: Project,
    state: ProjectTie.State,
    condition: ConditionFacts,
    source: str,
    quote: str,
    acting: Acting,
    today: date,
) -> Deed:
    words = condition.words.strip() if condition.kind != Condition.NONE else ""
    tie, is_new = ProjectTie.objects.get_or_create(
        measure=measure,
        project=project,
        defaults={"state": state, "decided_by_name": acting.actor().name, "decided_on": today},
    )
    has_changed = (tie.condition, tie.condition_words) != (condition.kind, words)
    if has_changed:
        tie.outcome, tie.outcome_on, tie.outcome_ground, tie.outcome_recorded_by_name = Outcome.AWAITED, None, "", ""
    tie.state, tie.condition, tie.condition_words = state, condition.kind, words
    tie.source, tie.quote = source, quote
    tie.decided_by_name, tie.decided_on = acting.actor().name, today
    tie.version += 0 if is_new else 1
    tie.save()
    after = {"project": project.caption, "condition": tie.condition_in_words}
    if state == State.CONFIRMED:
        return Deed(action="tie_project", subject=measure, ground=source, before={}, after=after)
    return Deed(action="refuse_project", subject=measure, ground=source, before={}, after=after)


def _lock(tie: ProjectTie, version: int) -> ProjectTie:
    related = ("measure__plan__territory", "project")
    locked = ProjectTie.objects.select_for_update(of=("self",)).select_related(*related).get(pk=tie.pk)
    if locked.version != version:
        raise StaleVersion
    return locked
