"""The templates there are and the plans begun out of them; beginning one, its facts, and giving it up."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.drafts.reading import bodies_of_keeper
from kadrost.roadmaps.domain.templates.beginning import abandon_adaptation, begin_adaptation, change_facts
from kadrost.roadmaps.domain.templates.terms import measures_of_template, shift_of
from kadrost.roadmaps.forms.templates import AdaptationForm
from kadrost.roadmaps.models import Act, Adaptation, Plan
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.templates.access import step, step_facts
from kadrost.ui.request import PageRequest

LONGEST_SHORT = 120


@sign_in_first
def list_adaptations(request: PageRequest) -> HttpResponseBase:
    """Plans that are being made, and the templates to begin with."""
    acting = acting_of(request)
    require("roadmaps.import", acting)
    begun = Adaptation.objects.handled_by(acting).filter(state=Adaptation.State.OPEN)
    facts = {
        "adaptations": list(begun.select_related("template", "territory", "coordinator")),
        "templates": list(_templates(request).select_related("territory")),
    }
    return render(request, "roadmaps/templates/list.html", facts)


@sign_in_first
def begin(request: PageRequest, template_id: int) -> HttpResponseBase:
    """The first step: whose plan it will be; with it the plan is begun."""
    acting = acting_of(request)
    require("roadmaps.import", acting)
    template = get_object_or_404(_templates(request), pk=template_id)
    form = AdaptationForm(request.POST or None, acting=acting, initial=_proposed(request, template))
    begun: list[Adaptation] = []

    def act() -> str:
        begun.append(
            begin_adaptation(
                template=template, facts=form.facts(), acting=acting, today=request.today,
                request_id=request_id_of(request),
            )
        )  # fmt: skip
        return _("Подготовка плана начата: её можно оставить и продолжить в любой день.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-adaptation-terms", begun[0].pk)
    facts = {"form": form, "template": template, "cancel_url": reverse("roadmaps-plan", args=(template.pk,))}
    return render(request, "roadmaps/templates/begin.html", facts, status=status)


@step
def edit_facts(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """The first step again."""
    acting = acting_of(request)
    form = AdaptationForm(request.POST or None, acting=acting, initial=AdaptationForm.initial_of(adaptation))

    def act() -> str:
        change_facts(
            adaptation=adaptation, facts=form.facts(), acting=acting, version=form.cleaned_data["version"] or 0
        )
        return _("Сохранено.")

    status = carry_out(request, form, act, record=adaptation)
    if status == DONE:
        return redirect("roadmaps-adaptation-terms", adaptation.pk)
    facts = step_facts(adaptation, "facts") | {"form": form, "stale": status == 409}
    return render(request, "roadmaps/templates/facts.html", facts, status=status)


@step
def abandon(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """Ask, then give the plan up."""
    if request.method != "POST":
        facts = {
            "title": _("Отменить подготовку плана"),
            "consequence": _("Сроки, исполнители и значения, выбранные для плана «%(plan)s», будут потеряны.")
            % {"plan": adaptation.short_title},
            "button": _("Отменить подготовку"),
            "danger": True,
            "cancel_url": reverse("roadmaps-adaptation", args=(adaptation.pk,)),
        }
        return render(request, "ui/confirm.html", facts)

    def act() -> str:
        abandon_adaptation(
            adaptation=adaptation, acting=acting_of(request), today=request.today, request_id=request_id_of(request)
        )
        return _("Подготовка плана отменена.")

    press(request, act)
    return redirect("roadmaps-adaptations")


def _templates(request: PageRequest) -> Any:
    """The templates that the person may see."""
    return Plan.objects.visible_to(acting_of(request)).filter(kind=Act.Kind.TEMPLATE, state=Plan.State.ACTIVE)


def _proposed(request: PageRequest, template: Plan) -> dict[str, Any]:
    """What the form begins with: the person's own body, a plan from today for as long as the template's own terms."""
    territories, bodies = bodies_of_keeper(acting_of(request))
    begins = request.today
    probe = Adaptation(template=template, starts_on=begins, ends_on=date(begins.year + 1, 12, 31))
    measures = measures_of_template(template)
    shift = shift_of(probe, measures)
    last = max(
        (one.end for measure in measures if (plan := measure.schedule) for one in _named(plan)), default=probe.ends_on
    )
    return {
        "territory": territories.first(),
        "coordinator": bodies.first(),
        "title": template.title,
        "short_title": template.short_title[:LONGEST_SHORT],
        "starts_on": begins,
        "ends_on": date(max(shift.day(last).year, begins.year), 12, 31),
        "shift": Adaptation.Shift.YEARS,
    }


def _named(schedule: Any) -> Any:
    """The first day that a schedule names."""
    first = next(schedule.occurrences(until=date(9999, 12, 31)), None) if schedule.understood else None
    return [first] if first is not None else []
