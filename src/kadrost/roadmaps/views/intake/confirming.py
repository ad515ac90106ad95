"""The last step: what will be made, and «Взять на контроль»."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.names import likeness
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.intake import EffectiveReading, confirm_intake, effective_reading
from kadrost.roadmaps.domain.intake.bodies import SURE, BodyRow, body_rows, guess_kind
from kadrost.roadmaps.domain.intake.confirming import first_short_title
from kadrost.roadmaps.domain.intake.mending import set_territory
from kadrost.roadmaps.domain.intake.said import SaidBody, said_controller, said_coordinator
from kadrost.roadmaps.domain.intake.starting import same_act_plans
from kadrost.roadmaps.domain.intake.territories import add_territory, territory_named_by
from kadrost.roadmaps.domain.scheduling import rolling_horizon
from kadrost.roadmaps.forms.intake import PlanForm
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, steps_of
from kadrost.roadmaps.views.intake.review import document_fields

LEADING_BODIES = 8


@dataclass(frozen=True, slots=True)
class Summary:
    """What confirming will make."""

    measures: int
    checkpoints: int
    horizon_year: int
    without_term: tuple[str, ...]
    not_understood: tuple[str, ...]
    by_executor: tuple[tuple[str, int], ...]
    open_questions: int
    new_organisations: int
    unresolved: int


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def confirm(request: ImportRequest, pk: int) -> HttpResponse:
    """Name the plan and take it under control; a refusal comes back with what was typed (422)."""
    intake = find_intake(pk)
    if intake.state != Intake.State.DRAFT:
        return redirect("roadmaps-intake-review", pk)
    reading = effective_reading(intake)
    directory = Directory(intake.territory) if intake.territory else None
    rows = body_rows(reading, intake.bodies, directory)
    form = _form(request, intake, reading, rows, directory)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _take_under_control(request, intake, form)
            except KadrostError as refusal:
                form.add_error(None, " ".join(part for part in (refusal.message, refusal.remedy) if part))
        status = 422
    facts = {
        "intake": intake,
        "reading": reading,
        "form": form,
        "tabs": steps_of(intake, reading, "confirm", unresolved=sum(not row.is_settled for row in rows)),
        "summary": _summary(request, reading, rows),
        "head": document_fields(reading),
        "twins": same_act_plans(reading.document, intake.territory),
        "mending": request.GET.get("mend", ""),
    }
    return render(request, "roadmaps/intake/confirm.html", facts, status=status)


def _take_under_control(request: ImportRequest, intake: Intake, form: PlanForm) -> HttpResponse:
    territory: Territory | None = form.cleaned_data["territory"]
    version = form.cleaned_data["version"]
    new_name = form.cleaned_data["new_territory"].strip()
    if new_name and territory is None:
        territory = add_territory(name=new_name, acting=request.acting, today=request.today)
    if territory is not None and territory != intake.territory:
        set_territory(intake=intake, territory=territory, acting=request.acting, version=version)
        version = intake.version
        messages.info(request, _("Территория сохранена: проверьте исполнителей этой территории и подтвердите план."))
        return redirect("roadmaps-intake-bodies", intake.pk)
    plan = confirm_intake(
        intake=intake,
        details=form.details(),
        acting=request.acting,
        version=version,
        today=request.today,
        leave_doubts=form.cleaned_data["leave_doubts"],
    )
    counts = _("мероприятий: %(measures)s, контрольных точек: %(checkpoints)s") % {
        "measures": plan.measures.count(),
        "checkpoints": plan.checkpoints.count(),
    }
    messages.success(
        request,
        _("План «%(short_title)s» на контроле: %(counts)s.") % {"short_title": plan.short_title, "counts": counts},
    )
    return redirect("roadmaps-plan", plan.pk)


def _form(
    request: ImportRequest,
    intake: Intake,
    reading: EffectiveReading,
    rows: list[BodyRow],
    directory: Directory | None,
) -> PlanForm:
    coordinator, controller = said_coordinator(reading.reading), said_controller(reading.reading)
    options = _body_options(intake, rows)
    head = reading.document
    initial: dict[str, Any] = {
        "title": head.title,
        "short_title": first_short_title(head),
        "territory": intake.territory,
        "new_territory": "" if intake.territory else territory_named_by(head),
        "coordinator": _likeliest(coordinator, options, directory),
        "controller": _likeliest(controller, options, directory),
        "period_from": head.period[0] if head.period else None,
        "period_until": head.period[1] if head.period else None,
        "is_public": True,
        "version": intake.version,
    }
    names = {said.words for said in (coordinator, controller) if said is not None and said.words}
    options += [
        (f"new:{guess_kind(name)}:{name}", _("Новая организация: %(name)s") % {"name": name}) for name in sorted(names)
    ]
    return PlanForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        bodies=options,
        coordinator_said=coordinator.words if coordinator else "",
        controller_said=controller.words if controller else "",
    )


def _body_options(intake: Intake, rows: list[BodyRow]) -> list[tuple[str, str]]:
    """The territory's organisations, and those that this document adds."""
    known: list[tuple[str, str]] = []
    if intake.territory is not None:
        organisations = Organisation.objects.distinct_bodies().filter(territory=intake.territory)
        known = [(f"organisation:{pk}", name) for pk, name in organisations.values_list("pk", "name")]
    added = [
        (f"{row.choice}:{row.printed}", _("%(printed)s (новая)") % {"printed": row.printed})
        for row in rows
        if row.choice.startswith("new:") and row.choice.count(":") == 1
    ]
    return known + added


def _likeliest(said: SaidBody | None, options: list[tuple[str, str]], directory: Directory | None) -> str:
    """The choice to preselect for the body that the document names: only where it is hardly in doubt."""
    if said is None or not said.words:
        return ""
    if directory is not None:
        best = next((each for each in directory.proposals(said.words) if isinstance(each.body, Organisation)), None)
        if best is not None and best.score >= SURE:
            return best.choice
    scored = [(likeness(said.words, name.removesuffix(_(" (новая)"))).score, value) for value, name in options]
    score, value = max(scored, default=(0.0, ""))
    return value if score >= SURE else ""


def _summary(request: ImportRequest, reading: EffectiveReading, rows: list[BodyRow]) -> Summary:
    horizon = rolling_horizon(request.today)
    executors = Counter(executor.name for each in reading.items for executor in each.item.executors[:1])
    return Summary(
        measures=len(reading.items),
        checkpoints=sum(
            sum(1 for _ in each.item.schedule.occurrences(until=horizon))
            for each in reading.items
            if each.item.schedule is not None
        ),
        horizon_year=horizon.year,
        without_term=tuple(each.item.number for each in reading.items if each.item.schedule is None),
        not_understood=tuple(each.key for each in reading.items if each.term_not_understood),
        by_executor=tuple(executors.most_common(LEADING_BODIES)),
        open_questions=len(reading.open_questions),
        new_organisations=sum(row.choice.startswith("new:") for row in rows),
        unresolved=sum(not row.is_settled for row in rows),
    )
