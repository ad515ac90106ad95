"""The steps between the facts and the plan: terms, executors, blanks, and the whole plan before it is made."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from kadrost.kernel.errors import KadrostError
from kadrost.region.permissions import PermissionRefused
from kadrost.region.views.access import acting_of, request_id_of
from kadrost.region.views.form_acts import DONE, carry_out
from kadrost.roadmaps.domain.account import USUAL_COLUMNS
from kadrost.roadmaps.domain.intake.effective import preview_term
from kadrost.roadmaps.domain.templates.beginning import set_executors, set_term, set_values
from kadrost.roadmaps.domain.templates.blanks import blank_rows, count_blanks
from kadrost.roadmaps.domain.templates.executors import MOST_BODIES, BodiesOf, ExecutorRow, executor_rows
from kadrost.roadmaps.domain.templates.making import make_plan
from kadrost.roadmaps.domain.templates.planning import planned_measures
from kadrost.roadmaps.domain.templates.terms import (
    compile_in,
    measures_of_template,
    parted_pairs,
    shift_of,
    term_rows,
)
from kadrost.roadmaps.forms.templates import MakeForm, TermForm
from kadrost.roadmaps.models import Adaptation
from kadrost.roadmaps.papers.templates import BESIDE, lay_out_plan
from kadrost.roadmaps.views.templates.access import step, step_facts, version_of
from kadrost.ui.request import PageRequest

REFUSED = 422
EMPTY_FIELDS = 2


@step
def terms(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """Every term in the template and in the plan, by the rule that moves them."""
    measures = measures_of_template(adaptation.template)
    rows = term_rows(adaptation, measures)
    facts = step_facts(adaptation, "terms", count=sum(row.needs_look for row in rows) or None) | {
        "rows": rows,
        "rule": shift_of(adaptation, measures).in_words,
        "parted": parted_pairs(rows),
        "needing": [row for row in rows if row.needs_look],
    }
    return render(request, "roadmaps/templates/terms.html", facts)


@step
def edit_term(request: PageRequest, adaptation: Adaptation, template_measure_id: int) -> HttpResponseBase:
    """One term: another phrase, said back before it is kept, or the rule's again."""
    rows = term_rows(adaptation, measures_of_template(adaptation.template))
    row = next((one for one in rows if one.measure.pk == template_measure_id), None)
    if row is None:
        raise Http404
    tied = ", ".join(one.number for one in row.tied)
    initial = {"phrase": row.phrase, "together": row.is_pair, "version": adaptation.version}
    form = TermForm(request.POST or None, initial=initial, tied=tied)

    def act() -> str:
        alike = [one.pk for one in row.tied] if form.cleaned_data.get("together") else []
        phrase = None if "by_rule" in request.POST else form.cleaned_data["phrase"]
        set_term(
            adaptation=adaptation, measures=[row.measure.pk, *alike], phrase=phrase, acting=acting_of(request),
            version=form.cleaned_data["version"],
        )  # fmt: skip
        return _("Срок сохранён.")

    is_asked = request.method == "POST" and "preview" in request.POST and form.is_valid()
    status = 200 if is_asked else carry_out(request, form, act, record=adaptation)
    if status == DONE:
        return redirect("roadmaps-adaptation-terms", adaptation.pk)
    facts = step_facts(adaptation, "terms") | {
        "form": form,
        "row": row,
        "said": preview_term(compile_in(adaptation, form.cleaned_data["phrase"])) if is_asked else None,
        "stale": status == 409,
    }
    return render(request, "roadmaps/templates/term.html", facts, status=status)


@step
def executors(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """Each printed executor once, and the bodies named for it."""
    known = BodiesOf(adaptation.territory)
    rows = executor_rows(adaptation, measures_of_template(adaptation.template), known)
    typed = {row.key: request.POST.getlist(f"body-{index}") for index, row in enumerate(rows)}
    refusal = None
    if request.method == "POST":
        given = {row.key: typed[row.key] for index, row in enumerate(rows) if f"key-{index}" in request.POST}
        try:
            set_executors(
                adaptation=adaptation, typed=given, rows=rows, acting=acting_of(request), version=version_of(request)
            )
        except PermissionRefused:
            raise
        except KadrostError as error:
            refusal = error
            adaptation.refresh_from_db()
        else:
            messages.success(request, _("Исполнители сохранены."))
            return redirect(
                _next(request, "roadmaps-adaptation-executors", "roadmaps-adaptation-blanks"), adaptation.pk
            )
    open_count = sum(not row.bodies for row in rows)
    facts = step_facts(adaptation, "executors", count=open_count or None) | {
        "rows": [
            {"row": row, "index": index, "fields": _fields(row, typed[row.key] if refusal else None)}
            for index, row in enumerate(rows)
        ],
        "names": known.names,
        "open_count": open_count,
        "refusal": refusal,
    }
    return render(request, "roadmaps/templates/executors.html", facts, status=REFUSED if refusal else 200)


@step
def blanks(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """Every blank of the template in its sentence, with a field for each year of the plan."""
    rows = blank_rows(adaptation, term_rows(adaptation, measures_of_template(adaptation.template)))
    refusal = None
    if request.method == "POST":
        typed = {
            row.key: {year: request.POST.get(f"value-{row.key}-{year}", "") for year in row.values} for row in rows
        }
        try:
            set_values(
                adaptation=adaptation, typed=typed, rows=rows, acting=acting_of(request), version=version_of(request)
            )
        except PermissionRefused:
            raise
        except KadrostError as error:
            refusal = error
            adaptation.refresh_from_db()
            for row in rows:
                row.values.update(typed[row.key])
        else:
            messages.success(request, _("Значения сохранены."))
            return redirect(_next(request, "roadmaps-adaptation-blanks", "roadmaps-adaptation-preview"), adaptation.pk)
    filled, total = count_blanks(rows)
    facts = step_facts(adaptation, "blanks", count=total - filled or None) | {
        "rows": rows,
        "filled": filled,
        "total": total,
        "refusal": refusal,
    }
    return render(request, "roadmaps/templates/blanks.html", facts, status=REFUSED if refusal else 200)


@step
def preview(request: PageRequest, adaptation: Adaptation) -> HttpResponseBase:
    """The whole plan as it will be, what is still open, and «Создать план»."""
    form = MakeForm(request.POST or None, initial={"version": adaptation.version})

    def act() -> str:
        plan = make_plan(
            adaptation=adaptation, lay_out=lay_out_plan, acting=acting_of(request),
            version=form.cleaned_data["version"], today=request.today, request_id=request_id_of(request),
        )  # fmt: skip
        return _("План создан и взят на контроль: мероприятий %(measures)s, контрольных точек %(points)s.") % {
            "measures": plan.measures.count(),
            "points": plan.checkpoints.count(),
        }

    status = carry_out(request, form, act, record=adaptation)
    if status == DONE:
        return redirect("roadmaps-plan", adaptation.plan_id)
    facts = step_facts(adaptation, "preview") | _whole(request, adaptation) | {"form": form}
    return render(request, "roadmaps/templates/preview.html", facts, status=status)


def _whole(request: PageRequest, adaptation: Adaptation) -> dict[str, Any]:
    measures = measures_of_template(adaptation.template)
    rows = term_rows(adaptation, measures)
    named = executor_rows(adaptation, measures)
    open_blanks = blank_rows(adaptation, rows)
    filled, total = count_blanks(open_blanks)
    template_columns = adaptation.template.columns or USUAL_COLUMNS
    columns = [column for column in template_columns if column.get("field") not in BESIDE]
    planned = planned_measures(rows, named, open_blanks)
    points = [point.end for row in rows if row.after for point in row.after.occurrences(until=adaptation.ends_on)]
    return {
        "columns": columns,
        "planned": [
            (one, [(column["field"], column["heading"], one.words.get(column["field"], "")) for column in columns])
            for one in planned
        ],
        "rule": shift_of(adaptation, measures).in_words,
        "unnamed": [row for row in named if not row.bodies],
        "lost": [row for row in rows if row.is_lost],
        "early": [row for row in rows if row.is_early],
        "parted": parted_pairs(rows),
        "points": len(points),
        "passed": sum(day < request.today for day in points),
        "filled": filled,
        "total": total,
        "unfilled": total - filled,
    }


def _fields(row: ExecutorRow, typed: list[str] | None) -> list[str]:
    """The names in the row's fields, and some empty fields after them."""
    names = [str(body) for body in row.bodies] if typed is None else [name for name in typed if name.strip()]
    return [*names, *([""] * (1 if names else EMPTY_FIELDS))][:MOST_BODIES]


def _next(request: PageRequest, here: str, following: str) -> str:
    """The same step again where more fields were asked for; else the next one."""
    return here if "more" in request.POST else following
