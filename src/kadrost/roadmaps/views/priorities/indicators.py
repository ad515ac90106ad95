"""Indicators of a priority: adding, changing, taking out, and the values that were reached."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out, press
from kadrost.roadmaps.domain.priorities.measuring import enter_actual, keep_indicator, remove_indicator
from kadrost.roadmaps.domain.priorities.reading import history_of_actuals
from kadrost.roadmaps.forms.priorities import ActualForm, IndicatorForm, NewIndicatorForm
from kadrost.roadmaps.models import PriorityIndicator
from kadrost.roadmaps.permissions.priorities import require
from kadrost.roadmaps.views.priorities.lists import list_crumbs
from kadrost.roadmaps.views.priorities.priorities import priority_form
from kadrost.roadmaps.views.priorities.shared import kept_priority, visible_indicator
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.request import PageRequest


def show_indicator(request: PageRequest, indicator_id: int) -> HttpResponseBase:
    """An indicator: planned and reached values, and a form for whoever answers for it."""
    indicator = visible_indicator(request, indicator_id)
    year = wanted_number(request.GET.get("year", "")) or request.today.year - 1
    form = ActualForm(initial={"year": year, "as_of": request.today})
    return _indicator_page(request, indicator, form, status=200)


@require_POST
@sign_in_first
def enter_value(request: PageRequest, indicator_id: int) -> HttpResponseBase:
    """Write what was reached in a year."""
    indicator = visible_indicator(request, indicator_id)
    require("priorities.enter_actual", acting_of(request), indicator)
    form = ActualForm(request.POST)

    def act() -> str:
        enter_actual(indicator=indicator, **form.cleaned_data, **who_acts(request))
        return _("Значение внесено.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-indicator", indicator.pk)
    return _indicator_page(request, indicator, form, status=status)


@sign_in_first
def new_indicator(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """Add an indicator to a priority."""
    priority = kept_priority(request, priority_id)
    form = NewIndicatorForm(request.POST or None, territory=priority.list.territory, initial={"version": 1})
    form.add_years(priority.list.years, {}, label=_("План на %(year)s год"))

    def act() -> str:
        keep_indicator(priority=priority, indicator=None, facts=form.facts(), version=None, **who_acts(request))
        return _("Показатель добавлен.")

    return priority_form(request, priority, form, act, title=_("Новый показатель"))


@sign_in_first
def edit_indicator(request: PageRequest, indicator_id: int) -> HttpResponseBase:
    """Change an indicator and its planned values."""
    indicator = visible_indicator(request, indicator_id)
    priority = kept_priority(request, indicator.priority_id)
    names = ("title", "unit", "better", "base_year", "base_source", "version")
    now: dict[str, Any] = {name: getattr(indicator, name) for name in names}
    base = indicator.base_value.normalize() if indicator.base_value is not None else None
    now |= {"base_value": base, "responsible": indicator.responsible_id}
    form = IndicatorForm(request.POST or None, territory=priority.list.territory, initial=now)
    form.add_years(
        priority.list.years, {one.year: one.value for one in indicator.plans.all()}, label=_("План на %(year)s год")
    )

    def act() -> str:
        keep_indicator(
            priority=priority, indicator=indicator, facts=form.facts(), version=form.cleaned_data["version"],
            **who_acts(request),
        )  # fmt: skip
        return _("Показатель изменён.")

    return priority_form(request, priority, form, act, title=_("Изменить показатель"), record=indicator)


@require_POST
@sign_in_first
def drop_indicator(request: PageRequest, indicator_id: int) -> HttpResponseBase:
    """Take an indicator out of its priority."""
    indicator: PriorityIndicator = visible_indicator(request, indicator_id)
    priority = kept_priority(request, indicator.priority_id)

    def act() -> str:
        remove_indicator(indicator=indicator, **who_acts(request))
        return _("Показатель убран.")

    press(request, act)
    return redirect("roadmaps-priority", priority.pk)


def _indicator_page(
    request: PageRequest, indicator: PriorityIndicator, form: ActualForm, *, status: int
) -> HttpResponseBase:
    priority = indicator.priority
    way = [*list_crumbs(priority.list), (priority.title, reverse("roadmaps-priority", args=(priority.pk,)))]
    return render(
        request,
        "roadmaps/priorities/indicator.html",
        {
            "indicator": indicator,
            "priority": priority,
            "crumbs": way,
            "plans": list(indicator.plans.all()),
            "actuals": history_of_actuals(indicator, day=request.today),
            "form": form if allows(request, "priorities.enter_actual", indicator) else None,
        },
        status=status,
    )
