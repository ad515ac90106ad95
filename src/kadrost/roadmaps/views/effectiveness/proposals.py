"""A proposed correction: accept or refuse it, write it in other words, say what an executor thinks of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.accounts.roles import Role
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.editions.items import field_words, item_of
from kadrost.roadmaps.domain.effectiveness.deciding import (
    CHANGED_FIELDS,
    decide_proposal,
    measure_whole,
    reword_proposal,
    say_opinion,
)
from kadrost.roadmaps.forms.effectiveness import DecisionForm, OpinionForm, ProposalForm
from kadrost.roadmaps.models import CorrectionProposal
from kadrost.roadmaps.permissions.effectiveness import require
from kadrost.roadmaps.views.effectiveness.pages import SHOWN
from kadrost.roadmaps.views.effectiveness.shared import find_proposal
from kadrost.roadmaps.views.standard.shared import who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated


@require_POST
@sign_in_first
def decide(request: PageRequest, correction_id: int) -> HttpResponseBase:
    """Accept or refuse the proposal, or take the decision back."""
    proposal = find_proposal(request, correction_id)
    analysis = proposal.line.analysis
    require("effectiveness.make", acting_of(request), analysis.plan)
    form = DecisionForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data

        def act() -> str:
            decide_proposal(
                proposal=proposal, decision=CorrectionProposal.State(data["decision"]), words=data["words"],
                version=data["version"], **who_acts(request),
            )  # fmt: skip
            return ""

        press(request, act)
    else:
        messages.error(request, _("Решение не понято. Обновите страницу и повторите."))
    shown = request.POST.get("show", "")
    view = f"?show={shown}" if shown in SHOWN else ""
    return redirect(f"{reverse('roadmaps-analysis', args=(analysis.pk,))}{view}#line-{proposal.line_id}")


@sign_in_first
def reword(request: PageRequest, correction_id: int) -> HttpResponseBase:
    """Write what the next edition says of the measure, and accept it so."""
    proposal = find_proposal(request, correction_id)
    analysis = proposal.line.analysis
    require("effectiveness.make", acting_of(request), analysis.plan)
    item = item_of(measure_whole(proposal.line.measure_id))
    said = {name: field_words(item, name) for name in CHANGED_FIELDS} | proposal.change.get("words", {})
    form = ProposalForm(request.POST or None, initial={**said, "words": proposal.words, "version": proposal.version})

    def act() -> str:
        data = form.cleaned_data
        reword_proposal(
            proposal=proposal, fields=form.fields_written(), words=data["words"], version=data["version"],
            **who_acts(request),
        )  # fmt: skip
        return _("Предложение изменено и принято.")

    status = carry_out(request, form, act, record=proposal)
    if status == DONE:
        return redirect(f"{reverse('roadmaps-analysis', args=(analysis.pk,))}#line-{proposal.line_id}")
    facts = {
        "plan": analysis.plan, "analysis": analysis, "form": form, "stale": status == 409,
        "title": f"{proposal.line.number}: {translated(proposal.get_kind_display()).lower()}",
        "button": _("Записать и принять"), "explanation": proposal.ground,
    }  # fmt: skip
    return render(request, "roadmaps/effectiveness/form.html", facts, status=status)


@sign_in_first
def say(request: PageRequest, correction_id: int) -> HttpResponseBase:
    """What the executor's body thinks of a proposal on its own measure."""
    proposal = find_proposal(request, correction_id)
    analysis = proposal.line.analysis
    mine = acting_of(request).organisation_ids(Role.EXECUTOR) & set(proposal.line.facts.get("bodies", ()))
    if not mine:
        raise PermissionRefused("За это мероприятие отвечает другая организация.")
    said = proposal.opinions.filter(organisation__in=mine).first()
    form = OpinionForm(request.POST or None, initial={"words": said.words if said else ""})

    def act() -> str:
        say_opinion(proposal=proposal, words=form.cleaned_data["words"], **who_acts(request))
        return _("Мнение записано: координатор увидит его рядом с предложением.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect(f"{reverse('roadmaps-analysis', args=(analysis.pk,))}#line-{proposal.line_id}")
    facts = {
        "plan": analysis.plan, "analysis": analysis, "form": form, "button": _("Записать"),
        "title": _("Мнение исполнителя"),
        "explanation": f"{proposal.line.number}. {translated(proposal.get_kind_display())}: {proposal.ground}",
    }  # fmt: skip
    return render(request, "roadmaps/effectiveness/form.html", facts, status=status)
