"""Approval routes: what waits for whom, an artefact with its versions and stages, and the forms that move it."""

from __future__ import annotations

from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.council.domain.approvals import (
    StageDraft,
    add_version,
    begin_artefact,
    decide_stage,
    keep_template,
    stages_of_template,
    start_route,
)
from kadrost.council.domain.queries import artefacts_visible_to, authors_for, waiting_stages
from kadrost.council.forms.approvals import (
    ArtefactForm,
    DecideForm,
    KeepTemplateForm,
    NewVersionForm,
    TemplateChoiceForm,
    handed_in,
    stage_forms,
)
from kadrost.council.models import Artefact, ArtefactVersion, Meeting, RouteTemplate, Stage
from kadrost.council.permissions import require
from kadrost.council.views.access import form_page, typed_number
from kadrost.region.forms.shared import VersionedForm
from kadrost.region.models import Organisation, Territory
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.roadmaps.views.downloads import as_attachment
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

PER_PAGE = 30


@sign_in_first
def list_artefacts(request: PageRequest) -> HttpResponseBase:
    """What waits for the person's bodies first, then everything of the region."""
    acting = acting_of(request)
    require("council.see_any", acting)
    page = paginate(request, artefacts_visible_to(acting), per_page=PER_PAGE)
    return render(
        request,
        "council/artefacts.html",
        {
            "page": page,
            "waiting": [(stage, stage.is_late(request.today)) for stage in waiting_stages(acting)],
            "may_begin": request.as_of is None and authors_for(acting).exists(),
        },
    )


@sign_in_first
def show_artefact(request: PageRequest, artefact_id: int) -> HttpResponseBase:
    """An artefact: its state in words, the route of each version as a list, earlier versions below."""
    artefact = _artefact(request, artefact_id)
    stages = Stage.objects.select_related("organisation", "meeting__body__organisation", "version__artefact")
    versions = list(artefact.versions.prefetch_related(Prefetch("stages", queryset=stages)))
    newest = versions[0]
    is_running = artefact.state == Artefact.State.UNDER_WAY
    return render(
        request,
        "council/artefact.html",
        {
            "artefact": artefact,
            "newest": newest,
            "earlier": versions[1:],
            "steps": _steps(request, newest, is_running=is_running),
            "open_stages": [one for one in newest.stages.all() if one.is_open] if is_running else [],
            "may_change": allows(request, "council.change_artefact", artefact),
        },
    )


@sign_in_first
def new_artefact(request: PageRequest) -> HttpResponseBase:
    """Bring an artefact."""
    acting = acting_of(request)
    require("council.see_any", acting)
    form = ArtefactForm(request.POST or None, request.FILES or None, authors=authors_for(acting))
    made: list[Artefact] = []

    def act() -> str:
        data = form.cleaned_data
        file = handed_in(form)
        assert file is not None  # noqa: S101 the field is required
        made.append(
            begin_artefact(
                title=data["title"], kind=data["kind"], author=data["author"], file=file,
                acting=acting, today=request.today, request_id=request_id_of(request),
            )
        )  # fmt: skip
        return _("Документ внесён. Теперь составьте маршрут.")

    return form_page(
        request, form, act, record=Territory(), title=_("Новый документ на согласование"), button=_("Внести"),
        back=reverse("council-artefacts"), crumbs=_crumbs(),
        done=lambda: reverse("council-artefact-route", args=(made[0].pk,)),
    )  # fmt: skip


@sign_in_first
def route(request: PageRequest, artefact_id: int) -> HttpResponseBase:
    """The stages of the route, from a kept one (`?template=`) or typed; sending it opens the first step."""
    artefact = _artefact(request, artefact_id)
    acting = acting_of(request)
    require("council.change_artefact", acting, artefact)
    if artefact.state != Artefact.State.DRAFT:
        return redirect("council-artefact", artefact.pk)
    territory = artefact.author.territory
    templates = RouteTemplate.objects.filter(territory=territory)
    chosen = templates.filter(pk=typed_number(request.GET.get("template"))).first()
    known = stages_of_template(chosen, territory) if chosen else []
    organisations = Organisation.objects.distinct_bodies().filter(territory=territory)
    rows = stage_forms(organisations, known, data=request.POST or None)
    form = VersionedForm(request.POST or None, initial={"version": artefact.version})

    def act() -> str:
        drafts: list[StageDraft] = [draft for row in rows if (draft := row.draft()) is not None]
        start_route(
            artefact=artefact, stages=drafts, version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Документ отправлен на согласование.")

    return form_page(
        request, form, act, record=artefact, title=_("Маршрут согласования"), button=_("Отправить на согласование"),
        back=reverse("council-artefact", args=(artefact.pk,)), lead=artefact.title, crumbs=_crumbs(artefact),
        template="council/route.html",
        beside=rows,
        extra={
            "rows": rows,
            "choice": TemplateChoiceForm(templates=templates, initial={"template": chosen}) if templates else None,
        },
    )  # fmt: skip


@sign_in_first
def decide(request: PageRequest, stage_id: int) -> HttpResponseBase:
    """Record what was decided at a stage."""
    visible = Stage.objects.filter(version__artefact__in=artefacts_visible_to(acting_of(request)))
    stage = get_object_or_404(
        visible.select_related("version__artefact__author__territory", "organisation"), pk=stage_id
    )
    artefact = stage.version.artefact
    acting = acting_of(request)
    require("council.decide_stage", acting, stage)
    meetings = Meeting.objects.filter(
        state=Meeting.State.SIGNED, body__organisation__territory=artefact.author.territory_id
    ).select_related("body__organisation")
    form = DecideForm(
        request.POST or None, request.FILES or None, meetings=meetings, initial={"version": artefact.version}
    )

    def act() -> str:
        data = form.cleaned_data
        decided = decide_stage(
            stage=stage, outcome=data["outcome"], ground=data["ground"], remarks=data["remarks"],
            meeting=data["meeting"], file=handed_in(form), version=data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Решение записано. Документ: %(state)s.") % {"state": translated(decided.get_state_display()).lower()}

    return form_page(
        request, form, act, record=artefact, title=_("Решение по этапу"), button=_("Записать решение"),
        back=reverse("council-artefact", args=(artefact.pk,)), lead=f"{artefact}: {stage}", crumbs=_crumbs(artefact),
    )  # fmt: skip


@sign_in_first
def new_version(request: PageRequest, artefact_id: int) -> HttpResponseBase:
    """Bring a new version after remarks."""
    artefact = _artefact(request, artefact_id)
    acting = acting_of(request)
    require("council.change_artefact", acting, artefact)
    form = NewVersionForm(request.POST or None, request.FILES or None, initial={"version": artefact.version})

    def act() -> str:
        file = handed_in(form)
        assert file is not None  # noqa: S101 the field is required
        added = add_version(
            artefact=artefact, note=form.cleaned_data["note"], file=file, version=form.cleaned_data["version"],
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Версия %(number)s отправлена на согласование.") % {"number": added.number}

    return form_page(
        request, form, act, record=artefact, title=_("Новая версия"), button=_("Отправить на согласование"),
        back=reverse("council-artefact", args=(artefact.pk,)), lead=artefact.title, crumbs=_crumbs(artefact),
    )  # fmt: skip


@sign_in_first
def keep_route(request: PageRequest, artefact_id: int) -> HttpResponseBase:
    """Keep the route for others to start from."""
    artefact = _artefact(request, artefact_id)
    acting = acting_of(request)
    require("council.change_artefact", acting, artefact)
    form = KeepTemplateForm(request.POST or None)

    def act() -> str:
        keep_template(
            title=form.cleaned_data["title"], artefact=artefact,
            acting=acting, today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Маршрут сохранён: его можно взять для другого документа.")

    return form_page(
        request, form, act, record=artefact, title=_("Сохранить маршрут"), button=_("Сохранить"),
        back=reverse("council-artefact", args=(artefact.pk,)), lead=artefact.title, crumbs=_crumbs(artefact),
    )  # fmt: skip


@sign_in_first
def download_version(request: PageRequest, version_id: int) -> HttpResponseBase:
    """A version's file as it was given."""
    visible = ArtefactVersion.objects.filter(artefact__in=artefacts_visible_to(acting_of(request)))
    version = get_object_or_404(visible, pk=version_id)
    return as_attachment(version.file, version.file_name)


@sign_in_first
def download_ground(request: PageRequest, stage_id: int) -> HttpResponseBase:
    """The letter on whose ground a stage was decided."""
    visible = Stage.objects.filter(version__artefact__in=artefacts_visible_to(acting_of(request)))
    stage = get_object_or_404(visible, pk=stage_id)
    return as_attachment(stage.ground_file, stage.ground_file_name)


def _steps(
    request: PageRequest, version: ArtefactVersion, *, is_running: bool
) -> list[tuple[int, list[dict[str, Any]]]]:
    """The stages by step, each with its light and whether this person decides it now."""
    steps: dict[int, list[dict[str, Any]]] = {}
    for stage in version.stages.all():
        is_open = is_running and stage.is_open
        is_late = is_open and stage.is_late(request.today)
        steps.setdefault(stage.step, []).append(
            {
                "stage": stage,
                "light": _light(stage, is_open=is_open, is_late=is_late),
                "word": _word(stage, is_open=is_open, is_late=is_late),
                "may_decide": is_open and allows(request, "council.decide_stage", stage),
            }
        )
    return sorted(steps.items())


def _light(stage: Stage, *, is_open: bool, is_late: bool) -> str:
    if stage.outcome == Stage.Outcome.AGREED:
        return "done"
    if stage.outcome in (Stage.Outcome.REMARKS, Stage.Outcome.REFUSED):
        return "returned"
    return "late" if is_late else "open" if is_open else "not-due"


def _word(stage: Stage, *, is_open: bool, is_late: bool) -> str:
    if stage.outcome != Stage.Outcome.WAITING:
        return translated(stage.get_outcome_display())
    if is_late:
        return _("Срок прошёл")
    if is_open:
        return _("Ждёт решения")
    return _("Не рассматривалось") if stage.opened_on else _("Ещё не открыт")


def _artefact(request: PageRequest, artefact_id: int) -> Artefact:
    artefacts: QuerySet[Artefact] = artefacts_visible_to(acting_of(request))
    return get_object_or_404(artefacts, pk=artefact_id)


def _crumbs(artefact: Artefact | None = None) -> tuple[tuple[str, str], ...]:
    first = (_("Согласования"), reverse("council-artefacts"))
    return (first, (artefact.title, reverse("council-artefact", args=(artefact.pk,)))) if artefact else (first,)
