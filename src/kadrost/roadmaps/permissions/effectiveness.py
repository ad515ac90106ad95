"""Who may do what with analyses of a plan's effectiveness.

The plan's coordinator and its territory's administrators make, decide and approve; whoever controls, coordinates or
audits over the territory reads; executors read what is said of their own measures and say what they think of it.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.region.permissions import require
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.permissions import may_change_plan, may_see_inside

__all__ = ["may_read_analyses", "reads_own_measures", "require"]

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
READERS = (*KEEPERS, Role.CONTROLLER, Role.AUDITOR, Role.COUNCIL_SECRETARY)


def may_read_analyses(acting: Acting, plan: Plan) -> bool:
    """Reads the plan's analyses whole."""
    if acting.reaches(plan.territory_id, *READERS) or may_change_plan(acting, plan):
        return True
    return plan.controller_id is not None and plan.controller_id in acting.organisation_ids(Role.CONTROLLER)


def reads_own_measures(acting: Acting, plan: Plan) -> bool:
    """Reads what the plan's analyses say of the measures that the person's bodies answer for."""
    return Role.EXECUTOR in acting.roles and bool(may_see_inside(acting, plan))


def sees_analyses(acting: Acting, plan: Plan) -> bool:
    """Opens the pages of the plan's analyses."""
    return may_read_analyses(acting, plan) or reads_own_measures(acting, plan)


def manages_rules(acting: Acting, territory: Territory) -> bool:
    """Sets the territory's thresholds."""
    return acting.reaches(territory.pk, *KEEPERS)


rules.add_rule("effectiveness.make", may_change_plan)
rules.add_rule("effectiveness.read", rules.predicate(may_read_analyses))
rules.add_rule("effectiveness.see", rules.predicate(sees_analyses))
rules.add_rule("effectiveness.rules", rules.predicate(manages_rules))
