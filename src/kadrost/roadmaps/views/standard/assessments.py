"""Rounds of self-assessment: the list, one round, its preparation, opening and closing."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.region.models import Territory
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.assessment.reading import RoundView, rounds_visible_to, state_on, view_round
from kadrost.roadmaps.domain.assessment.rounds import (
    assign_bodies,
    change_questions,
    close_round,
    open_round,
    prepare_round,
    publish_round,
)
from kadrost.roadmaps.domain.standard.serving import provisions_of
from kadrost.roadmaps.forms.assessments import BodiesForm, CloseForm, QuestionsForm, RoundForm
from kadrost.roadmaps.models import AssessmentAnswer, AssessmentRound
from kadrost.roadmaps.permissions.standard import require
from kadrost.roadmaps.views.standard.shared import standard_tabs, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

KEEPERS = (Role.COORDINATOR, Role.ADMINISTRATOR)
State = AssessmentRound.State


def list_rounds(request: PageRequest) -> HttpResponse:
    """The rounds that the person may read, the latest first."""
    rounds = list(rounds_visible_to(acting_of(request), day=request.today))
    return render(
        request,
        "roadmaps/standard/assessments.html",
        {
            "tabs": standard_tabs(request, "assessments"),
            "rounds": [(one, translated(state_on(one, request.today).label)) for one in rounds],
            "may_prepare": allows(request, "assessments.manage"),
        },
    )


def show_round(request: PageRequest, round_id: int) -> HttpResponse:
    """A round provision by provision, beside the round before it."""
    assessment = visible_round(request, round_id)
    view = view_round(assessment, day=request.today)
    return render(request, "roadmaps/standard/assessment.html", {**round_head(request, view), "view": view})


def visible_round(request: PageRequest, round_id: int) -> AssessmentRound:
    """The round, where the person may read it on the day shown; 404 otherwise."""
    return get_object_or_404(rounds_visible_to(acting_of(request), day=request.today), pk=round_id)


def round_head(request: PageRequest, view: RoundView) -> dict[str, Any]:
    """What every page of a round shows above."""
    state = state_on(view.assessment, request.today)
    return {
        "tabs": standard_tabs(request, "assessments"),
        "assessment": view.assessment,
        "state": state.value,
        "state_word": translated(state.label),
        "previous": view.previous,
        "may_manage": allows(request, "assessments.manage", view.assessment.territory),
        "marks": [(mark.value, translated(mark.label)) for mark in AssessmentAnswer.Mark],
    }


@sign_in_first
def new_round(request: PageRequest) -> HttpResponseBase:
    """Prepare a round."""
    acting = acting_of(request)
    require("assessments.manage", acting, None)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    form = RoundForm(request.POST or None, territories=territories, initial={"territory": territories.first()})
    made: list[AssessmentRound] = []

    def act() -> str:
        made.append(prepare_round(territory=form.cleaned_data["territory"], facts=form.facts(), **who_acts(request)))
        return _("Раунд подготовлен. Назначьте, кто отвечает за каждое положение.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-assessment-bodies", made[0].pk)
    context = {"title": _("Новый раунд самооценки"), "form": form, "button": _("Подготовить раунд")}
    return render(request, "roadmaps/standard/form.html", context, status=status)


@sign_in_first
def edit_bodies(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Say which bodies answer for each provision."""
    assessment = _managed(request, round_id)
    chosen: dict[str, Any] = {"version": assessment.version}
    for part in assessment.parts.select_related("provision"):
        chosen.setdefault(f"provision_{part.provision.number}", []).append(str(part.organisation_id))
    form = BodiesForm(
        request.POST or None,
        provisions=provisions_of(assessment.edition),
        territory=assessment.territory,
        initial=chosen,
    )

    def act() -> str:
        assign_bodies(
            assessment=assessment, bodies=form.bodies(), version=form.cleaned_data["version"], **who_acts(request)
        )
        return _("Записано, кто отвечает за положения.")

    return _round_form(request, assessment, form, act, title=_("Кто отвечает за положения"), button=_("Сохранить"))


@sign_in_first
def edit_questions(request: PageRequest, round_id: int) -> HttpResponseBase:
    """Reword the questions before the round opens."""
    assessment = _managed(request, round_id)
    form = QuestionsForm(
        request.POST or None,
        questions=list(assessment.questions.all()),
        provisions=provisions_of(assessment.edition),
        initial={"version": assessment.version},
    )

    def act() -> str:
        change_questions(
            assessment=assessment, questions=form.changed(), added=form.added(), version=form.cleaned_data["version"],
            **who_acts(request),
        )  # fmt: skip
        return _("Вопросы сохранены.")

    return _round_form(
        request, assessment, form, act, title=_("Вопросы раунда"), button=_("Сохранить"),
        explanation=_("Вопрос с пустым текстом будет убран. После открытия раунда вопросы не меняются."),
    )  # fmt: skip


@sign_in_first
def turn_round(request: PageRequest, round_id: int) -> HttpResponseBase:
    """The next step of the round: open it, close it, show it without sign-in or take that back."""
    assessment = _managed(request, round_id)
    form = CloseForm(request.POST or None, initial={"version": assessment.version})
    if assessment.state != State.OPEN:
        del form.fields["words"], form.fields["leave_unanswered"]
    title, said, explanation = _step(assessment)

    def act() -> str:
        common = {"assessment": assessment, "version": form.cleaned_data["version"], **who_acts(request)}
        if assessment.state == State.PREPARED:
            open_round(**common)
        elif assessment.state == State.OPEN:
            data = form.cleaned_data
            close_round(words=data["words"], leave_unanswered=data["leave_unanswered"], **common)
        else:
            publish_round(is_published=not assessment.is_published, **common)
        return said

    return _round_form(request, assessment, form, act, title=title, button=title, explanation=explanation)


def _step(assessment: AssessmentRound) -> tuple[str, str, str]:
    if assessment.state == State.PREPARED:
        return _("Открыть раунд"), _("Раунд открыт."), _("Исполнители увидят свои вопросы в «Моей работе».")
    if assessment.state == State.OPEN:
        return _("Закрыть раунд"), _("Раунд закрыт."), _("После закрытия ни один ответ не изменится.")
    if assessment.is_published:
        return _("Скрыть от посетителей"), _("Раунд виден только вошедшим."), _("Раунд останется виден вошедшим.")
    return _("Показать без входа"), _("Раунд виден всем."), _("Оценки, основания и пробелы увидит любой посетитель.")


def _managed(request: PageRequest, round_id: int) -> AssessmentRound:
    assessment = visible_round(request, round_id)
    require("assessments.manage", acting_of(request), assessment.territory)
    return assessment


def _round_form(
    request: PageRequest,
    assessment: AssessmentRound,
    form: Any,
    act: Any,
    *,
    title: str,
    button: str,
    explanation: str = "",
) -> HttpResponseBase:
    status = carry_out(request, form, act, record=assessment)
    if status == DONE:
        return redirect("roadmaps-assessment", assessment.pk)
    context = {
        "assessment": assessment, "form": form, "title": title, "button": button, "explanation": explanation,
        "stale": status == 409,
    }  # fmt: skip
    return render(request, "roadmaps/standard/form.html", context, status=status)
