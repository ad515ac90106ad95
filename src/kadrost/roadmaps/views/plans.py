"""The list of plans, and a plan as its own table."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps.domain.board_filter import read_id, read_month, read_standing
from kadrost.roadmaps.domain.counting import count_every_plan
from kadrost.roadmaps.domain.editions.snapshots import edition_on
from kadrost.roadmaps.domain.plan_table import (
    PlanTable,
    TableFilter,
    filtered,
    organisations_in,
    plan_lines,
    plan_table,
    totals_in_order,
)
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY, Snapshot, snapshot_for
from kadrost.roadmaps.domain.scheduling import awaits_event
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Plan, PlanEdition
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.permissions import may_see_inside
from kadrost.roadmaps.permissions.effectiveness import sees_analyses
from kadrost.roadmaps.views.templates.notes import of_plan
from kadrost.ui.addresses import with_parameters
from kadrost.ui.choices import Choice, Option
from kadrost.ui.heat import HeatCell, HeatRow, HeatStrip
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.tabs import Tab
from kadrost.ui.wording import counted, months, translated

MOST_IN_NAME = 60


class KeylessHeat(HeatStrip):
    """A strip under the plan's totals, which say what each light means: a key of its own would say it twice."""

    @property
    def states(self) -> list[Light]:
        """None: the totals above are the key."""
        return []


def list_plans(request: PageRequest) -> HttpResponse:
    """Every plan that the person may see, those taken off control apart."""
    lines = plan_lines(acting=acting_of(request), totals=count_every_plan(_snapshot(request)))
    shown = [(line, lit_totals(line.totals)) for line in lines]
    return render(
        request,
        "roadmaps/plans.html",
        {
            "active": [one for one in shown if one[0].plan.state == Plan.State.ACTIVE],
            "closed": [one for one in shown if one[0].plan.state == Plan.State.CLOSED],
            "may_import": allows(request, "roadmaps.import"),
        },
    )


def show_plan(request: PageRequest, plan_id: int) -> HttpResponse:
    """The plan's head, the year's heat, and its table as the document prints it, filtered."""
    plan = visible_plan(request, plan_id)
    edition = edition_shown(request, plan)
    whole = plan_table(plan=plan, snapshot=_snapshot(request), edition=edition)
    wanted = read_filter(request)
    table = filtered(whole, wanted)
    return render(
        request,
        "roadmaps/plan.html",
        head_of_plan(request, plan, "table")
        | {
            "columns": table.columns,
            "sections": [
                (section.section, [table_row(line, table) for line in section.lines]) for section in table.sections
            ],
            "totals": lit_totals(whole.totals),
            "shown": len(table.lines),
            "all_measures": len(whole.lines),
            "is_filtered": wanted != TableFilter(),
            "choices": filter_choices(whole, wanted),
            "heat": _heat(request, whole, wanted),
            "edition": edition,
            **annexes_of(plan, edition),
            **of_plan(request, plan),
        },
    )


def edition_shown(request: PageRequest, plan: Plan) -> PlanEdition | None:
    """The superseded edition that was in force on the day shown; then the plan's head is of that edition too."""
    edition = edition_on(plan, request.as_of) if request.as_of else None
    if edition is not None:
        plan.act, plan.edition = edition.act, edition.number
        edition.plan = plan
    return edition


def annexes_of(plan: Plan, edition: PlanEdition | None) -> dict[str, Any]:
    """The definitions, notes and passport that stand under the table."""
    if edition is not None:
        return dict(edition.annexes)
    return {
        "definitions": plan.definitions.all(),
        "notes": plan.notes.all(),
        "passport": plan.passport_rows.all(),
    }


def visible_plan(request: PageRequest, plan_id: int) -> Plan:
    """The plan, where the person may see it; 404 otherwise."""
    return _found(Plan.objects.visible_to(acting_of(request)), plan_id)


def inside_plan(request: PageRequest, plan_id: int) -> Plan:
    """The plan for whoever sees its inside; 404 for all others, who do not learn whether it exists."""
    return _found(Plan.objects.inside_for(acting_of(request)), plan_id)


def _found(plans: QuerySet[Plan], plan_id: int) -> Plan:
    related = plans.select_related("act", "territory", "coordinator", "controller")
    return get_object_or_404(related.defer("act__text", "act__blocks", "act__reading"), pk=plan_id)


def head_of_plan(request: PageRequest, plan: Plan, tab: str) -> dict[str, Any]:
    """What every page of a plan shows above: its act, who is in charge, and the tabs."""
    sees_inside = may_see_inside(acting_of(request), plan)
    pages = (
        ("table", _("Таблица"), "roadmaps-plan"),
        ("timeline", _("Ось времени"), "roadmaps-plan-timeline"),
        ("schedules", _("Сроки"), "roadmaps-plan-schedules"),
    )
    tabs = [Tab(title, reverse(name, args=(plan.pk,)), current=tab == key) for key, title, name in pages]
    editions = reverse("roadmaps-editions", args=(plan.pk,))
    tabs.append(Tab(_("Редакции"), editions, current=tab == "editions"))
    if sees_inside:
        account = reverse("roadmaps-account-newest", args=(plan.pk,))
        tabs.append(Tab(_("Информация за год"), account, current=tab == "account"))
        projects = reverse("roadmaps-plan-projects", args=(plan.pk,))
        tabs.append(Tab(_("Проекты"), projects, current=tab == "projects"))
        legal_acts = reverse("roadmaps-plan-legal-acts", args=(plan.pk,))
        tabs.append(Tab(_("Документы"), legal_acts, current=tab == "legal-acts"))
        gathering = reverse("roadmaps-plan-campaigns", args=(plan.pk,))
        tabs.append(Tab(_("Сбор информации"), gathering, current=tab == "campaigns"))
    if sees_inside and sees_analyses(acting_of(request), plan):
        analyses = reverse("roadmaps-effectiveness", args=(plan.pk,))
        tabs.append(Tab(_("Эффективность"), analyses, current=tab == "effectiveness"))
    may_change = allows(request, "roadmaps.change_plan", plan)
    if may_change:
        reminders = reverse("roadmaps-plan-reminders", args=(plan.pk,))
        tabs.append(Tab(_("Напоминания"), reminders, current=tab == "reminders"))
    return {
        "plan": plan,
        "tabs": tabs,
        "sees_inside": sees_inside,
        "officers": _officers(plan, request.today) if sees_inside else [],
        "may_change": may_change,
    }


def table_row(line: Any, table: PlanTable) -> dict[str, Any]:
    """A measure as its row shows it: the document's cells, the light, the next checkpoint."""
    standing = line.standing
    return {
        "measure": line.measure,
        "cells": [
            (column["field"], column["heading"], line.words.get(column["field"], "")) for column in table.columns
        ],
        "light": LIGHTS[standing] if standing else None,
        "word": translated(standing.label) if standing else without_points(line.measure),
        "next": line.next_point,
    }


def without_points(measure: Any) -> str:
    """Why a measure has no checkpoint, in a word."""
    if awaits_event(measure.schedule):
        return _("Ждёт дня события")
    if measure.is_continuous:
        return _("Исполняется постоянно")
    if measure.is_on_demand:
        return _("По мере необходимости")
    return _("Срок не назначен")


def lit_totals(totals: Any) -> list[dict[str, Any]]:
    """The totals as lights with their words, the urgent first."""
    return [
        {"light": LIGHTS[standing], "words": f"{translated(standing.label)}: {total}", "standing": standing}
        for standing, total in totals_in_order(totals)
    ]


def read_filter(request: PageRequest) -> TableFilter:
    """The filter that the address holds; 404 for one that means nothing."""
    try:
        return TableFilter(
            section=read_number(request.GET.get("section", "")),
            executor=read_number(request.GET.get("executor", "")),
            standing=read_standing(request.GET["standing"]) if request.GET.get("standing") else None,
            month=read_month(request.GET["month"]) if request.GET.get("month") else None,
        )
    except ValueError as error:
        raise Http404 from error


def read_number(written: str) -> int | None:
    """A record's number, 0 for «outside of sections», none where nothing is written; ValueError for anything else."""
    if not written:
        return None
    return 0 if written == "0" else read_id(written)


def _snapshot(request: PageRequest) -> Snapshot:
    return snapshot_for(today=request.today, as_of=request.as_of)


def _officers(plan: Plan, today: date) -> list[str]:
    """The people who are in control of the plan on the day."""
    body = plan.controller or plan.coordinator
    if body is None:
        return []
    rulers = (Role.CONTROLLER, Role.COORDINATOR, Role.COUNCIL_SECRETARY)
    roles = (Role.CONTROLLER,) if plan.controller else rulers
    held = body.appointments.in_force(today).filter(role__in=roles).select_related("person")
    return list(dict.fromkeys(str(appointment.person) for appointment in held))


def filter_choices(whole: PlanTable, wanted: TableFilter) -> dict[str, Choice]:
    """The bold words of the filter sentence."""
    chosen = {name: "" if value is None else str(value) for name, value in asdict(wanted).items()}
    sections = [
        Option(str(one.section.pk if one.section else 0), _short(str(one.section or _("вне разделов"))), len(one.lines))
        for one in whole.sections
    ]
    standings = [
        Option(standing.value, translated(standing.label).lower(), total)
        for standing, total in totals_in_order(whole.totals)
        if standing in STANDINGS_BY_URGENCY
    ]
    executors = [Option(str(one.pk), one.caption) for one in organisations_in(whole)]
    return {
        "standing": Choice("standing", _("Состояние"), (Option("", _("все")), *standings), chosen["standing"]),
        "section": Choice("section", _("Раздел"), (Option("", _("всех разделов")), *sections), chosen["section"]),
        "executor": Choice(
            "executor", _("Исполнитель"), (Option("", _("всех исполнителей")), *executors), chosen["executor"]
        ),
    }


def _heat(request: PageRequest, whole: PlanTable, wanted: TableFilter) -> HeatStrip | None:
    """The year of the day shown, or the nearest year in which the plan has terms."""
    years = {point.due_on.year for line in whole.lines for point in line.points}
    if not years:
        return None
    year = min(years, key=lambda one: (abs(one - request.today.year), one))
    rows = [_heat_row(request, section, year, wanted) for section in whole.sections]
    rows = [row for row in rows if any(cell.count for cell in row.cells)]
    return KeylessHeat(
        _("Контрольные точки %(year)s года по разделам и месяцам") % {"year": year}, year, request.today, rows
    )


def _heat_row(request: PageRequest, section: Any, year: int, wanted: TableFilter) -> HeatRow:
    key = section.section.pk if section.section else 0
    by_month: dict[int, list[Standing]] = {}
    for line in section.lines:
        for point in line.points:
            if point.due_on.year == year:
                by_month.setdefault(point.due_on.month, []).append(point.standing)
    title = _short(str(section.section or _("Вне разделов")))
    cells = [_heat_cell(request, by_month.get(month, []), key, date(year, month, 1), wanted) for month in range(1, 13)]
    return HeatRow(title, cells, with_parameters(request, section=str(key), month=None))


def _heat_cell(
    request: PageRequest, standings: list[Standing], section: int, month: date, wanted: TableFilter
) -> HeatCell:
    if not standings:
        return HeatCell()
    worst = min(standings, key=STANDINGS_BY_URGENCY.index)
    points = counted(len(standings), _("контрольная точка,контрольные точки,контрольных точек"))
    return HeatCell(
        count=len(standings),
        state=LIGHTS[worst],
        words=f"{months()[month.month - 1]} {month.year}: {points}, {translated(worst.label).lower()}",
        url=with_parameters(request, section=str(section), month=f"{month:%Y-%m}", standing=None) + "#table",
        current=wanted.section == section and wanted.month == month,
    )


def _short(title: str) -> str:
    return title if len(title) <= MOST_IN_NAME else f"{title[: MOST_IN_NAME - 1].rstrip()}…"
