"""The last step: what will be made, and «Взять на контроль»."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from kadrost.accounts.roles import Role
from kadrost.kernel.errors import KadrostError
from kadrost.region.domain.names import likeness
from kadrost.region.domain.resolution import Directory
from kadrost.region.models import Organisation, Territory
from kadrost.roadmaps.domain.editions.beginning import plans_near
from kadrost.roadmaps.domain.intake import EffectiveReading, confirm_intake, effective_reading
from kadrost.roadmaps.domain.intake.bodies import SURE, BodyRow, body_rows, guess_kind
from kadrost.roadmaps.domain.intake.foreseeing import Foreseen, foresee
from kadrost.roadmaps.domain.intake.mending import set_territory
from kadrost.roadmaps.domain.intake.ruling_people import RulingPeople, ruling_people
from kadrost.roadmaps.domain.intake.said import SaidBody, said_controller, said_coordinator
from kadrost.roadmaps.domain.intake.titles import plan_title, short_plan_title
from kadrost.roadmaps.forms.intake import PlanForm
from kadrost.roadmaps.models import Intake
from kadrost.roadmaps.views.intake.access import ImportRequest, find_intake, importers_only, step_facts
from kadrost.roadmaps.views.intake.review import document_fields

TYPED = "intake-typed-%s"
"""Where the session keeps what was typed on the last step while executors of another territory are checked."""
KEPT = ("title", "short_title", "period_from", "period_until", "past_terms", "past_ground")


@require_http_methods(["GET", "HEAD", "POST"])
@importers_only
def confirm(request: ImportRequest, pk: int) -> HttpResponse:
    """Name the plan and take it under control; a refusal comes back with what was typed (422)."""
    intake = find_intake(request, pk)
    if intake.state != Intake.State.DRAFT:
        return redirect("roadmaps-intake-review", pk)
    reading = effective_reading(intake)
    directory = Directory(intake.territory) if intake.territory else None
    rows = body_rows(reading, intake.bodies, directory)
    foreseen = foresee(reading, rows, today=request.today)
    form = _form(request, intake, reading, rows, directory, past=foreseen.past)
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                return _take_under_control(request, intake, form, foreseen)
            except KadrostError as refusal:
                form.add_error(None, " ".join(part for part in (refusal.message, refusal.remedy) if part))
        status = 422
    near = plans_near(reading, intake.territory, request.acting)
    facts = {
        **step_facts(request, intake, reading, "confirm", unresolved=sum(not row.is_settled for row in rows)),
        "form": form,
        "summary": foreseen,
        "rulers": _rulers(request, intake, form["coordinator"].value(), form["controller"].value()),
        "head": document_fields(reading),
        "twins": near.twins,
        "mending": request.GET.get("mend", ""),
        "edition_plans": near.editions,
    }
    return render(request, "roadmaps/intake/confirm.html", facts, status=status)


@require_safe
@importers_only
def rulers(request: ImportRequest, pk: int) -> HttpResponse:
    """Who will rule under `?coordinator=` and `?controller=`: a fragment."""
    intake = find_intake(request, pk)
    facts = {"rulers": _rulers(request, intake, request.GET.get("coordinator"), request.GET.get("controller"))}
    return render(request, "roadmaps/intake/rulers.html", facts)


def _rulers(request: ImportRequest, intake: Intake, coordinator: str | None, controller: str | None) -> RulingPeople:
    return ruling_people(
        coordinator=coordinator or "",
        controller=controller or "",
        territory=intake.territory,
        today=request.today,
    )


def _take_under_control(request: ImportRequest, intake: Intake, form: PlanForm, foreseen: Foreseen) -> HttpResponse:
    territory: Territory | None = form.cleaned_data["territory"]
    version = form.cleaned_data["version"]
    if territory is not None and territory != intake.territory:
        set_territory(intake=intake, territory=territory, acting=request.acting, version=version)
        request.session[TYPED % intake.pk] = {name: request.POST.get(name, "") for name in KEPT}
        messages.info(
            request,
            _("Территория сохранена: проверьте исполнителей этой территории. То, что вы вписали, сохранено."),
        )
        return redirect("roadmaps-intake-bodies", intake.pk)
    plan = confirm_intake(
        intake=intake,
        details=form.details(),
        acting=request.acting,
        version=version,
        today=request.today,
        leave_doubts=form.cleaned_data["leave_doubts"],
    )
    request.session.pop(TYPED % intake.pk, None)
    counts = _("мероприятий: %(measures)s, контрольных точек: %(checkpoints)s") % {
        "measures": plan.measures.count(),
        "checkpoints": plan.checkpoints.count(),
    }
    messages.success(
        request,
        _("План «%(short_title)s» на контроле: %(counts)s.") % {"short_title": plan.short_title, "counts": counts},
    )
    for word in _open_matters(request, intake, form, foreseen):
        messages.warning(request, word)
    return redirect("roadmaps-plan", plan.pk)


def _open_matters(request: ImportRequest, intake: Intake, form: PlanForm, foreseen: Foreseen) -> list[str]:
    """What the new plan still lacks, each as a sentence."""
    words = []
    if foreseen.past and form.cleaned_data.get("past_terms") != PlanForm.CLOSE:
        words.append(_("Срок уже прошёл у контрольных точек: %(past)s.") % {"past": foreseen.past})
    if foreseen.unresolved:
        words.append(_("Исполнителей не определено: %(unresolved)s.") % {"unresolved": foreseen.unresolved})
    chosen = form.cleaned_data
    if not _rulers(request, intake, chosen["coordinator"], chosen["controller"]).people:
        words.append(_("Принимать отчёты пока некому: назначьте человека с ролью контролёра."))
    return words


def _form(
    request: ImportRequest,
    intake: Intake,
    reading: EffectiveReading,
    rows: list[BodyRow],
    directory: Directory | None,
    *,
    past: int,
) -> PlanForm:
    coordinator, controller = said_coordinator(reading.reading), said_controller(reading.reading)
    options = _body_options(intake, rows)
    own = "" if coordinator else _own_body(request, options)
    head = reading.document
    title = plan_title(head, intake.text)
    initial: dict[str, Any] = {
        "title": title,
        "short_title": short_plan_title(head, title),
        "territory": intake.territory,
        "coordinator": _likeliest(coordinator, options, directory) or _as_new(coordinator) or own,
        "controller": _likeliest(controller, options, directory) or _as_new(controller),
        "period_from": head.period[0] if head.period else None,
        "period_until": head.period[1] if head.period else None,
        "is_public": False,
        "past_terms": PlanForm.LEAVE,
        "version": intake.version,
    }
    initial |= request.session.get(TYPED % intake.pk, {})
    names = {said.words for said in (coordinator, controller) if said is not None and said.words}
    options += [(_new_choice(name), _("Новая организация: %(name)s") % {"name": name}) for name in sorted(names)]
    helps = {
        "coordinator": _said_in_document(coordinator, _("Предложена ваша организация.") if own else ""),
        "controller": _said_in_document(controller, _("Без него отчёты принимает координатор.")),
    }
    return PlanForm(
        request.POST if request.method == "POST" else None,
        acting=request.acting,
        initial=initial,
        bodies=options,
        helps=helps,
        rulers_url=reverse("roadmaps-intake-rulers", args=(intake.pk,)),
        past=past,
    )


def _new_choice(name: str) -> str:
    return f"new:{guess_kind(name)}:{name}"


def _as_new(said: SaidBody | None) -> str:
    """The body that the document names and the registry does not know: it is added with the plan."""
    return _new_choice(said.words) if said is not None and said.words else ""


def _said_in_document(said: SaidBody | None, otherwise: str) -> str:
    if said is not None and said.words:
        return _("В документе: %(said)s") % {"said": said.words}
    return " ".join(part for part in (_("Документ никого не называет."), otherwise) if part)


def _own_body(request: ImportRequest, options: list[tuple[str, str]]) -> str:
    """The body for which the importing person coordinates, where it is one of the territory's."""
    values = {value for value, _name in options}
    mine = (f"organisation:{pk}" for pk in sorted(request.acting.organisation_ids(Role.COORDINATOR)))
    return next((choice for choice in mine if choice in values), "")


def _body_options(intake: Intake, rows: list[BodyRow]) -> list[tuple[str, str]]:
    """The territory's organisations, and those that this document adds."""
    known: list[tuple[str, str]] = []
    if intake.territory is not None:
        organisations = Organisation.objects.distinct_bodies().within(intake.territory)
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
