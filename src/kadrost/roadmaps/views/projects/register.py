"""The register of projects and programmes: the list, one project, entering, changing, cancelling, the list on paper."""

from __future__ import annotations

from collections import Counter
from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.region.models import Organisation, Territory
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.projects.reading import (
    ProjectLine,
    WantedProjects,
    has_report_to_attach,
    open_conditions,
    projects_on,
    register_lines,
    ties_of_project,
)
from kadrost.roadmaps.domain.projects.register import add_project, cancel_project, change_project
from kadrost.roadmaps.domain.projects.tying import record_outcome
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, snapshot_for
from kadrost.roadmaps.domain.standard.coverage import counts_of, worst_standing
from kadrost.roadmaps.forms.projects import CancelForm, ChangeProjectForm, NewProjectForm, OutcomeForm
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Project, ProjectTie
from kadrost.roadmaps.papers.projects import projects_paper
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.permissions.projects import KEEPERS, require
from kadrost.roadmaps.views.plans import without_points
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.choices import Choice, Option
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import in_russian, translated

LONGEST_SEARCH = 100


@sign_in_first
def list_projects(request: PageRequest) -> HttpResponseBase:
    """The register in its hierarchy with how the measures stand, filtered by state and kind, searched by title."""
    demand_staff(request)
    wanted = _wanted(request)
    lines = _lines(request, wanted)
    return render(
        request,
        "roadmaps/projects/list.html",
        {
            "rows": [_row(line) for line in lines],
            "is_narrowed": wanted != WantedProjects(),
            "words": wanted.words,
            "state_choice": _choice("state", _("Состояние"), _("все"), Project.State.choices, wanted.state),
            "kind_choice": _choice("kind", _("Вид"), _("всех видов"), Project.Kind.choices, wanted.kind),
            "may_keep": allows(request, "projects.keep"),
            "query": urlencode(_filters(request)),
        },
    )


@sign_in_first
@in_russian
def download_projects(request: PageRequest, layout: str) -> HttpResponseBase:
    """The «Перечень проектов кадрового обеспечения» as of the day, with the page's own filter."""
    demand_staff(request)
    territories = sorted({str(one) for one in Territory.objects.filter(pk__in=acting_of(request).region, parent=None)})
    paper = projects_paper(_lines(request, _wanted(request)), territories=territories, day=request.today)
    return paper_file(paper, layout, name=f"Перечень проектов {request.today:%d.%m.%Y}")


@sign_in_first
def show_project(request: PageRequest, project_id: int) -> HttpResponseBase:
    """A project: what it is, its parts, the measures that belong to it with their conditions, its agreements."""
    project = visible_project(request, project_id)
    acting = acting_of(request)
    ties = ties_of_project(project=project, acting=acting, day=request.today)
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    counts = counts_of(snapshot, [tie.measure_id for tie in ties])
    parts = projects_on(acting, request.today).filter(parent=project)
    agreements = project.agreements.filter(entered_on__lte=request.today)
    return render(
        request,
        "roadmaps/projects/project.html",
        {
            "project": project,
            "state": translated(project.state_on(request.today).label),
            "above": _above(project),
            "parts": [(part, translated(part.state_on(request.today).label)) for part in parts],
            "rows": [_tie_row(request, tie, counts.get(tie.measure_id), project) for tie in ties],
            "agreements": list(agreements.select_related("supplements").prefetch_related("amounts")),
            "may_attach": has_report_to_attach(acting=acting, measures=[tie.measure_id for tie in ties]),
            "may_change": allows(request, "projects.change", project),
            "may_record": any(
                tie.condition != ProjectTie.Condition.NONE and allows(request, "projects.record_outcome", tie)
                for tie in ties
            ),
            "is_open": project.cancelled_on is None,
        },
    )


@sign_in_first
def new_project(request: PageRequest) -> HttpResponseBase:
    """Enter a project into the register."""
    acting = acting_of(request)
    require("projects.keep", acting)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    form = NewProjectForm(
        request.POST or None, territories=territories, projects=projects_on(acting, request.today),
        bodies=_bodies(request), initial={"territory": territories.first()},
    )  # fmt: skip
    made: list[Project] = []

    def act() -> str:
        made.append(add_project(territory=form.cleaned_data["territory"], facts=form.facts(), **who_acts(request)))
        return _("Проект внесён в перечень.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-project", made[0].pk)
    return form_page(request, form, title=_("Внести проект"), button=_("Внести"), status=status)


@sign_in_first
def edit_project(request: PageRequest, project_id: int) -> HttpResponseBase:
    """Change a project."""
    project = visible_project(request, project_id)
    require("projects.change", acting_of(request), project)
    others = projects_on(acting_of(request), request.today).filter(territory=project.territory).exclude(pk=project.pk)
    form = ChangeProjectForm(
        request.POST or None, projects=others, bodies=_bodies(request), initial=ChangeProjectForm.initial_of(project)
    )

    def act() -> str:
        version = form.cleaned_data["version"]
        change_project(project=project, facts=form.facts(), version=version, **who_acts(request))
        return _("Проект изменён.")

    status = carry_out(request, form, act, record=project)
    if status == DONE:
        return redirect("roadmaps-project", project.pk)
    return form_page(request, form, title=_("Изменить проект"), button=_("Сохранить"), status=status, project=project)


@sign_in_first
def cancel(request: PageRequest, project_id: int) -> HttpResponseBase:
    """Record that the project was cancelled."""
    project = visible_project(request, project_id)
    require("projects.change", acting_of(request), project)
    form = CancelForm(request.POST or None, initial={"version": project.version, "cancelled_on": request.today})

    def act() -> str:
        cancel_project(project=project, **form.cleaned_data, **who_acts(request))
        return _("Отмена проекта записана.")

    status = carry_out(request, form, act, record=project)
    if status == DONE:
        return redirect("roadmaps-project", project.pk)
    title = _("Записать отмену проекта")
    return form_page(request, form, title=title, button=title, status=status, project=project)


@sign_in_first
def record_condition(request: PageRequest, project_id: int) -> HttpResponseBase:
    """Record what became of the condition on which measures of the project depend."""
    project = visible_project(request, project_id)
    every = ties_of_project(project=project, acting=acting_of(request), day=request.today)
    ties = [
        tie
        for tie in every
        if tie.condition != ProjectTie.Condition.NONE and allows(request, "projects.record_outcome", tie)
    ]
    if not ties:
        raise PermissionRefused(
            _("Условий, исход которых вы могли бы записать, у проекта нет."), remedy=_("Обратитесь к координатору.")
        )
    waiting = open_conditions(ties, day=request.today)
    form = OutcomeForm(
        request.POST or None, ties=ties,
        initial={"ties": [str(tie.pk) for tie in waiting], "on": request.today},
    )  # fmt: skip

    def act() -> str:
        data, chosen = form.cleaned_data, set(form.chosen())
        total = record_outcome(
            ties=[tie for tie in ties if tie.pk in chosen], outcome=ProjectTie.Outcome(data["outcome"]), on=data["on"],
            ground=data["ground"], **who_acts(request),
        )  # fmt: skip
        return _("Исход условия записан, мероприятий: %(total)s.") % {"total": total}

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-project", project.pk)
    return form_page(
        request, form, title=_("Записать исход условия"), button=_("Записать"), status=status, project=project,
        explanation=_("Если условие не выполнено, мероприятия предлагается снять с контроля на этом основании."),
    )  # fmt: skip


def demand_staff(request: PageRequest) -> None:
    """`PermissionRefused` for whoever holds no role: the registers are kept for those who take part in the work."""
    if not is_staff_of_region(acting_of(request)):
        raise PermissionRefused(_("Перечень видят участники работы."), remedy=_("Обратитесь к координатору."))


def visible_project(request: PageRequest, project_id: int) -> Project:
    """The project for whoever holds a role in its region; 404 otherwise."""
    demand_staff(request)
    return get_object_or_404(projects_on(acting_of(request), request.today), pk=project_id)


def form_page(
    request: PageRequest,
    form: Any,
    *,
    title: str,
    button: str,
    status: int,
    project: Project | None = None,
    explanation: str = "",
    takes_files: bool = False,
) -> HttpResponseBase:
    """A page of one form about a project, or about the register."""
    context = {
        "form": form, "title": title, "button": button, "project": project, "explanation": explanation,
        "takes_files": takes_files, "stale": status == 409, "lost_files": bool(request.FILES) and status != 200,
    }  # fmt: skip
    return render(request, "roadmaps/projects/form.html", context, status=status)


def _wanted(request: PageRequest) -> WantedProjects:
    state, kind = request.GET.get("state", ""), request.GET.get("kind", "")
    return WantedProjects(
        state=state if state in Project.State.values else "",
        kind=kind if kind in Project.Kind.values else "",
        words=request.GET.get("words", "")[:LONGEST_SEARCH].strip(),
    )


def _filters(request: PageRequest) -> dict[str, str]:
    kept = {name: request.GET[name] for name in ("state", "kind", "words") if request.GET.get(name)}
    return kept | ({"as_of": request.as_of.isoformat()} if request.as_of else {})


def _lines(request: PageRequest, wanted: WantedProjects) -> list[ProjectLine]:
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    return register_lines(acting=acting_of(request), snapshot=snapshot, wanted=wanted)


def _row(line: ProjectLine) -> dict[str, Any]:
    return {
        "line": line,
        "project": line.project,
        "state": translated(line.state.label),
        "kind": translated(Project.Kind(line.project.kind).label),
        "depth": min(line.depth, 3),
        "measures": len(line.measures),
        "lights": _lights(line.standings),
    }


def _lights(standings: Counter[Any]) -> list[dict[str, Any]]:
    return [
        {"light": LIGHTS[standing], "word": f"{translated(standing.label)}: {standings[standing]}"}
        for standing in STANDINGS_BY_URGENCY
        if standings[standing]
    ]


def _tie_row(request: PageRequest, tie: ProjectTie, standings: Counter[Any] | None, project: Project) -> dict[str, Any]:
    worst = worst_standing(standings or Counter(), STANDINGS_BY_URGENCY)
    outcome = tie.outcome_by(request.today)
    return {
        "tie": tie,
        "measure": tie.measure,
        "part": tie.project if tie.project_id != project.pk else None,
        "light": LIGHTS[worst] if worst else None,
        "word": translated(worst.label) if worst else without_points(tie.measure),
        "outcome": outcome,
        "outcome_word": translated(outcome.label) if outcome else "",
    }


def _above(project: Project) -> list[Project]:
    found: list[Project] = []
    at = project.parent
    while at is not None and at not in found:
        found.append(at)
        at = at.parent
    return list(reversed(found))


def _bodies(request: PageRequest) -> Any:
    bodies = Organisation.objects.distinct_bodies().order_by("name")
    acting = acting_of(request)
    return bodies if acting.is_superuser else bodies.filter(territory__in=sorted(acting.region))


def _choice(name: str, label: str, first: str, options: Any, chosen: str) -> Choice:
    every = (Option("", first), *(Option(value, translated(word).lower()) for value, word in options))
    return Choice(name, label, every, chosen)
