"""A plan's projects: what is decided of its measures, what is proposed from the document, and saying it by hand."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.projects.errors import ProjectRefused
from kadrost.roadmaps.domain.projects.proposing import proposals_for
from kadrost.roadmaps.domain.projects.reading import projects_on, ties_of_plan
from kadrost.roadmaps.domain.projects.tying import (
    accept_all_proposals,
    decide_proposal,
    tie_measures,
    untie_measure,
)
from kadrost.roadmaps.forms.projects import TieForm
from kadrost.roadmaps.models import Plan, Project, ProjectTie
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.plans import head_of_plan, inside_plan
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@sign_in_first
def show_plan_projects(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The plan's ties by project with what is proposed; a POST decides a proposal, ties by hand, or unties."""
    plan = inside_plan(request, plan_id)
    may_change = allows(request, "roadmaps.change_plan", plan)
    form = None
    if may_change or request.method == "POST":
        require("roadmaps.change_plan", acting_of(request), plan)
        projects = projects_on(acting_of(request), request.today).filter(territory=plan.territory)
        is_by_hand = request.method == "POST" and request.POST.get("act") == "tie"
        form = TieForm(request.POST if is_by_hand else None, projects=projects)
        if request.method == "POST" and not is_by_hand:
            press(request, lambda: _decide(request, plan))
            return redirect("roadmaps-plan-projects", plan.pk)
        if is_by_hand and _tie(request, plan, form) == DONE:
            return redirect("roadmaps-plan-projects", plan.pk)
    proposals = proposals_for(plan) if may_change else []
    return render(
        request,
        "roadmaps/projects/plan.html",
        head_of_plan(request, plan, "projects")
        | {
            "groups": list(_by_project(request, ties_of_plan(plan=plan, day=request.today))),
            "proposals": [one for one in proposals if one.measures],
            "unplaced": [one for one in proposals if not one.measures],
            "form": form,
        },
        status=422 if form is not None and form.is_bound else 200,
    )


def _tie(request: PageRequest, plan: Plan, form: TieForm) -> int:
    def act() -> str:
        total = tie_measures(
            plan=plan, project=form.cleaned_data["project"], numbers=form.cleaned_data["numbers"],
            condition=form.facts(), **who_acts(request),
        )  # fmt: skip
        return _("Связано мероприятий: %(total)s.") % {"total": total}

    return carry_out(request, form, act)


def _decide(request: PageRequest, plan: Plan) -> str:
    """Carry out what the pressed button says; gives what is said about it."""
    kind, _sign, key = request.POST.get("act", "").partition(":")
    if kind == "all":
        return _("Связано мероприятий: %(total)s.") % {"total": accept_all_proposals(plan=plan, **who_acts(request))}
    if kind == "untie":
        tie = get_object_or_404(
            ProjectTie.objects.inside_for(acting_of(request)).select_related("measure__plan__territory", "project"),
            pk=wanted_number(key) or 0, measure__plan=plan,
        )  # fmt: skip
        version = wanted_number(request.POST.get(f"version-{tie.pk}", "")) or 0
        untie_measure(tie=tie, version=version, **who_acts(request))
        return _("Связь снята.")
    if kind not in ("confirm", "refuse"):
        raise ProjectRefused(_("Действие не понято."), remedy=_("Обновите страницу и повторите."))
    chosen = {wanted_number(one) or 0 for one in request.POST.getlist(f"measure-{key}")}
    state = ProjectTie.State.CONFIRMED if kind == "confirm" else ProjectTie.State.REFUSED
    total = decide_proposal(plan=plan, key=key, chosen=chosen, state=state, **who_acts(request))
    said = _("Связано мероприятий: %(total)s.") if kind == "confirm" else _("Отклонено мероприятий: %(total)s.")
    return said % {"total": total}


def _by_project(request: PageRequest, ties: list[ProjectTie]) -> Iterator[dict[str, Any]]:
    ordered = sorted(ties, key=lambda tie: (tie.project.title, tie.project_id, tie.measure.position))
    for project, group in groupby(ordered, key=lambda tie: tie.project):
        rows = []
        for tie in group:
            outcome = tie.outcome_by(request.today)
            rows.append((tie, outcome, translated(outcome.label) if outcome else ""))
        yield {"project": project, "state": _state(request, project), "rows": rows}


def _state(request: PageRequest, project: Project) -> str:
    return translated(project.state_on(request.today).label)
