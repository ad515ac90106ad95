"""Who may do what with plans: predicates over the acting person, used by domain functions, views and templates.

The public sees plans that are shown to all; whoever holds a role sees every plan of the region. Reports are
handed in by the executors themselves, rulings belong to the plan's controller and coordinator.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.domain.people import Acting
from kadrost.region.permissions import PermissionRefused, require
from kadrost.roadmaps.models import Checkpoint, Plan

__all__ = ["PermissionRefused", "reporting_organisation_ids", "require"]


@rules.predicate
def is_staff_of_region(acting: Acting) -> bool:
    """Holds any role."""
    return acting.is_superuser or bool(acting.roles)


@rules.predicate
def manages_plans(acting: Acting) -> bool:
    """Takes documents under control and mends plans."""
    return acting.has(Role.COORDINATOR, Role.ADMINISTRATOR)


@rules.predicate
def may_see_plan(acting: Acting, plan: Plan) -> bool:
    """Sees the plan and how its checkpoints stand."""
    return plan.is_public or is_staff_of_region(acting)


@rules.predicate
def may_change_plan(acting: Acting, plan: Plan) -> bool:
    """Mends measures: an administrator, or the coordinator of this very plan (of any plan that names none)."""
    if acting.has(Role.ADMINISTRATOR):
        return True
    here = acting.organisation_ids(Role.COORDINATOR)
    return bool(here) and (plan.coordinator_id is None or plan.coordinator_id in here)


@rules.predicate
def may_report(acting: Acting, checkpoint: Checkpoint) -> bool:
    """Hands in a report: an executor of one of the bodies that answer for the measure."""
    return bool(reporting_organisation_ids(acting, checkpoint))


@rules.predicate
def may_rule(acting: Acting, checkpoint: Checkpoint) -> bool:
    """Accepts, returns, extends, removes: the plan's controller, its coordinator where no controller is named."""
    if acting.is_superuser:
        return True
    plan = checkpoint.plan
    if plan.controller_id is not None:
        return plan.controller_id in acting.organisation_ids(Role.CONTROLLER)
    named = acting.organisation_ids(Role.CONTROLLER) | acting.organisation_ids(Role.COORDINATOR)
    return bool(named) and (plan.coordinator_id is None or plan.coordinator_id in named)


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
rules.add_rule("roadmaps.change_plan", may_change_plan)
rules.add_rule("roadmaps.report", may_report)
rules.add_rule("roadmaps.rule", may_rule)
