"""The pages that change a plan as a whole: its facts, off control and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.region.forms.shared import VersionedForm
from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.history import history_of_plan
from kadrost.roadmaps.domain.plan_changes import change_plan, close_plan, reopen_plan
from kadrost.roadmaps.forms.plans import PlanForm, TurnForm
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.measure_edits import said_of_change
from kadrost.roadmaps.views.plans import visible_plan
from kadrost.ui.request import PageRequest


@sign_in_first
def edit_plan(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """Change the plan's name in lists, who is in charge, the period and who sees it."""
    plan = visible_plan(request, plan_id)
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(plan))

    def act() -> str:
        change = change_plan(plan=plan, facts=form.facts(), **_common(request, form))
        return said_of_change(change)

    return _page(request, plan, form, act, title=_("Изменить план"), button=_("Сохранить"))


@sign_in_first
def turn_plan(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """Take the plan off control, or a plan that is off control under it again."""
    plan = visible_plan(request, plan_id)
    form = TurnForm(request.POST or None, initial={"version": plan.version})
    if plan.state == Plan.State.CLOSED:
        title, turn, said = _("Вернуть план на контроль"), reopen_plan, _("План снова на контроле.")
        explanation = _("Контрольные точки, отчёты и решения останутся такими, какими были.")
    else:
        title, turn, said = _("Снять план с контроля"), close_plan, _("План снят с контроля.")
        explanation = _("План и его история останутся видны, контрольные точки уйдут из контроля и «Моей работы».")

    def act() -> str:
        turn(plan=plan, **_common(request, form))
        return said

    return _page(request, plan, form, act, title=title, button=title, explanation=explanation)


def _common(request: PageRequest, form: VersionedForm) -> dict[str, Any]:
    return {
        "acting": acting_of(request),
        "ground": form.cleaned_data["ground"],
        "version": form.cleaned_data["version"],
        "today": request.today,
        "request_id": request_id_of(request),
    }


def _page(
    request: PageRequest,
    plan: Plan,
    form: VersionedForm,
    act: Callable[[], str],
    *,
    title: str,
    button: str,
    explanation: str = "",
) -> HttpResponseBase:
    """The form, or its deed and the way back to the plan; a refusal is said on the form."""
    require("roadmaps.change_plan", acting_of(request), plan)
    status = carry_out(request, form, act, record=plan)
    if status == DONE:
        return redirect("roadmaps-plan", plan.pk)
    return render(
        request,
        "roadmaps/plan_change.html",
        {
            "plan": plan,
            "form": form,
            "title": title,
            "button": button,
            "explanation": explanation,
            "is_edit": isinstance(form, PlanForm),
            "stale": status == 409,
            "history": history_of_plan(plan),
        },
        status=status,
    )
