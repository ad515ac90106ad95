"""The acts that a plan's measures ask for: decided, proposed by the kinds of required documents, said by hand."""

from __future__ import annotations

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.legal_acts.errors import LegalActRefused
from kadrost.roadmaps.domain.legal_acts.proposing import proposals_for
from kadrost.roadmaps.domain.legal_acts.reading import ActLine, legal_acts_on, ties_of_plan
from kadrost.roadmaps.domain.legal_acts.tying import decide_proposal, tie_measures, untie_measure
from kadrost.roadmaps.forms.legal_acts import TieActForm
from kadrost.roadmaps.models import LegalActTie, Plan
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.legal_acts.register import row_of
from kadrost.roadmaps.views.plans import head_of_plan, inside_plan
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@sign_in_first
def show_plan_acts(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The plan's acts with what is proposed; a POST decides a proposal, ties by hand, or unties."""
    plan = inside_plan(request, plan_id)
    may_change = allows(request, "roadmaps.change_plan", plan)
    form = None
    if may_change or request.method == "POST":
        require("roadmaps.change_plan", acting_of(request), plan)
        acts = legal_acts_on(acting_of(request), request.today).filter(territory=plan.territory, ended_on=None)
        is_by_hand = request.method == "POST" and request.POST.get("act") == "tie"
        form = TieActForm(request.POST if is_by_hand else None, acts=acts.order_by("title"))
        if request.method == "POST" and not is_by_hand:
            press(request, lambda: _decide(request, plan))
            return redirect("roadmaps-plan-legal-acts", plan.pk)
        if is_by_hand and _tie(request, plan, form) == DONE:
            return redirect("roadmaps-plan-legal-acts", plan.pk)
    ties = [
        (tie, row_of(ActLine(tie.legal_act, tie.legal_act.status_on(request.today), 0)))
        for tie in ties_of_plan(plan=plan, day=request.today)
    ]
    proposals = proposals_for(plan) if may_change else []
    return render(
        request,
        "roadmaps/legal_acts/plan.html",
        head_of_plan(request, plan, "legal-acts")
        | {
            "ties": ties,
            "proposals": [(one, translated(one.kind.label)) for one in proposals],
            "form": form,
        },
        status=422 if form is not None and form.is_bound else 200,
    )


def _tie(request: PageRequest, plan: Plan, form: TieActForm) -> int:
    def act() -> str:
        data = form.cleaned_data
        total = tie_measures(plan=plan, legal_act=data["legal_act"], numbers=data["numbers"], **who_acts(request))
        return _("Связано мероприятий: %(total)s.") % {"total": total}

    return carry_out(request, form, act)


def _decide(request: PageRequest, plan: Plan) -> str:
    """Carry out what the pressed button says; gives what is said about it."""
    kind, _sign, key = request.POST.get("act", "").partition(":")
    if kind == "untie":
        ties = LegalActTie.objects.inside_for(acting_of(request)).select_related(
            "measure__plan__territory", "legal_act"
        )
        untie_measure(tie=get_object_or_404(ties, pk=wanted_number(key) or 0, measure__plan=plan), **who_acts(request))
        return _("Связь снята.")
    if kind not in ("confirm", "refuse"):
        raise LegalActRefused(_("Действие не понято."), remedy=_("Обновите страницу и повторите."))
    chosen = {wanted_number(one) or 0 for one in request.POST.getlist(f"asked-{key}")}
    is_confirmed = kind == "confirm"
    total = decide_proposal(plan=plan, key=key, chosen=chosen, is_confirmed=is_confirmed, **who_acts(request))
    said = _("Связано мероприятий: %(total)s.") if is_confirmed else _("Отклонено мероприятий: %(total)s.")
    return said % {"total": total}
