"""What the pages of analyses share: how a plan and an analysis are found, and what stands above."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps.models import CorrectionProposal, EffectivenessAnalysis, Plan
from kadrost.roadmaps.permissions.effectiveness import may_read_analyses, sees_analyses
from kadrost.roadmaps.views.plans import head_of_plan, inside_plan
from kadrost.ui.request import PageRequest

State = EffectivenessAnalysis.State


def plan_of_analyses(request: PageRequest, plan_id: int) -> Plan:
    """The plan, where the person opens its analyses; 404 otherwise."""
    plan = inside_plan(request, plan_id)
    if not sees_analyses(acting_of(request), plan):
        raise Http404
    return plan


def find_analysis(request: PageRequest, analysis_id: int) -> EffectivenessAnalysis:
    """An analysis that was not given up, where the person opens it; 404 otherwise."""
    analyses = EffectivenessAnalysis.objects.inside_for(acting_of(request)).exclude(state=State.ABANDONED)
    related = ("plan__act", "plan__territory", "plan__coordinator", "plan__controller", "previous", "edition_draft")
    found = analyses.select_related(*related).defer("plan__act__text", "plan__act__blocks", "plan__act__reading")
    analysis = get_object_or_404(found, pk=analysis_id)
    if not sees_analyses(acting_of(request), analysis.plan):
        raise Http404
    return analysis


def find_proposal(request: PageRequest, correction_id: int) -> CorrectionProposal:
    """A proposal of an analysis that the person opens; 404 otherwise."""
    proposals = CorrectionProposal.objects.inside_for(acting_of(request)).select_related("line__measure")
    proposal = get_object_or_404(proposals, pk=correction_id)
    proposal.line.analysis = find_analysis(request, proposal.line.analysis_id)
    return proposal


def head_of_analyses(request: PageRequest, plan: Plan) -> dict[str, Any]:
    """The plan's head with who may do what here."""
    return {
        **head_of_plan(request, plan, "effectiveness"),
        "reads_whole": may_read_analyses(acting_of(request), plan),
        "may_make": allows(request, "effectiveness.make", plan),
        "may_rule": allows(request, "effectiveness.rules", plan.territory),
    }
