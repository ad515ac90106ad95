"""What is done with an analysis: make, count anew, approve, give up, begin the edition, attach; and its thresholds."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.effectiveness.attaching import attach_report
from kadrost.roadmaps.domain.effectiveness.correcting import begin_correction
from kadrost.roadmaps.domain.effectiveness.making import (
    abandon_analysis,
    approve_analysis,
    make_analysis,
    recount_analysis,
)
from kadrost.roadmaps.domain.effectiveness.reading import lines_of
from kadrost.roadmaps.domain.effectiveness.thresholds import change_thresholds, thresholds_of
from kadrost.roadmaps.forms.effectiveness import AttachForm, ConclusionForm, PeriodForm, ThresholdsForm
from kadrost.roadmaps.models import (
    Checkpoint,
    CorrectionProposal,
    EditionDraft,
    EffectivenessAnalysis,
    EffectivenessRules,
)
from kadrost.roadmaps.papers.effectiveness import analysis_paper
from kadrost.roadmaps.permissions.effectiveness import require
from kadrost.roadmaps.views.effectiveness.shared import find_analysis, plan_of_analyses
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.papers.word import lay_out_docx
from kadrost.ui.request import PageRequest


@sign_in_first
def make(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """Choose the period and make an analysis."""
    plan = plan_of_analyses(request, plan_id)
    require("effectiveness.make", acting_of(request), plan)
    form = PeriodForm(request.POST or None, today=request.today, initial={"day": request.today})
    made: list[EffectivenessAnalysis] = []

    def act() -> str:
        made.append(make_analysis(plan=plan, period=form.chosen(), **who_acts(request)))
        return _("Анализ сделан. Решите каждое предложение: план пока прежний.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-analysis", made[0].pk)
    facts = {
        "plan": plan, "form": form, "title": _("Сделать анализ эффективности"), "button": _("Сделать анализ"),
        "explanation": _("Срок относится к периоду по первоначальной дате. Считается только то, что записано в системе."),
    }  # fmt: skip
    return render(request, "roadmaps/effectiveness/form.html", facts, status=status)


@sign_in_first
def approve(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """Write the conclusion and freeze the analysis."""
    analysis = find_analysis(request, analysis_id)
    require("effectiveness.make", acting_of(request), analysis.plan)
    form = ConclusionForm(request.POST or None, initial={"version": analysis.version})

    def act() -> str:
        data = form.cleaned_data
        approve_analysis(analysis=analysis, conclusion=data["conclusion"], version=data["version"], **who_acts(request))
        return _("Анализ утверждён. Его цифры и решения больше не меняются.")

    status = carry_out(request, form, act, record=analysis)
    if status == DONE:
        return redirect("roadmaps-analysis", analysis.pk)
    waiting = CorrectionProposal.objects.inside_for(acting_of(request)).filter(
        line__analysis=analysis, state=CorrectionProposal.State.PENDING
    )
    facts = {
        "plan": analysis.plan, "analysis": analysis, "form": form, "title": _("Утвердить анализ"),
        "button": _("Утвердить"), "stale": status == 409, "waiting": waiting.count(),
        "explanation": _("После утверждения не изменится ни одна цифра и ни одно решение."),
    }  # fmt: skip
    return render(request, "roadmaps/effectiveness/form.html", facts, status=status)


@require_POST
@sign_in_first
def recount(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """Count an open analysis anew."""
    analysis = find_analysis(request, analysis_id)

    def act() -> str:
        recount_analysis(analysis=analysis, version=_version(request), **who_acts(request))
        return _("Анализ пересчитан. Решения по тем же предложениям сохранены.")

    press(request, act)
    return redirect("roadmaps-analysis", analysis.pk)


@sign_in_first
def abandon(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """Ask, then give an open analysis up."""
    analysis = find_analysis(request, analysis_id)
    require("effectiveness.make", acting_of(request), analysis.plan)
    if request.method != "POST":
        facts = {
            "title": _("Отменить анализ"),
            "consequence": _("Решения по предложениям будут потеряны. План останется прежним."),
            "button": _("Отменить анализ"),
            "danger": True,
            "cancel_url": reverse("roadmaps-analysis", args=(analysis.pk,)),
        }
        return render(request, "ui/confirm.html", facts)

    def act() -> str:
        abandon_analysis(analysis=analysis, version=analysis.version, **who_acts(request))
        return _("Анализ отменён.")

    if not press(request, act):
        return redirect("roadmaps-analysis", analysis.pk)
    return redirect("roadmaps-effectiveness", analysis.plan_id)


@require_POST
@sign_in_first
def correct(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """Begin the plan's next edition out of the accepted proposals."""
    analysis = find_analysis(request, analysis_id)
    begun: list[EditionDraft] = []

    def act() -> str:
        begun.append(begin_correction(analysis=analysis, **who_acts(request)))
        return _("Проект новой редакции готов. Посмотрите каждую строку: план пока прежний.")

    if not press(request, act):
        return redirect("roadmaps-analysis", analysis.pk)
    return redirect("roadmaps-edition-draft", begun[0].pk)


@require_POST
@sign_in_first
def attach(request: PageRequest, analysis_id: int) -> HttpResponseBase:
    """Attach the report to a measure that asks for one."""
    analysis = find_analysis(request, analysis_id)
    acting = acting_of(request)
    require("effectiveness.make", acting, analysis.plan)
    form = AttachForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Контрольная точка не выбрана. Обновите страницу и повторите."))
        return redirect("roadmaps-analysis", analysis.pk)
    points = Checkpoint.objects.inside_for(acting).select_related("plan", "measure")
    checkpoint = get_object_or_404(points, pk=form.cleaned_data["checkpoint"])

    def act() -> str:
        content = lay_out_docx(analysis_paper(analysis, lines_of(analysis, acting, whole=True)))
        attach_report(analysis=analysis, checkpoint=checkpoint, content=content, **who_acts(request))
        return _("Отчёт приложен к мероприятию %(number)s.") % {"number": checkpoint.measure.number}

    press(request, act)
    return redirect("roadmaps-analysis", analysis.pk)


@sign_in_first
def edit_thresholds(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The thresholds of the plan's territory."""
    plan = plan_of_analyses(request, plan_id)
    require("effectiveness.rules", acting_of(request), plan.territory)
    kept = EffectivenessRules.objects.filter(territory=plan.territory).first()
    initial: dict[str, Any] = {**thresholds_of(plan.territory_id), "version": kept.version if kept else 0}
    form = ThresholdsForm(request.POST or None, initial=initial)

    def act() -> str:
        change_thresholds(
            territory=plan.territory, wanted=form.wanted(), version=form.cleaned_data["version"], **who_acts(request)
        )
        return _("Пороги записаны. Сделанные анализы остаются при своих.")

    status = carry_out(request, form, act, record=kept)
    if status == DONE:
        return redirect("roadmaps-effectiveness", plan.pk)
    facts = {
        "plan": plan, "form": form, "title": _("Пороги анализа"), "button": _("Записать"),
        "explanation": _("С каких чисел правила называют мероприятие проблемным. Пороги общие для всех планов территории «%(territory)s».")
        % {"territory": plan.territory},
    }  # fmt: skip
    return render(request, "roadmaps/effectiveness/form.html", facts, status=status)


def _version(request: PageRequest) -> int:
    """The version that the page showed; 0, which none has, where the form lost it."""
    written = request.POST.get("version", "")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 0
