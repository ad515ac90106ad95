"""Coverage of the Standard by plans, and one provision with all that serves it."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps.domain.board_memory import Memory
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, snapshot_for
from kadrost.roadmaps.domain.standard.coverage import Coverage, CoverageLine, coverage_of, plans_covering
from kadrost.roadmaps.domain.standard.provision_page import measures_by_plan, provision_view
from kadrost.roadmaps.domain.standard.serving import current_edition
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.views.plans import without_points
from kadrost.roadmaps.views.standard.shared import standard_tabs, wanted_number
from kadrost.ui.as_of import with_as_of
from kadrost.ui.choices import Choice, Option
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

MEASURES_PER_PAGE = 50
COVERAGES: Memory[Coverage] = Memory(most=50)


def show_coverage(request: PageRequest) -> HttpResponse:
    """Provisions × measures × state, for all plans under control or for the one that is asked for."""
    acting = acting_of(request)
    plan_id = wanted_number(request.GET.get("plan", ""))
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    every = list(plans_covering(acting))
    coverage = COVERAGES.recall(
        (frozenset(plan.pk for plan in every), snapshot.day, request.as_of, plan_id),
        lambda: coverage_of(acting=acting, snapshot=snapshot, plan_id=plan_id),
    )
    if plan_id and not coverage.plans:
        raise Http404
    known = {plan.pk: plan for plan in (*every, *coverage.plans)}
    return render(
        request,
        "roadmaps/standard/coverage.html",
        {
            "tabs": standard_tabs(request, "coverage"),
            "edition": current_edition(),
            "coverage": coverage,
            "rows": [_row(request, line, coverage.plans, plan_id) for line in coverage.lines],
            "choice": Choice(
                "plan",
                _("План"),
                (Option("", _("всем планам")), *(Option(str(pk), plan.short_title) for pk, plan in known.items())),
                str(plan_id or ""),
            ),
            "free": [
                (plan, coverage.free[plan.pk], _may_tie(request, plan))
                for plan in coverage.plans
                if coverage.free[plan.pk]
            ],
            "free_total": coverage.free.total(),
            "plan_id": plan_id,
        },
    )


def show_provision(request: PageRequest, number: int) -> HttpResponse:
    """What the provision asks, the measures of all plans that serve it, their states and documents, the gaps found."""
    acting = acting_of(request)
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    view = provision_view(number=number, acting=acting, snapshot=snapshot)
    if view is None:
        raise Http404
    page = paginate(request, view.measures, MEASURES_PER_PAGE)
    return render(
        request,
        "roadmaps/standard/provision.html",
        {
            "tabs": standard_tabs(request, ""),
            "provision": view.provision,
            "edition": view.provision.edition,
            "plans": [
                (plan, [(measure, *_lit(counts), without_points(measure)) for measure, counts in measures])
                for plan, measures in measures_by_plan(view.plans, list(page), snapshot)
            ],
            "page": page,
            "absent": view.absent,
            "documents": view.documents,
            "assessment": view.assessment,
            "gaps": view.gaps,
            "drafted": view.drafted,
            "sees_inside": is_staff_of_region(acting),
            "may_draft": allows(request, "drafts.manage"),
        },
    )


def _row(request: PageRequest, line: CoverageLine, plans: tuple[Plan, ...], plan_id: int | None) -> dict[str, Any]:
    number = line.provision.number
    return {
        "line": line,
        "lights": [
            {
                "light": LIGHTS[standing],
                "word": f"{translated(standing.label)}: {line.standings[standing]}",
                "url": _board(request, number, standing, plan_id),
            }
            for standing in STANDINGS_BY_URGENCY
            if line.standings[standing]
        ],
        "absent": line.absent_from(plans) if line.measures and not plan_id else [],
    }


def _board(request: PageRequest, number: int, standing: Standing, plan_id: int | None) -> str:
    parameters = {"provision": number, "standing": standing.value} | ({"plan": plan_id} if plan_id else {})
    return with_as_of(f"{reverse('roadmaps-board')}?{urlencode(parameters)}", request.as_of)


def _lit(counts: Counter[Standing]) -> tuple[Any, str]:
    worst = next((standing for standing in STANDINGS_BY_URGENCY if counts[standing]), None)
    return (LIGHTS[worst], translated(worst.label)) if worst else (None, "")


def _may_tie(request: PageRequest, plan: Plan) -> bool:
    return allows(request, "roadmaps.change_plan", plan)
