"""A plan along its months, and how each of its deadline phrases was understood."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kadrost.roadmaps.domain.plan_table import MeasureLine, PlanTable, filtered, plan_table
from kadrost.roadmaps.domain.queries import snapshot_for
from kadrost.roadmaps.domain.scheduling import awaits_event
from kadrost.roadmaps.lights import LIGHTS
from kadrost.roadmaps.models import Measure, Plan
from kadrost.roadmaps.views.plans import filter_choices, head_of_plan, read_filter, visible_plan, without_points
from kadrost.ui.as_of import with_as_of
from kadrost.ui.choices import Choice, Option
from kadrost.ui.plan_timeline import PlanTimeline, Point, Span
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.wording import date_short

MOST_IN_ROW = 90
MOST_YEARS = 4
WHOLE_TERM = "all"
ASSUMED = {
    "year": gettext_lazy("год не назван: взят по документу"),
    "anchor": gettext_lazy("день отсчёта не назван: считается со дня документа"),
    "period": gettext_lazy("период не назван: взят срок действия плана"),
}


def show_timeline(request: PageRequest, plan_id: int) -> HttpResponse:
    """Each measure as a bar with its checkpoints, over the months of the plan's period."""
    plan = visible_plan(request, plan_id)
    whole, wanted = _table(request, plan), read_filter(request)
    table = filtered(whole, wanted)
    years = sorted(
        {day.year for line in whole.lines for point in line.points for day in (point.opens_on, point.due_on)}
    )
    year = read_year(request.GET.get("year", ""), years, request.today)
    period = (date(year, 1, 1), date(year, 12, 31)) if year else period_of(plan, table)
    timeline = None
    if period is not None:
        found = (_span(request, line) for line in table.lines)
        spans = [span for span in found if span is not None and span.begins <= period[1] and span.ends >= period[0]]
        title = _("%(short_title)s: мероприятия по месяцам") % {"short_title": plan.short_title}
        timeline = PlanTimeline(title, period[0], period[1], request.today, spans)
    without = [(line.measure, without_points(line.measure)) for line in table.lines if not line.points]
    return render(
        request,
        "roadmaps/plan_timeline.html",
        head_of_plan(request, plan, "timeline")
        | {
            "timeline": timeline,
            "without": without,
            "choices": filter_choices(whole, wanted),
            "year_choice": Choice(
                "year",
                _("Год"),
                (
                    Option(WHOLE_TERM if len(years) > MOST_YEARS else "", _("за весь срок")),
                    *(Option(str(one), _("за %(one)s год") % {"one": one}) for one in years),
                ),
                str(year or WHOLE_TERM),
            ),
        },
    )


def show_schedules(request: PageRequest, plan_id: int) -> HttpResponse:
    """Each phrase beside the words it was understood as, what was assumed, and what waits for a person."""
    plan = visible_plan(request, plan_id)
    rows = [_schedule_row(line) for line in _table(request, plan).lines]
    waiting = [row for row in rows if row["awaits_event"]]
    not_understood = [row for row in rows if row["why"]]
    return render(
        request,
        "roadmaps/plan_schedules.html",
        head_of_plan(request, plan, "schedules")
        | {"rows": rows, "waiting": len(waiting), "not_understood": not_understood},
    )


def period_of(plan: Plan, table: PlanTable) -> tuple[date, date] | None:
    """The plan's own period, widened to whatever checkpoints lie outside of it; None where there is neither."""
    days = [day for line in table.lines for point in line.points for day in (point.opens_on, point.due_on)]
    days += [day for day in (plan.period_from, plan.period_until) if day is not None]
    if not days:
        return None
    begins = min(days)
    return begins, max(*days, begins + timedelta(days=1))


def read_year(written: str, years: list[int], today: date) -> int | None:
    """The year asked for, none for the whole term; 404 for a year in which the plan has no terms.

    Where nothing is asked, a long plan is shown by the year of `today`, or the one next to it: ten years at once
    would lay the marks over one another.
    """
    if written == WHOLE_TERM:
        return None
    if not written:
        return min(years, key=lambda one: abs(one - today.year)) if len(years) > MOST_YEARS else None
    found = [year for year in years if str(year) == written]
    if not found:
        raise Http404
    return found[0]


def _table(request: PageRequest, plan: Plan) -> PlanTable:
    return plan_table(plan=plan, snapshot=snapshot_for(today=request.today, as_of=request.as_of))


def _span(request: PageRequest, line: MeasureLine) -> Span | None:
    if not line.points:
        return None
    standing = line.standing
    return Span(
        title=Truncator(f"{line.measure.number} {line.measure.title}").chars(MOST_IN_ROW),
        begins=min(point.opens_on for point in line.points),
        ends=max(point.due_on for point in line.points),
        state=LIGHTS[standing] if standing else Light.NOT_DUE,
        points=[Point(point.due_on, LIGHTS[point.standing]) for point in line.points],
        url=with_as_of(reverse("roadmaps-measure", args=(line.measure.pk,)), request.as_of),
    )


def _schedule_row(line: MeasureLine) -> dict[str, Any]:
    measure: Measure = line.measure
    schedule = measure.schedule
    remarks: list[str] = []
    if schedule is not None:
        if schedule.assumed:
            remarks.append(str(ASSUMED[schedule.assumed]))
        remarks += schedule.remarks
        passed = _passed_before_signing(line)
        if passed:
            remarks.append(_("%(passed)s: срок прошёл раньше, чем подписан документ") % {"passed": passed})
        if measure.is_continuous:
            remarks.append(_("исполняется постоянно: отдельных контрольных точек нет"))
        if measure.is_on_demand:
            remarks.append(_("исполняется по мере необходимости"))
    return {
        "measure": measure,
        "points": len(line.points),
        "why": schedule.why if schedule is not None and not schedule.understood else "",
        "remarks": remarks,
        "awaits_event": awaits_event(schedule),
        "event": schedule.event if schedule is not None else None,
    }


def _passed_before_signing(line: MeasureLine) -> str:
    """The terms that had passed when the act was signed, in words; an empty text where there are none."""
    signed_on = line.measure.plan.act.signed_on
    early = [point.due_on for point in line.points if signed_on is not None and point.due_on < signed_on]
    if not early:
        return ""
    return ", ".join(date_short(day) for day in early[:3]) + (" …" if len(early) > 3 else "")
