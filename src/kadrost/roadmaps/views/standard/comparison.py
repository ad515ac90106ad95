"""Plans side by side, a pair of measures word by word, and a person's word on it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kadrost.region.views.access import acting_of, allows, sign_in_first
from kadrost.region.views.form_acts import press
from kadrost.roadmaps.domain.board_memory import Drawings, Memory
from kadrost.roadmaps.domain.comparison.deciding import decide_alignment
from kadrost.roadmaps.domain.comparison.plans import (
    Comparison,
    Partner,
    candidates_for,
    compare_plans,
    decisions_among,
    measures_of,
    partners_in,
)
from kadrost.roadmaps.domain.standard.coverage import plans_compared
from kadrost.roadmaps.models import Act, Alignment, Measure, Plan
from kadrost.roadmaps.permissions import is_staff_of_region
from kadrost.roadmaps.views.measures import visible_measure
from kadrost.roadmaps.views.plans import visible_plan
from kadrost.roadmaps.views.standard.shared import standard_tabs, wanted_number, who_acts
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

MOST_PLANS = 4
MOST_CANDIDATES = 8
SHOWN = ("all", "shared", "alone", "beyond")


@dataclass(frozen=True, slots=True)
class Drawn:
    """The table drawn, how many pairs wait, and how many measures each list holds (`SHOWN`)."""

    html: SafeString
    waiting: int
    totals: tuple[int, ...]


DRAWN: Memory[Drawn] = Memory(most=40)
TABLES: Drawings[Drawn] = Drawings(most=40)
"""By all that a table shows: drawn again only where some of it changed."""


def compare(request: PageRequest) -> HttpResponse:
    """Choose two to four plans; the first one's measures stand beside their partners in the others."""
    acting = acting_of(request)
    every = list(plans_compared(acting))
    known = {plan.pk: plan for plan in every}
    wanted = [wanted_number(key) for key in request.GET.getlist("plan") if key]
    chosen = [known[key] for key in dict.fromkeys(wanted) if key in known][:MOST_PLANS]
    if len(chosen) < len(set(wanted)) and len(set(wanted)) <= MOST_PLANS:
        raise Http404
    shown = request.GET.get("show", "all")
    drawn = _drawn(request, chosen, shown if shown in SHOWN else "all") if len(chosen) > 1 else None
    return render(
        request,
        "roadmaps/standard/comparison.html",
        {
            "tabs": standard_tabs(request, "comparison"),
            "every": every,
            "chosen": [plan.pk for plan in chosen],
            "places": [one.pk if one else None for one in _offered(chosen, every)],
            "table": drawn.html if drawn else "",
            "waiting": drawn.waiting if drawn else 0,
            "views": _views(request, drawn.totals, shown) if drawn else [],
        },
    )


def _offered(chosen: list[Plan], every: list[Plan]) -> list[Plan | None]:
    """What the three fields hold: the plans chosen; before any is, the two newest roadmaps, so that one press compares."""
    shown = chosen or [plan for plan in every if plan.kind == Act.Kind.ROADMAP][-2:]
    return [shown[place] if place < len(shown) else None for place in range(3)]


def _drawn(request: PageRequest, chosen: list[Plan], shown: str) -> Drawn:
    """The table as every person draws it who sees and may the same, while nothing in the database changes."""
    may = (_may_align(request, chosen), allows(request, "drafts.manage"), is_staff_of_region(acting_of(request)))
    key = (tuple(plan.pk for plan in chosen), request.today, request.as_of, shown, may, get_language())
    return DRAWN.recall(key, lambda: _draw(request, chosen, shown, may))


def _draw(request: PageRequest, chosen: list[Plan], shown: str, may: tuple[bool, bool, bool]) -> Drawn:
    comparison = compare_plans(chosen[0], chosen[1:], day=request.today)
    kinds = {one.pk: executor_kinds(one) for one in comparison.every_measure}
    key = (_content(comparison, kinds), shown, may, request.as_of, get_language())
    return TABLES.recall(key, lambda: _draw_anew(request, comparison, kinds, shown, may))


def _content(comparison: Comparison, kinds: Mapping[int, Sequence[str]]) -> Hashable:
    """All that the table shows but for what the person may: whatever changed elsewhere, it is drawn as it was."""
    measures = tuple(
        (one.pk, one.number, one.title, one.due_text, one.expected_result, tuple(kinds[one.pk]))
        for one in comparison.every_measure
    )
    pairs = tuple(
        tuple(
            tuple((one.measure.pk, one.is_confirmed, one.score, one.words, _said_by(one)) for one in partners)
            for partners in row.partners
        )
        for row in comparison.rows
    )
    beyond = tuple((plan.pk, tuple(one.pk for one in left)) for plan, left in comparison.beyond)
    titles = tuple((plan.pk, plan.short_title) for plan in (comparison.plan, *comparison.others))
    return titles, measures, tuple(row.measure.pk for row in comparison.rows), pairs, beyond


def _said_by(partner: Partner) -> str:
    return partner.decided.decided_by_name if partner.decided else ""


def _draw_anew(
    request: PageRequest,
    comparison: Comparison,
    kinds: Mapping[int, Sequence[str]],
    shown: str,
    may: tuple[bool, bool, bool],
) -> Drawn:
    may_align, may_draft, sees_inside = may
    context = {
        "request": request,
        "comparison": comparison,
        "rows": _rows(comparison, kinds, shown),
        "shown": shown,
        "may_align": may_align,
        "may_draft": may_draft,
        "sees_inside": sees_inside,
    }
    beyond = sum(len(measures) for _plan, measures in comparison.beyond)
    return Drawn(
        html=mark_safe(render_to_string("roadmaps/standard/parts/comparison_table.html", context)),
        waiting=comparison.waiting,
        totals=(len(comparison.rows) + beyond, len(comparison.shared), len(comparison.alone), beyond),
    )


def show_measure(request: PageRequest, measure_id: int, other_id: int) -> HttpResponse:
    """A measure beside its partners in another plan, word by word, and the likeliest others to choose from."""
    measure = visible_measure(request, measure_id)
    other = visible_plan(request, other_id)
    if other.pk == measure.plan_id:
        raise Http404
    measures = measures_of([measure.plan, other])
    ours = [one for one in measures if one.plan_id == measure.plan_id]
    theirs = [one for one in measures if one.plan_id == other.pk]
    one = next((found for found in ours if found.pk == measure.pk), None)
    if one is None:
        raise Http404
    decided = decisions_among(measures, day=request.today)
    partners = partners_in(ours, theirs, measure.plan, other, decided).get(one.pk, ())
    paired = {partner.measure.pk for partner in partners}
    likely = [
        found for found in candidates_for(one, theirs, ours, measure.plan, other) if found.measure.pk not in paired
    ]
    return render(
        request,
        "roadmaps/standard/comparison_measure.html",
        {
            "tabs": standard_tabs(request, "comparison"),
            "measure": one,
            "plan": measure.plan,
            "other": other,
            "partners": [_side_by_side(one, partner) for partner in partners],
            "candidates": likely[:MOST_CANDIDATES],
            "rest": sorted((found.measure for found in likely[MOST_CANDIDATES:]), key=lambda found: found.position),
            "may_align": _may_align(request, [measure.plan, other]),
            "may_draft": allows(request, "drafts.manage"),
            "pair_url": f"{reverse('roadmaps-comparison')}?plan={measure.plan_id}&plan={other.pk}#measure-{measure.pk}",
        },
    )


@require_POST
@sign_in_first
def decide(request: PageRequest) -> HttpResponseBase:
    """Record a person's word on a pair, then back to where it was said."""
    written = request.POST.get("pair", "").split(":")
    if len(written) == 3:
        verdict, left_key, right_key = written
    else:
        verdict, left_key, right_key = (request.POST.get(name, "") for name in ("verdict", "left", "right"))
    left = visible_measure(request, wanted_number(left_key) or 0)
    right = visible_measure(request, wanted_number(right_key) or 0)
    if verdict not in Alignment.Verdict.values:
        raise Http404

    def act() -> str:
        decide_alignment(left=left, right=right, verdict=Alignment.Verdict(verdict), **who_acts(request))
        return _("%(left)s и %(right)s: %(verdict)s.") % {
            "left": left.number,
            "right": right.number,
            "verdict": translated(Alignment.Verdict(verdict).label).lower(),
        }

    press(request, act)
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}) and back.startswith("/"):
        return redirect(f"{back.partition('#')[0]}#measure-{left.pk}")
    return redirect(reverse("roadmaps-comparison-measure", args=(left.pk, right.plan_id)))


def executor_kinds(measure: Measure) -> list[str]:
    """Of what kind the executors of a measure are, each kind once; a name that means no body yet stands as printed."""
    kinds: dict[str, None] = {}
    for duty in measure.duties.all():
        if duty.organisation is not None:
            kinds[translated(duty.organisation.get_kind_display())] = None
        elif duty.group is not None:
            kinds[_("группа: %(name)s") % {"name": duty.group}] = None
        else:
            kinds[duty.printed_name] = None
    return list(kinds)


def _rows(comparison: Comparison, kinds: Mapping[int, Sequence[str]], shown: str) -> list[dict[str, Any]]:
    rows = {"shared": comparison.shared, "alone": comparison.alone, "beyond": []}.get(shown, comparison.rows)
    return [
        {
            "measure": row.measure,
            "executors": kinds[row.measure.pk],
            "cells": [
                {
                    "plan": other,
                    "partners": [{"partner": partner, "executors": kinds[partner.measure.pk]} for partner in partners],
                }
                for other, partners in zip(comparison.others, row.partners, strict=True)
            ],
        }
        for row in rows
    ]


def _views(request: PageRequest, totals: tuple[int, ...], shown: str) -> list[dict[str, Any]]:
    titles = (_("Все"), _("Есть в обоих"), _("Только в первом"), _("Нет в первом"))
    parameters = request.GET.copy()
    found = []
    for key, title, count in zip(SHOWN, titles, totals, strict=True):
        parameters["show"] = key
        found.append({"title": title, "count": count, "url": f"?{parameters.urlencode()}", "current": key == shown})
    return found


def _may_align(request: PageRequest, plans: list[Plan]) -> bool:
    return any(allows(request, "roadmaps.change_plan", plan) for plan in plans)


def _side_by_side(measure: Measure, partner: Partner) -> dict[str, Any]:
    other = partner.measure
    documents = ["; ".join(one.text for one in each.requirements.all()) for each in (measure, other)]
    fields = (
        (_("Мероприятие"), measure.title, other.title),
        (_("Ожидаемый результат"), measure.expected_result, other.expected_result),
        (_("Срок"), measure.due_text, other.due_text),
        (_("Кто исполняет"), ", ".join(executor_kinds(measure)), ", ".join(executor_kinds(other))),
        (_("Подтверждающий документ"), *documents),
    )
    return {"partner": partner, "fields": fields}
