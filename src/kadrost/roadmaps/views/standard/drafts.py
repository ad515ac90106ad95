"""Drafts of plans: the list, one draft, putting measures in, changing and taking them out, printing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.drafts.reading import (
    bodies_of_keeper,
    drafts_visible_to,
    drafts_written_by,
    gaps_visible_to,
    measures_of_drafts,
)
from kadrost.roadmaps.domain.drafts.writing import (
    DraftWords,
    begin_draft,
    change_draft_measure,
    put_measure,
    source_words,
    take_out_measure,
    turn_draft,
    words_of_gap,
    words_of_measure,
)
from kadrost.roadmaps.forms.drafts import WORDS, DraftForm, DraftMeasureForm, PutForm
from kadrost.roadmaps.models import AssessmentAnswer, DraftMeasure, Measure, PlanDraft, Provision
from kadrost.roadmaps.papers.standard import draft_paper
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.permissions.standard import require
from kadrost.roadmaps.views.measures import visible_measure
from kadrost.roadmaps.views.standard.shared import standard_tabs, wanted_number, who_acts
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest


@sign_in_first
def list_drafts(request: PageRequest) -> HttpResponseBase:
    """The drafts of the region."""
    _demand_staff(request)
    return render(
        request,
        "roadmaps/standard/drafts.html",
        {
            "tabs": standard_tabs(request, "drafts"),
            "drafts": list(drafts_visible_to(acting_of(request), day=request.today)),
            "may_begin": allows(request, "drafts.manage"),
        },
    )


@sign_in_first
def new_draft(request: PageRequest) -> HttpResponseBase:
    """Begin a draft."""
    acting = acting_of(request)
    require("drafts.manage", acting, None)
    territories, bodies = bodies_of_keeper(acting)
    first = {"territory": territories.first(), "coordinator": bodies.first()}
    form = DraftForm(request.POST or None, territories=territories, bodies=bodies, initial=first)
    begun: list[PlanDraft] = []

    def act() -> str:
        begun.append(begin_draft(**form.cleaned_data, **who_acts(request)))
        return _("Проект начат. Добавьте мероприятия.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-draft", begun[0].pk)
    context = {"title": _("Новый проект плана"), "form": form, "button": _("Начать проект"), "is_draft": True}
    return render(request, "roadmaps/standard/form.html", context, status=status)


@sign_in_first
def show_draft(request: PageRequest, draft_id: int) -> HttpResponseBase:
    """A draft with its measures and where each comes from."""
    _demand_staff(request)
    draft = _visible(request, draft_id)
    measures = draft.measures.select_related("provision", "source__plan")
    return render(
        request,
        "roadmaps/standard/draft.html",
        {
            "tabs": standard_tabs(request, "drafts"),
            "draft": draft,
            "measures": list(measures),
            "may_write": allows(request, "drafts.manage", draft) and draft.state == PlanDraft.State.WRITTEN,
            "may_turn": allows(request, "drafts.manage", draft),
        },
    )


@sign_in_first
def put(request: PageRequest) -> HttpResponseBase:
    """Put a measure into a draft: of another plan, of a gap, or a new one."""
    acting = acting_of(request)
    require("drafts.manage", acting, None)
    source, gap = _sources(request)
    drafts = drafts_written_by(acting)
    wanted = wanted_number(request.GET.get("draft", ""))
    form = PutForm(
        request.POST or None,
        drafts=drafts,
        initial=_words(source, gap) | {"draft": wanted or drafts.values_list("pk", flat=True).first(), "version": 1},
    )

    def act() -> str:
        put_measure(
            draft=form.cleaned_data["draft"], words=form.words(), provision=form.cleaned_data["provision"],
            source=source, gap=gap, **who_acts(request),
        )  # fmt: skip
        return _("Мероприятие добавлено в проект.")

    status = carry_out(request, form, act, record=PlanDraft())
    if status == DONE:
        return redirect("roadmaps-draft", form.cleaned_data["draft"].pk)
    return render(
        request,
        "roadmaps/standard/draft_put.html",
        {"form": form, "source": source_words(source, gap), "has_drafts": drafts.exists()},
        status=status,
    )


@sign_in_first
def edit_measure(request: PageRequest, draft_measure_id: int) -> HttpResponseBase:
    """Reword a measure of a draft."""
    measure = _visible_measure(request, draft_measure_id)
    require("drafts.manage", acting_of(request), measure.draft)
    now: dict[str, Any] = {name: getattr(measure, name) for name in WORDS}
    form = DraftMeasureForm(
        request.POST or None, initial=now | {"provision": measure.provision_id, "version": measure.version}
    )

    def act() -> str:
        change_draft_measure(
            measure=measure, words=form.words(), provision=form.cleaned_data["provision"],
            version=form.cleaned_data["version"], **who_acts(request),
        )  # fmt: skip
        return _("Мероприятие изменено.")

    status = carry_out(request, form, act, record=measure)
    if status == DONE:
        return redirect("roadmaps-draft", measure.draft_id)
    context = {
        "title": _("Изменить мероприятие проекта"), "form": form, "button": _("Сохранить"), "draft": measure.draft,
        "is_draft": True, "stale": status == 409, "explanation": measure.source_words,
    }  # fmt: skip
    return render(request, "roadmaps/standard/form.html", context, status=status)


@require_POST
@sign_in_first
def remove_measure(request: PageRequest, draft_measure_id: int) -> HttpResponseBase:
    """Take a measure out of its draft."""
    measure = _visible_measure(request, draft_measure_id)

    def act() -> str:
        take_out_measure(measure=measure, **who_acts(request))
        return _("Мероприятие убрано из проекта.")

    press(request, act)
    return redirect("roadmaps-draft", measure.draft_id)


@require_POST
@sign_in_first
def turn(request: PageRequest, draft_id: int) -> HttpResponseBase:
    """Hand the draft over for signing, or take it back."""
    _demand_staff(request)
    draft = _visible(request, draft_id)
    is_written = draft.state == PlanDraft.State.WRITTEN
    into = PlanDraft.State.SENT if is_written else PlanDraft.State.WRITTEN
    version = wanted_number(request.POST.get("version", "")) or 0

    def act() -> str:
        turn_draft(draft=draft, into=into, version=version, **who_acts(request))
        return _("Проект передан на подпись.") if is_written else _("Проект снова в работе.")

    press(request, act)
    return redirect("roadmaps-draft", draft.pk)


@sign_in_first
def download(request: PageRequest, draft_id: int, layout: str) -> HttpResponseBase:
    """The draft as a document to be signed."""
    _demand_staff(request)
    draft = _visible(request, draft_id)
    measures = list(draft.measures.select_related("provision"))
    return paper_file(draft_paper(draft, measures), layout, name=draft.title)


def _demand_staff(request: PageRequest) -> None:
    if not is_staff_of_region(acting_of(request)):
        raise PermissionRefused(_("Проекты планов видят участники работы."), remedy=_("Обратитесь к координатору."))


def _visible(request: PageRequest, draft_id: int) -> PlanDraft:
    return get_object_or_404(drafts_visible_to(acting_of(request), day=request.today), pk=draft_id)


def _visible_measure(request: PageRequest, key: int) -> DraftMeasure:
    _demand_staff(request)
    return get_object_or_404(measures_of_drafts(acting_of(request), day=request.today), pk=key)


def _sources(request: PageRequest) -> tuple[Measure | None, AssessmentAnswer | None]:
    measure = wanted_number(request.GET.get("measure", ""))
    answer = wanted_number(request.GET.get("answer", ""))
    gap = get_object_or_404(gaps_visible_to(acting_of(request)), pk=answer) if answer else None
    return (visible_measure(request, measure) if measure else None), gap


def _words(source: Measure | None, gap: AssessmentAnswer | None) -> dict[str, Any]:
    provision: Provision | None = None
    words = DraftWords(title="")
    if source is not None:
        words = words_of_measure(source)
        number = (source.section.provision if source.section else None) or 0
        provision = Provision.objects.filter(edition__is_current=True, number=number).first()
    elif gap is not None:
        words, provision = words_of_gap(gap), gap.question.provision
    return {name: getattr(words, name) for name in WORDS} | {"provision": provision.pk if provision else None}
