"""One priority: its page, its words, its money."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.priorities.facts import facts_of
from kadrost.roadmaps.domain.priorities.reading import view_priority
from kadrost.roadmaps.domain.priorities.writing import (
    add_priority,
    change_priority,
    remove_priority,
    set_resource,
)
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.forms.priorities import PRIORITY_WORDS, MoneyForm, NewPriorityForm, PriorityForm
from kadrost.roadmaps.models import Priority, PriorityResource
from kadrost.roadmaps.views.plans import without_points
from kadrost.roadmaps.views.priorities.lists import list_crumbs, list_head
from kadrost.roadmaps.views.priorities.shared import (
    form_page,
    holes_shown,
    kept_list,
    kept_priority,
    lit,
    visible_priority,
)
from kadrost.roadmaps.views.standard.shared import wanted_number, who_acts
from kadrost.ui.request import PageRequest


def show_priority(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """A priority: what it is, how its measures stand, indicators and money by years, who trains for it."""
    priority = visible_priority(request, priority_id)
    snapshot = snapshot_for(today=request.today, as_of=request.as_of)
    line = view_priority(priority, acting=acting_of(request), snapshot=snapshot)
    shown = line.priority
    return render(
        request,
        "roadmaps/priorities/priority.html",
        {
            **list_head(request, priority.list, ""),
            "priority": shown,
            "facts": facts_of(shown),
            "holes": holes_shown(line.holes),
            "measures": [(one.measure, lit(one.standings), without_points(one.measure)) for one in line.measures],
            "indicators": [(one, allows(request, "priorities.enter_actual", one.indicator)) for one in line.indicators],
            "training": line.training,
            "money": [_money_row(one, priority) for one in shown.resources.all()],
        },
    )


@sign_in_first
def new_priority(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Add a priority to a list."""
    priorities = kept_list(request, priority_list_id)
    form = NewPriorityForm(request.POST or None, territory=priorities.territory, initial={"version": 1})
    made: list[Priority] = []

    def act() -> str:
        made.append(
            add_priority(
                priorities=priorities, words=form.words(), responsible=form.cleaned_data["responsible"],
                **who_acts(request),
            )
        )  # fmt: skip
        return _("Приоритет добавлен. Свяжите с ним мероприятия, назовите показатели и тех, кто готовит кадры.")

    back = reverse("roadmaps-priority-list", args=(priorities.pk,))
    page = form_page(
        request, form, act, back=back, crumbs=list_crumbs(priorities), title=_("Новый приоритет"),
        button=_("Добавить"),
    )  # fmt: skip
    return redirect("roadmaps-priority", made[0].pk) if made else page


@sign_in_first
def edit_priority(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """Reword a priority."""
    priority = kept_priority(request, priority_id)
    now: dict[str, Any] = {name: getattr(priority, name) for name in PRIORITY_WORDS}
    now |= {"responsible": priority.responsible_id, "version": priority.version}
    form = PriorityForm(request.POST or None, territory=priority.list.territory, initial=now)

    def act() -> str:
        change_priority(
            priority=priority, words=form.words(), responsible=form.cleaned_data["responsible"],
            version=form.cleaned_data["version"], **who_acts(request),
        )  # fmt: skip
        return _("Приоритет изменён.")

    return priority_form(request, priority, form, act, title=_("Изменить приоритет"), record=priority)


@require_POST
@sign_in_first
def drop_priority(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """Take a priority out of its list."""
    priority = kept_priority(request, priority_id)

    def act() -> str:
        remove_priority(priority=priority, **who_acts(request))
        return _("Приоритет убран из списка.")

    if press(request, act):
        return redirect("roadmaps-priority-list", priority.list_id)
    return redirect("roadmaps-priority", priority_id)


@sign_in_first
def edit_money(request: PageRequest, priority_id: int) -> HttpResponseBase:
    """Money of a source by years: `?resource=` names the source, none begins another."""
    priority = kept_priority(request, priority_id)
    key = wanted_number(request.GET.get("resource", ""))
    resource = get_object_or_404(priority.resources, pk=key) if key else None
    first = {"source": resource.source, "unit": resource.unit} if resource else {"unit": PriorityResource.Unit.MILLIONS}
    form = MoneyForm(request.POST or None, initial=first)
    amounts = {one.year: one.value for one in resource.amounts.all()} if resource else {}
    form.add_years(priority.list.years, amounts, label=_("%(year)s год"), least=0)

    def act() -> str:
        data = form.cleaned_data
        set_resource(
            priority=priority, resource=resource, source=data["source"], unit=data["unit"], amounts=form.by_years(),
            **who_acts(request),
        )  # fmt: skip
        return _("Средства записаны.") if form.by_years() else _("Источник средств убран.")

    return priority_form(
        request, priority, form, act, title=_("Средства по годам"),
        explanation=_("Год без средств оставьте пустым. Если пусты все годы, источник будет убран.") if resource else "",
    )  # fmt: skip


def priority_form(
    request: PageRequest, priority: Priority, form: Any, act: Any, *, title: str, **further: Any
) -> HttpResponseBase:
    """A page of one form below a priority."""
    back = reverse("roadmaps-priority", args=(priority.pk,))
    crumbs = [*list_crumbs(priority.list), (priority.title, back)]
    return form_page(request, form, act, back=back, crumbs=crumbs, title=title, button=_("Сохранить"), **further)


def _money_row(resource: PriorityResource, priority: Priority) -> tuple[PriorityResource, list[Any]]:
    amounts = {one.year: one.value for one in resource.amounts.all()}
    return resource, [(year, amounts.get(year)) for year in priority.list.years]
