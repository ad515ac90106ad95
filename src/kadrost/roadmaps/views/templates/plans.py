"""A plan made out of a template: filling its blanks by the year, what differs from the template, its paper."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.region.views.access import acting_of, allows, request_id_of, sign_in_first
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.plan_table import plan_table
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.templates.blanks import value_in_form
from kadrost.roadmaps.domain.templates.comparing import beside_template, origin_of
from kadrost.roadmaps.domain.templates.filling import TypedValue, count_values, fill_values, measures_with_blanks
from kadrost.roadmaps.domain.templates.texts import pieces_of
from kadrost.roadmaps.forms.templates import FillForm
from kadrost.roadmaps.models import BlankValue, Measure
from kadrost.roadmaps.papers.templates import plan_paper
from kadrost.roadmaps.permissions import require
from kadrost.roadmaps.views.plans import edition_shown, inside_plan, visible_plan
from kadrost.ui.papers.files import paper_file
from kadrost.ui.request import PageRequest


@sign_in_first
def fill(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """Every blank of the plan in its sentence with its values by the year; whoever changes the plan fills them."""
    plan = inside_plan(request, plan_id)
    if request.method == "POST":
        require("roadmaps.change_plan", acting_of(request), plan)
    form = FillForm(request.POST or None)
    measures = measures_with_blanks(plan)

    def act() -> str:
        changed = fill_values(
            plan=plan, typed=_typed(request, measures), ground=form.cleaned_data["ground"],
            acting=acting_of(request), today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("Записано значений: %(changed)s.") % {"changed": changed} if changed else _("Ничего не изменилось.")

    status = carry_out(request, form, act)
    if status == DONE:
        return redirect("roadmaps-plan-blanks", plan.pk)
    facts = {
        "plan": plan,
        "form": form,
        "may_change": allows(request, "roadmaps.change_plan", plan),
        "rows": [_measure_row(request, measure, keep_typed=status != 200) for measure in measures],
        "count": count_values(plan),
    }
    return render(request, "roadmaps/templates/fill.html", facts, status=status)


@sign_in_first
def compare(request: PageRequest, plan_id: int) -> HttpResponseBase:
    """What the region changed since the plan was made, and what the template changed since."""
    plan = inside_plan(request, plan_id)
    origin = origin_of(plan)
    view = beside_template(origin) if origin is not None else None
    facts = {"plan": plan, "view": view, "rows": view.rows if view and request.GET.get("show") == "all" else None}
    return render(request, "roadmaps/templates/compare.html", facts)


def download(request: PageRequest, plan_id: int, layout: str) -> HttpResponseBase:
    """The plan's table as its document prints it: numbers where blanks are filled, blanks where they are not."""
    plan = visible_plan(request, plan_id)
    edition = edition_shown(request, plan)
    table = plan_table(plan=plan, snapshot=snapshot_for(today=request.today, as_of=request.as_of), edition=edition)
    rows = [(section.section, line.measure.stage, line.words) for section in table.sections for line in section.lines]
    subtitle = tuple(line for line in (plan.act.issuer, plan.act.caption) if line)
    paper = plan_paper(title=plan.title, subtitle=subtitle, columns=table.columns, rows=rows)
    return paper_file(paper, layout, name=plan.short_title)


def _typed(request: PageRequest, measures: list[Measure]) -> dict[int, TypedValue]:
    """What the form holds by value; one that it does not name stays as it is."""
    found = {}
    for value in _values(measures):
        words, version = request.POST.get(f"value-{value.pk}"), request.POST.get(f"version-{value.pk}", "")
        if words is not None:
            found[value.pk] = TypedValue(words, int(version) if version.isascii() and version.isdigit() else 0)
    return found


def _values(measures: list[Measure]) -> list[BlankValue]:
    return [value for measure in measures for blank in measure.blanks.all() for value in blank.values.all()]


def _measure_row(request: PageRequest, measure: Measure, *, keep_typed: bool) -> dict[str, Any]:
    blanks = list(measure.blanks.all())
    return {
        "measure": measure,
        "pieces": [
            piece
            for field in ("title", "expected_result")
            if any(one.field == field for one in blanks)
            for piece in pieces_of(measure, field, blanks)
        ],
        "blanks": [
            {
                "blank": blank,
                "values": [
                    (value, request.POST.get(f"value-{value.pk}", "") if keep_typed else value_in_form(value))
                    for value in blank.values.all()
                ],
            }
            for blank in blanks
        ],
    }
