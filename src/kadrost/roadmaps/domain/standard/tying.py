"""Deciding on ties: a person confirms, refuses, or takes all likely proposals at once; each is journalled."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from kadrost.audit.journal import Deed, record, record_all
from kadrost.region.acting import Acting
from kadrost.roadmaps.domain.standard.errors import StandardRefused
from kadrost.roadmaps.domain.standard.proposals import PlanTies, ties_of_plan
from kadrost.roadmaps.domain.standard.serving import current_edition
from kadrost.roadmaps.models import Measure, Plan, Provision, ProvisionTie, Section
from kadrost.roadmaps.permissions import require

State = ProvisionTie.State


@transaction.atomic
def decide_tie(
    *, measure: Measure, number: int, state: ProvisionTie.State, acting: Acting, today: date, request_id: str = ""
) -> None:
    """Confirm or refuse that the measure serves the provision of that number.

    What was decided before is replaced. Raises `PermissionRefused`, and `StandardRefused` for a number that the
    Standard does not have.
    """
    require("roadmaps.change_plan", acting, measure.plan)
    provision = provision_numbered(number)
    Measure.objects.select_for_update(of=("self",)).get(pk=measure.pk)
    before = ProvisionTie.objects.filter(lineage=measure.lineage, provision=provision).first()
    if before is not None and before.state == state:
        return
    proposal = _proposals(ties_of_plan(measure.plan, day=today)).get((measure.pk, number))
    _write(measure, provision, state, acting, today, proposal)
    record(
        actor=acting.actor(request_id=request_id), action="tie", subject=measure, on=today,
        before={"provision": _said(provision, before.state)} if before else {},
        after={"provision": _said(provision, state)},
    )  # fmt: skip


@transaction.atomic
def tie_section(*, section: Section, number: int | None, acting: Acting, today: date, request_id: str = "") -> None:
    """Say which provision a section serves and hands down to its measures; None takes it off.

    Raises `PermissionRefused`, and `StandardRefused` for a number that the Standard does not have.
    """
    require("roadmaps.change_plan", acting, section.plan)
    if number is not None:
        provision_numbered(number)
    locked = Section.objects.select_for_update(of=("self",)).get(pk=section.pk)
    if locked.provision == number:
        return
    before, locked.provision = locked.provision, number
    locked.save(update_fields=["provision"])
    record(
        actor=acting.actor(request_id=request_id), action="tie_section", subject=locked, on=today,
        before={"provision": before}, after={"provision": number},
    )  # fmt: skip


@transaction.atomic
def accept_proposals(
    *, plan: Plan, threshold: float, acting: Acting, today: date, request_id: str = ""
) -> tuple[int, int]:
    """Take every proposal of at least that score; gives how many sections and how many measures were tied.

    Sections come first: what a section hands down needs no tie of its own. Raises `PermissionRefused`, and
    `StandardRefused` for a threshold outside of 0…1.
    """
    require("roadmaps.change_plan", acting, plan)
    if not 0 <= threshold <= 1:
        raise StandardRefused("Порог не понят.", remedy="Назовите число от 0 до 1, например 0,3.")
    Plan.objects.select_for_update(of=("self",)).get(pk=plan.pk)
    deeds = []
    sections = [one for one in ties_of_plan(plan, day=today).sections if one.proposal]
    taken = [one for one in sections if one.proposal and (one.proposal.is_named or one.proposal.score >= threshold)]
    for one in taken:
        section = one.section
        section.provision = one.proposal.number if one.proposal else None
        section.save(update_fields=["provision"])
        deeds.append(Deed(action="tie_section", subject=section, before={"provision": None},
                          after={"provision": section.provision}))  # fmt: skip
    made = _accept_for_measures(plan, threshold, acting, today)
    deeds += [
        Deed(action="tie", subject=measure, before={}, after={"provision": _said(provision, State.CONFIRMED)})
        for measure, provision in made
    ]
    record_all(actor=acting.actor(request_id=request_id), on=today, deeds=deeds)
    return len(taken), len(made)


def provision_numbered(number: int) -> Provision:
    """The provision of the edition in force; `StandardRefused` where there is none of that number."""
    found = Provision.objects.filter(edition=current_edition(), number=number).first()
    if found is None:
        raise StandardRefused(f"Положения {number} в Стандарте нет.", remedy="Выберите положение из списка.")
    return found


def _accept_for_measures(plan: Plan, threshold: float, acting: Acting, today: date) -> list[tuple[Measure, Provision]]:
    made = []
    for one in ties_of_plan(plan, day=today).measures:
        likely = [proposed for proposed in one.proposed if proposed.proposal.score >= threshold][:1]
        for proposed in likely:
            score = (proposed.proposal.score, proposed.proposal.words)
            _write(one.measure, proposed.provision, State.CONFIRMED, acting, today, score)
            made.append((one.measure, proposed.provision))
    return made


def _proposals(ties: PlanTies) -> dict[tuple[int, int], tuple[float, Iterable[str]]]:
    return {
        (one.measure.pk, made.provision.number): (made.proposal.score, made.proposal.words)
        for one in ties.measures
        for made in one.proposed
    }


def _write(
    measure: Measure,
    provision: Provision,
    state: ProvisionTie.State,
    acting: Acting,
    today: date,
    proposal: tuple[float, Iterable[str]] | None,
) -> None:
    score, words = proposal or (None, ())
    ProvisionTie.objects.update_or_create(
        lineage=measure.lineage,
        provision=provision,
        defaults={
            "state": state,
            "score": score,
            "words": list(words),
            "decided_by_name": acting.actor().name,
            "decided_on": today,
        },
    )


def _said(provision: Provision, state: str) -> str:
    return f"{provision.number}: {State(state).label.lower()}"
