"""Who may do what with the register of projects and programmes.

The coordinator of a territory keeps its register, the body that is responsible for a project changes its own; whoever
holds a role in the region reads. Which measures belong to a project is said by whoever keeps their plan.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.region.permissions import require
from kadrost.roadmaps.models import Project, ProjectTie
from kadrost.roadmaps.permissions import may_change_plan

__all__ = ["KEEPERS", "may_change_project", "may_see_project", "require"]

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
OWNERS = (Role.COORDINATOR, Role.EXECUTOR)


def keeps_register(acting: Acting, territory: Territory | None = None) -> bool:
    """Enters projects into the register of the territory; into any where none is named."""
    return acting.has(*KEEPERS) if territory is None else acting.reaches(territory.pk, *KEEPERS)


def may_see_project(acting: Acting, project: Project) -> bool:
    """Reads the project: whoever holds a role in its region."""
    return acting.is_of_region(project.territory_id)


def may_change_project(acting: Acting, project: Project) -> bool:
    """Changes the project and its agreements: who keeps the register, or the responsible body."""
    if acting.reaches(project.territory_id, *KEEPERS):
        return True
    return any(project.responsible_id in acting.organisation_ids(role) for role in OWNERS)


def may_record_outcome(acting: Acting, tie: ProjectTie) -> bool:
    """Says whether a condition is fulfilled: who keeps the plan, or the body responsible for the project."""
    return bool(may_change_plan(acting, tie.measure.plan)) or may_change_project(acting, tie.project)


rules.add_rule("projects.keep", rules.predicate(keeps_register))
rules.add_rule("projects.see", rules.predicate(may_see_project))
rules.add_rule("projects.change", rules.predicate(may_change_project))
rules.add_rule("projects.record_outcome", rules.predicate(may_record_outcome))
