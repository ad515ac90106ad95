"""Lists of priorities: all of them, one, its steps, who trains for what, two years side by side."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.models import Territory
from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.priorities.comparing import changes_since, compare_lists
from kadrost.roadmaps.domain.priorities.facts import WORDS
from kadrost.roadmaps.domain.priorities.lists import (
    adopt_list,
    begin_list,
    change_list,
    discuss_list,
    drop_list,
    publish_list,
)
from kadrost.roadmaps.domain.priorities.matrix import matrix_of
from kadrost.roadmaps.domain.priorities.proving import checkpoints_asking
from kadrost.roadmaps.domain.priorities.reading import ListView, lists_visible_to, view_list
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.forms.priorities import AdoptForm, DropForm, ListForm, NewListForm
from kadrost.roadmaps.models import PriorityList, PriorityPaper
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.permissions.priorities import KEEPERS, require
from kadrost.roadmaps.views.priorities.shared import form_page, holes_shown, kept_list, lit, visible_list
from kadrost.roadmaps.views.standard.shared import standard_tabs, wanted_number, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.tabs import Tab
from kadrost.ui.wording import translated

USUAL_HORIZON = 2030
State = PriorityList.State


def list_lists(request: PageRequest) -> HttpResponse:
    """The lists that the person may read, the latest first."""
    lists = list(lists_visible_to(acting_of(request), day=request.today))
    return render(
        request,
        "roadmaps/priorities/lists.html",
        {
            "tabs": standard_tabs(request, "priorities"),
            "lists": [(one, translated(one.state_on(request.today).label)) for one in lists],
            "may_keep": allows(request, "priorities.keep"),
            "is_staff": is_staff_of_region(acting_of(request)),
        },
    )


def show_list(request: PageRequest, priority_list_id: int) -> HttpResponse:
    """A list: its aims, its priorities with how their measures stand, what is missing, its papers."""
    priorities = visible_list(request, priority_list_id)
    acting = acting_of(request)
    view = view_list(priorities, acting=acting, snapshot=snapshot_for(today=request.today, as_of=request.as_of))
    changes = changes_since(priorities.previous, priorities)
    strategy = priorities.papers.filter(kind=PriorityPaper.Kind.STRATEGY, kept_on__lte=request.today)
    return render(
        request,
        "roadmaps/priorities/list.html",
        {
            **list_head(request, priorities, "list"),
            "view": view,
            "rows": [
                {
                    "line": line,
                    "change": changes.get(line.priority.lineage, ""),
                    "lights": lit(line.standings),
                    "holes": holes_shown(line.holes),
                }
                for line in view.lines
            ],
            "left_out": _left_out(priorities, view),
            "strategy": list(strategy),
            "asking": checkpoints_asking(priorities, acting) if request.as_of is None else [],
        },
    )


def show_matrix(request: PageRequest, priority_list_id: int) -> HttpResponse:
    """Who trains for which priority."""
    priorities = visible_list(request, priority_list_id)
    matrix = matrix_of(priorities, day=request.today)
    rows = [(row, list(zip(matrix.participants, row.cells, strict=True))) for row in matrix.rows]
    context = {**list_head(request, priorities, "matrix"), "matrix": matrix, "rows": rows}
    return render(request, "roadmaps/priorities/matrix.html", context)


def compare(request: PageRequest, priority_list_id: int, other_list_id: int) -> HttpResponse:
    """The list beside an earlier one: what is new, changed, left out."""
    later, earlier = visible_list(request, priority_list_id), visible_list(request, other_list_id)
    compared = compare_lists(earlier, later)
    names = {key: translated(word) for key, word in WORDS.items()}
    return render(
        request,
        "roadmaps/priorities/compare.html",
        {
            **list_head(request, later, "compare"),
            "earlier": earlier,
            "rows": [(one, [(names[each.field], each) for each in one.differences]) for one in compared],
            "unchanged": sum(1 for one in compared if one.change == "same"),
        },
    )


@sign_in_first
def new_list(request: PageRequest) -> HttpResponseBase:
    """Begin the list of a year."""
    acting = acting_of(request)
    require("priorities.keep", acting, None)
    territories = Territory.objects.managed_by(acting, *KEEPERS)
    year = request.today.year + 1
    first = {"territory": territories.first(), "year": year, "horizon": max(USUAL_HORIZON, year), "version": 1}
    form = NewListForm(request.POST or None, territories=territories, initial=first)
    made: list[PriorityList] = []

    def act() -> str:
        data = form.cleaned_data
        made.append(
            begin_list(
                territory=data["territory"], year=data["year"], facts=form.facts(), take_over=data["take_over"],
                **who_acts(request),
            )
        )  # fmt: skip
        return _("Список начат.")

    page = form_page(
        request, form, act, back=reverse("roadmaps-priorities"), crumbs=[], title=_("Новый список приоритетов"),
        button=_("Начать список"),
    )  # fmt: skip
    return redirect("roadmaps-priority-list", made[0].pk) if made else page


@sign_in_first
def edit_list(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """The list's goal, tasks and horizon."""
    priorities = kept_list(request, priority_list_id)
    now = {name: getattr(priorities, name) for name in ("horizon", "goal", "tasks", "version")}
    form = ListForm(request.POST or None, initial=now)

    def act() -> str:
        change_list(
            priorities=priorities, facts=form.facts(), version=form.cleaned_data["version"], **who_acts(request)
        )
        return _("Сохранено.")

    return _page(request, priorities, form, act, title=_("Цель и задачи"), button=_("Сохранить"))


@require_POST
@sign_in_first
def turn_list(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Put a draft up for discussion; show an adopted list without sign-in, or take that back."""
    priorities = kept_list(request, priority_list_id)
    version = wanted_number(request.POST.get("version", "")) or 0

    def act() -> str:
        if not priorities.is_frozen:
            discuss_list(priorities=priorities, version=version, **who_acts(request))
            return _("Список вынесен на обсуждение.")
        shown = not priorities.is_published
        publish_list(priorities=priorities, is_published=shown, version=version, **who_acts(request))
        return _("Список виден всем.") if shown else _("Список виден только вошедшим.")

    press(request, act)
    return redirect("roadmaps-priority-list", priorities.pk)


@sign_in_first
def adopt(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Adopt the list by an act or a decision."""
    priorities = kept_list(request, priority_list_id)
    first = {"version": priorities.version, "kind": PriorityList.Ground.DECISION, "dated_on": request.today}
    form = AdoptForm(request.POST or None, initial=first)

    def act() -> str:
        adopt_list(
            priorities=priorities, ground=form.ground(), version=form.cleaned_data["version"], **who_acts(request)
        )
        return _("Список утверждён, его документы сохранены.")

    return _page(
        request, priorities, form, act, title=_("Утвердить приоритеты"), button=_("Утвердить"),
        explanation=_(
            "Содержание списка больше не изменится. Мероприятия, фактические значения и тех, кто готовит кадры, "
            "можно вести и дальше."
        ),
    )  # fmt: skip


@sign_in_first
def drop(request: PageRequest, priority_list_id: int) -> HttpResponseBase:
    """Delete a list that was never adopted."""
    priorities = kept_list(request, priority_list_id)
    form = DropForm(request.POST or None, initial={"version": priorities.version})

    def act() -> str:
        drop_list(priorities=priorities, version=form.cleaned_data["version"], **who_acts(request))
        return _("Проект списка удалён.")

    return form_page(
        request, form, act, back=reverse("roadmaps-priorities"), crumbs=list_crumbs(priorities), record=priorities,
        title=_("Удалить проект списка"), button=_("Удалить"),
        explanation=_("Приоритеты проекта удалятся вместе с ним. В журнале останется, что в нём было."),
    )  # fmt: skip


def list_head(request: PageRequest, priorities: PriorityList, current: str) -> dict[str, Any]:
    """What every page of a list shows above."""
    pages = [
        ("list", _("Список"), reverse("roadmaps-priority-list", args=(priorities.pk,))),
        ("matrix", _("Кто готовит кадры"), reverse("roadmaps-priority-matrix", args=(priorities.pk,))),
    ]
    others = lists_visible_to(acting_of(request), day=request.today).filter(territory=priorities.territory_id)
    earlier = others.filter(year__lte=priorities.year).exclude(pk=priorities.pk).order_by("-year", "-edition").first()
    if earlier is not None and (earlier.year, earlier.edition) < (priorities.year, priorities.edition):
        compared = reverse("roadmaps-priority-compare", args=(priorities.pk, earlier.pk))
        pages.append(("compare", _("Сравнение с прошлым списком"), compared))
    state = priorities.state_on(request.today)
    may_keep = allows(request, "priorities.keep", priorities.territory)
    return {
        "tabs": standard_tabs(request, "priorities"),
        "list_tabs": [Tab(title, url, current=key == current) for key, title, url in pages],
        "priorities": priorities,
        "state": state.value,
        "state_word": translated(state.label),
        "may_keep": may_keep,
        "may_write": may_keep and not priorities.is_frozen,
    }


def list_crumbs(priorities: PriorityList) -> list[tuple[str, str]]:
    """The way to a page below a list."""
    return [(str(priorities), reverse("roadmaps-priority-list", args=(priorities.pk,)))]


def _left_out(priorities: PriorityList, view: ListView) -> list[str]:
    """The titles of the list taken over that are no longer there."""
    if priorities.previous_id is None:
        return []
    here = {line.priority.lineage for line in view.lines}
    earlier = priorities.previous.priorities.values_list("lineage", "title") if priorities.previous else ()
    return [title for lineage, title in earlier if lineage not in here]


def _page(
    request: PageRequest, priorities: PriorityList, form: Any, act: Any, *, title: str, button: str, **further: Any
) -> HttpResponseBase:
    back = reverse("roadmaps-priority-list", args=(priorities.pk,))
    return form_page(
        request, form, act, back=back, crumbs=list_crumbs(priorities), record=priorities, title=title, button=button,
        **further,
    )  # fmt: skip
