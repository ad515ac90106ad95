"""Who may do what with plans: predicates over the acting person, used by domain functions, views and templates.

The public sees plans that are shown to all; whoever holds a role sees every plan of their own region, and those
in which their body answers for something. Reports are handed in by the executors themselves, rulings belong to the
plan's controller and coordinator; a role reaches over the territory of its body and all below it.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.models import Territory
from kadrost.region.permissions import PermissionRefused, require
from kadrost.roadmaps.models import Checkpoint, Plan

__all__ = ["PermissionRefused", "reporting_organisation_ids", "require"]


@rules.predicate
def is_staff_of_region(acting: Acting) -> bool:
    """Holds any role."""
    return acting.is_superuser or bool(acting.roles)


@rules.predicate
def manages_plans(acting: Acting, territory: Territory | None = None) -> bool:
    """Takes documents of the territory under control; of any where none is named."""
    if territory is None:
        return acting.has(Role.COORDINATOR, Role.ADMINISTRATOR)
    return acting.reaches(territory.pk, Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_see_plan(acting: Acting, plan: Plan) -> bool:
    """Sees the plan and how its checkpoints stand."""
    return plan.is_public or may_see_inside(acting, plan)


@rules.predicate
def may_see_inside(acting: Acting, plan: Plan) -> bool:
    """Sees the plan's reports, documents, consents, history: `Plan.objects.inside_for` says of whom that is true."""
    if acting.is_of_region(plan.territory_id):
        return True
    return bool(acting.roles) and Plan.objects.filter(pk=plan.pk).inside_for(acting).exists()


@rules.predicate
def may_change_plan(acting: Acting, plan: Plan) -> bool:
    """Mends measures: an administrator over its territory, or the coordinator of this very plan.

    Where the plan names no coordinator, whoever is one over its territory.
    """
    if acting.reaches(plan.territory_id, Role.ADMINISTRATOR):
        return True
    if plan.coordinator_id is None:
        return acting.reaches(plan.territory_id, Role.COORDINATOR)
    return plan.coordinator_id in _coordinated_by(acting)


@rules.predicate
def may_report(acting: Acting, checkpoint: Checkpoint) -> bool:
    """Hands in a report: an executor of one of the bodies that answer for the measure."""
    return bool(reporting_organisation_ids(acting, checkpoint))


@rules.predicate
def may_rule(acting: Acting, checkpoint: Checkpoint) -> bool:
    """Accepts, returns, extends, removes: the plan's controller, its coordinator where no controller is named.

    Where neither is, whoever controls or coordinates over its territory.
    """
    if acting.is_superuser:
        return True
    plan = checkpoint.plan
    if plan.controller_id is not None:
        return plan.controller_id in acting.organisation_ids(Role.CONTROLLER)
    if plan.coordinator_id is None:
        return acting.reaches(plan.territory_id, Role.CONTROLLER, Role.COORDINATOR)
    return plan.coordinator_id in acting.organisation_ids(Role.CONTROLLER) | _coordinated_by(acting)


@rules.predicate
def may_attach(acting: Acting, checkpoint: Checkpoint) -> bool:
    """Attaches a council's signed protocol as a confirming document: a secretary or administrator over the territory."""
    return acting.reaches(checkpoint.plan.territory_id, Role.COUNCIL_SECRETARY, Role.ADMINISTRATOR)


def _coordinated_by(acting: Acting) -> frozenset[int]:
    """The organisations whose plans the person coordinates; a council's secretary does so for its protocols."""
    return acting.organisation_ids(Role.COORDINATOR) | acting.organisation_ids(Role.COUNCIL_SECRETARY)


def reporting_organisation_ids(acting: Acting, checkpoint: Checkpoint) -> set[int]:
    """The acting person's organisations that answer for the checkpoint's measure, by themselves or in a group."""
    mine = acting.organisation_ids(Role.EXECUTOR)
    if not mine:
        return set()
    duties = checkpoint.measure.duties.all()
    named = {duty.organisation_id for duty in duties if duty.organisation_id}
    for duty in duties:
        if duty.group_id:
            named.update(duty.group.members.values_list("pk", flat=True))  # type: ignore[union-attr]
    return named & mine


rules.add_rule("roadmaps.see_all", is_staff_of_region)
rules.add_rule("roadmaps.import", manages_plans)
rules.add_rule("roadmaps.see_plan", may_see_plan)
rules.add_rule("roadmaps.see_inside", may_see_inside)
rules.add_rule("roadmaps.change_plan", may_change_plan)
rules.add_rule("roadmaps.report", may_report)
rules.add_rule("roadmaps.rule", may_rule)
rules.add_rule("roadmaps.attach", may_attach)
