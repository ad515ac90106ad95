"""Who may do what with the Standard, self-assessment, comparisons and drafts of plans.

The coordinator of a region prepares, opens and closes rounds; executors of the bodies that answer fill in their
provisions; whoever holds a role in the region reads; the public reads closed rounds that were published.
"""

from __future__ import annotations

import rules

from kadrost.accounts.roles import Role
from kadrost.region.acting import Acting
from kadrost.region.models import Territory
from kadrost.region.permissions import require
from kadrost.roadmaps.models import AssessmentPart, AssessmentRound, Measure, PlanDraft
from kadrost.roadmaps.permissions import may_change_plan

__all__ = ["may_answer", "may_see_round", "require"]

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)


def manages_rounds(acting: Acting, territory: Territory | None) -> bool:
    """Prepares, opens and closes rounds of the territory; of any, where none is named yet."""
    if territory is None:
        return acting.has(*KEEPERS)
    return acting.reaches(territory.pk, *KEEPERS)


def may_see_round(acting: Acting, assessment: AssessmentRound) -> bool:
    """Reads a round: whoever holds a role in its region, all others once it is closed and published."""
    if acting.is_of_region(assessment.territory_id):
        return True
    return assessment.is_published and assessment.state == AssessmentRound.State.CLOSED


def may_answer(acting: Acting, part: AssessmentPart) -> bool:
    """Answers the questions of a provision: an executor of the body that answers for it."""
    return part.organisation_id in acting.organisation_ids(Role.EXECUTOR)


def may_align(acting: Acting, measures: tuple[Measure, Measure]) -> bool:
    """Says whether two measures are one: whoever keeps the plan of either."""
    return any(may_change_plan(acting, measure.plan) for measure in measures)


def manages_drafts(acting: Acting, draft: PlanDraft | None) -> bool:
    """Writes a draft: the body that coordinates it, or an administrator of its region; any keeper begins one."""
    if draft is None:
        return acting.has(*KEEPERS)
    if acting.reaches(draft.territory_id, Role.ADMINISTRATOR):
        return True
    return draft.coordinator_id in acting.organisation_ids(Role.COORDINATOR)


def may_see_draft(acting: Acting, draft: PlanDraft) -> bool:
    """Reads a draft: whoever holds a role in its region."""
    return acting.is_of_region(draft.territory_id)


rules.add_rule("assessments.manage", rules.predicate(manages_rounds))
rules.add_rule("assessments.see", rules.predicate(may_see_round))
rules.add_rule("assessments.answer", rules.predicate(may_answer))
rules.add_rule("comparison.align", rules.predicate(may_align))
rules.add_rule("drafts.manage", rules.predicate(manages_drafts))
rules.add_rule("drafts.see", rules.predicate(may_see_draft))
