"""The yearly gathering of information: all of them, one of them by bodies, one body, and the coordinator's acts."""

from __future__ import annotations

from datetime import date
from typing import Any

import rules
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.accounts.roles import Role
from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.account import account_years
from kadrost.roadmaps.domain.campaigns import (
    answer_campaign,
    close_campaign,
    may_see_campaign,
    missing_terms,
    open_campaign,
    progress_of,
)
from kadrost.roadmaps.forms.campaigns import AnswerForm, CloseCampaignForm, OpenCampaignForm
from kadrost.roadmaps.models import Campaign, Plan
from kadrost.roadmaps.permissions import may_change_plan, may_see_inside, require
from kadrost.roadmaps.tasks import write_to_silent_bodies
from kadrost.roadmaps.views.plans import head_of_plan, visible_plan
from kadrost.ui.request import PageRequest

MISSING_SHOWN = 200


@sign_in_first
def list_campaigns(request: PageRequest) -> HttpResponseBase:
    """Every gathering that the person may see, the newest year first."""
    acting = acting_of(request)
    require("roadmaps.see_all", acting)
    found = Campaign.objects.select_related("coordinator").annotate(answered=Count("answers")).prefetch_related("plans")
    shown = [one for one in found if may_see_campaign(acting, one)]
    return render(
        request, "roadmaps/campaigns.html", {"campaigns": shown, "may_open": allows(request, "roadmaps.import")}
    )


@sign_in_first
def plan_campaigns(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """The gatherings over one plan, beside its other pages."""
    plan = visible_plan(request, plan_id)
    if not may_see_inside(acting_of(request), plan):
        raise Http404
    campaigns = plan.campaigns.annotate(answered=Count("answers")).prefetch_related("plans")
    context = head_of_plan(request, plan, "campaigns") | {"campaigns": campaigns}
    context["may_begin"] = context["may_change"] and allows(request, "roadmaps.import")
    return render(request, "roadmaps/plan_campaigns.html", context)


@sign_in_first
def show_campaign(request: PageRequest, campaign_id: int) -> HttpResponseBase:
    """Who has answered and who has not, each with what is missing."""
    campaign = visible_campaign(request, campaign_id)
    mine = acting_of(request).organisation_ids(Role.EXECUTOR)
    progress = progress_of(campaign)
    return render(
        request,
        "roadmaps/campaign.html",
        {
            "campaign": campaign,
            "plans": campaign.plans.all(),
            "progress": progress,
            "rows": [(body, body.organisation.pk in mine) for body in progress.bodies],
            "own": [body for body in progress.silent if body.organisation.pk in mine],
            "days_left": campaign.days_left(request.today),
            "may_run": campaign.is_open and allows(request, "roadmaps.run_campaign", campaign),
        },
    )


@sign_in_first
def show_body(request: PageRequest, campaign_id: int, organisation_id: int) -> HttpResponseBase:
    """What is missing of one body, and for its executors the answer."""
    campaign = visible_campaign(request, campaign_id)
    organisation = get_object_or_404(Organisation, pk=organisation_id)
    body = next((one for one in progress_of(campaign).bodies if one.organisation.pk == organisation.pk), None)
    is_own = organisation.pk in acting_of(request).organisation_ids(Role.EXECUTOR)
    form = AnswerForm(request.POST or None, initial={"words": body.answer.words if body and body.answer else ""})

    def act() -> str:
        answer_campaign(
            campaign=campaign,
            organisation=organisation,
            acting=acting_of(request),
            words=form.cleaned_data["words"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Ответ записан.")

    status = carry_out(request, form, act, record=campaign)
    if status == DONE:
        return redirect("roadmaps-campaign", campaign.pk)
    missing = missing_terms(campaign, organisation)
    context = {
        "campaign": campaign,
        "organisation": organisation,
        "body": body,
        "missing": missing[:MISSING_SHOWN],
        "form": form if is_own and body and campaign.is_open and request.as_of is None else None,
    }
    return render(request, "roadmaps/campaign_body.html", context, status=status)


@sign_in_first
def new_campaign(request: PageRequest) -> HttpResponseBase:
    """Begin a gathering by hand over one or several plans."""
    acting = acting_of(request)
    require("roadmaps.import", acting)
    plans = Plan.objects.inside_for(acting).filter(state=Plan.State.ACTIVE)
    mended = plans.filter(pk__in=[plan.pk for plan in plans if may_change_plan(acting, plan)])
    last = request.today.year - 1
    years = sorted(
        {year for plan in mended for year in account_years(plan) if year <= last + 1} or {last}, reverse=True
    )
    initial: dict[str, Any] = {"due_on": usual_day(request.today), "year": last if last in years else years[0]}
    if request.GET.get("plan", "").isdigit():
        initial["plans"] = [request.GET["plan"]]
    form = OpenCampaignForm(request.POST or None, years=years, plans=mended, initial=initial)
    opened: list[Campaign] = []

    def act() -> str:
        opened.append(
            open_campaign(
                plans=list(form.cleaned_data["plans"].select_related("coordinator", "act")),
                year=form.cleaned_data["year"],
                due_on=form.cleaned_data["due_on"],
                today=request.today,
                acting=acting,
                request_id=request_id_of(request),
            )
        )
        return _("Сбор информации начат.")

    status = carry_out(request, form, act, record=Campaign())
    if status == DONE:
        return redirect("roadmaps-campaign", opened[0].pk)
    return render(request, "roadmaps/campaign_new.html", {"form": form, "has_plans": mended.exists()}, status=status)


@sign_in_first
def close(request: PageRequest, campaign_id: int) -> HttpResponseBase:
    """End the gathering on a ground."""
    campaign = visible_campaign(request, campaign_id)
    require("roadmaps.run_campaign", acting_of(request), campaign)
    form = CloseCampaignForm(request.POST or None, initial={"version": campaign.version})

    def act() -> str:
        close_campaign(
            campaign=campaign,
            acting=acting_of(request),
            ground=form.cleaned_data["ground"],
            version=form.cleaned_data["version"],
            today=request.today,
            request_id=request_id_of(request),
        )
        return _("Сбор информации закрыт.")

    status = carry_out(request, form, act, record=campaign)
    if status == DONE:
        return redirect("roadmaps-campaign", campaign.pk)
    context = {"campaign": campaign, "form": form, "silent": progress_of(campaign).silent}
    return render(request, "roadmaps/campaign_close.html", context, status=status)


@require_POST
@sign_in_first
def remind_silent(request: PageRequest, campaign_id: int) -> HttpResponseBase:
    """Write to the silent in the background, and lead to its progress; pressed again the same day it is the same work."""
    campaign = visible_campaign(request, campaign_id)
    acting = acting_of(request)
    require("roadmaps.run_campaign", acting, campaign)
    silent = progress_of(campaign).silent if campaign.is_open else []
    if not silent:
        messages.error(request, _("Напоминать некому: ответили все или сбор закрыт."))
        return redirect("roadmaps-campaign", campaign.pk)
    job = write_to_silent_bodies.ask(
        key=f"write_to_silent:{campaign.pk}:{request.today.isoformat()}",
        actor=acting.actor(request_id=request_id_of(request)),
        campaign_id=campaign.pk,
        whole=len(silent),
    )
    return redirect("notices-job", job.pk)


def visible_campaign(request: PageRequest, campaign_id: int) -> Campaign:
    """The gathering, where the person sees inside one of its plans; 404 otherwise."""
    found = Campaign.objects.select_related("coordinator").prefetch_related("plans", "answers")
    campaign = get_object_or_404(found, pk=campaign_id)
    if not rules.test_rule("roadmaps.see_campaign", acting_of(request), campaign):
        raise Http404
    return campaign


def usual_day(today: date) -> date:
    """The next 15 February."""
    this_year = date(today.year, 2, 15)
    return this_year if today <= this_year else date(today.year + 1, 2, 15)
