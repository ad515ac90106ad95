"""The first page: «Моя работа» for who has signed in, the plans on control for everybody else."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from kadrost.accounts.roles import Role
from kadrost.region.views.access import acting_of, allows
from kadrost.roadmaps import dossier
from kadrost.roadmaps.domain.at_once import count_at_once
from kadrost.roadmaps.domain.board import BoardScope, board_scope, plans_seen_by
from kadrost.roadmaps.domain.board_filter import NEEDS_ATTENTION, BoardFilter
from kadrost.roadmaps.domain.campaigns_at_work import campaign_questions
from kadrost.roadmaps.domain.counting import count_by_plan, sum_of_lines
from kadrost.roadmaps.domain.my_work import ControlWork, ExecutorWork, looking, work_of, work_questions
from kadrost.roadmaps.domain.my_work_lists import WorkList
from kadrost.roadmaps.domain.my_work_summary import count_past_due, nearest_rows, summary_questions
from kadrost.roadmaps.domain.plan_table import plan_lines
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.lights import LIGHTS, MEANINGS
from kadrost.roadmaps.models import Plan
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.views.board_choices import BoardAddresses
from kadrost.roadmaps.views.rows import lit_row
from kadrost.ui.request import PageRequest
from kadrost.ui.states import Light
from kadrost.ui.wording import number, translated

NEXT_SHOWN = 6
PLANS_SHOWN = 10
RULERS = (Role.ADMINISTRATOR, Role.COORDINATOR, Role.CONTROLLER, Role.COUNCIL_SECRETARY)


def show_first_page(request: PageRequest) -> HttpResponse:
    """The person's work, or the public's page for whoever holds no role."""
    acting = acting_of(request)
    if not acting.roles and not acting.is_superuser:
        return show_public_page(request)
    seen = plans_seen_by(acting)
    look = looking(acting=acting, today=request.today, as_of=request.as_of, seen=seen, watches=acting.has(*RULERS))
    asked = dossier.work_questions(request)
    whole = look.scope(BoardFilter())
    summed = {} if look.reporting or look.watched else summary_questions(whole)
    found = count_at_once({**asked, **work_questions(look), **campaign_questions(), **summed})
    work = work_of(look, found)
    own_title = _("За вашей организацией: возвращено, срок прошёл или подходит")
    context: dict[str, Any] = {
        "executor": _executor(request, work.executor) if work.executor else None,
        "control": _control(request, work.control) if work.control else None,
        "own": _list(request, own_title, "own", work.own) if work.own else None,
        "chapters": dossier.work_chapters(request, {key: found[key] for key in asked}),
        "gathers": any(found[key] for key in campaign_questions()),
    }
    if work.executor is None and work.control is None:
        context["summary"] = _summary(request, whole, found)
    return render(request, "roadmaps/my_work.html", context)


def show_public_page(request: PageRequest) -> HttpResponse:
    """The plans on control with their totals, what is due next, and the way to sign in."""
    scope = board_scope(acting=acting_of(request), today=request.today, as_of=request.as_of, wanted=BoardFilter())
    return render(request, "roadmaps/front.html", _summary(request, scope, count_at_once(summary_questions(scope))))


def _executor(request: PageRequest, work: ExecutorWork) -> dict[str, Any]:
    return {
        "lists": [
            _list(request, _("Противоречит данным"), "contradicted", work.contradicted),
            _list(request, _("Возвращено на доработку"), "returned", work.returned),
            _list(request, _("Срок в ближайшие 14 дней"), "due", work.due),
            _list(request, _("Срок прошёл"), "late", work.late),
        ],
        "is_free": work.is_free,
        "next": lit_row(request, work.next_row) if work.next_row else None,
        "handed_in": [
            {
                "report": one.report,
                "row": lit_row(request, one.row),
                "claim": translated(one.report.get_claim_display()),
            }
            for one in work.handed_in
        ],
    }


def _control(request: PageRequest, work: ControlWork) -> dict[str, Any]:
    return {
        "lists": [
            _list(request, _("Противоречит данным"), "contradicted", work.contradicted),
            _list(request, _("Ждёт вашего решения"), "reported", work.to_rule),
            _list(request, _("Ждёт контролёра"), "with-others", work.with_others),
            _list(request, _("Нет отчёта"), "silent", work.silent),
            _list(request, _("На доработке"), "returned", work.returned),
        ],
        "is_free": work.is_free,
        "extended": work.extended,
        "plans": work.plans,
        "decisions": work.decisions,
        "intakes": work.intakes,
        "may_import": allows(request, "roadmaps.import"),
        "totals": totals_as_links(request, work.totals, work.wanted),
    }


def _list(request: PageRequest, title: str, key: str, work: WorkList) -> dict[str, Any]:
    addresses = BoardAddresses(work.wanted, _kept(request))
    return {
        "key": key,
        "title": title,
        "rows": [lit_row(request, row) for row in work.rows],
        "total": work.total,
        "left_out": work.left_out,
        "url": addresses.changed(),
    }


def _summary(request: PageRequest, scope: BoardScope, found: Mapping[Any, int]) -> dict[str, Any]:
    """Everything that the person may see in short: totals, plans, what is due next."""
    by_plan = count_by_plan(scope)
    totals = sum_of_lines(by_plan)
    every_plan = plan_lines(acting=acting_of(request), totals=by_plan, seen=scope.plans_seen.values())
    lines = [line for line in every_plan if _is_active(line.plan)]
    return {
        "plans": [{"line": line, "parts": bar_of(line.totals)} for line in lines[:PLANS_SHOWN]],
        "plans_total": len(lines),
        "measures": sum(line.measures for line in lines),
        "total": sum(totals.values()),
        "accepted": totals[Standing.ACCEPTED],
        "overdue": count_past_due(totals, found),
        "watched": sum(totals[standing] for standing in NEEDS_ATTENTION),
        "totals": totals_as_links(request, totals, BoardFilter()),
        "next_rows": [lit_row(request, row) for row in nearest_rows(scope, totals, take=NEXT_SHOWN)],
        "watched_url": BoardAddresses(BoardFilter(standings=NEEDS_ATTENTION), _kept(request)).changed(),
    }


def totals_as_links(request: PageRequest, totals: Mapping[Standing, int], wanted: BoardFilter) -> list[dict[str, Any]]:
    """The totals that are not nought, the urgent first, each with the board that shows it."""
    addresses = BoardAddresses(wanted, _kept(request))
    return [
        {
            "light": LIGHTS[standing],
            "word": translated(standing.label),
            "meaning": MEANINGS[standing],
            "total": totals[standing],
            "url": addresses.changed(standings=(standing,)),
        }
        for standing in STANDINGS_BY_URGENCY
        if totals.get(standing)
    ]


def bar_of(totals: Mapping[Standing, int]) -> list[dict[str, Any]]:
    """A plan's totals as the parts of a bar in hundredths: accepted, what needs attention, the rest, with their words."""
    accepted = totals.get(Standing.ACCEPTED, 0)
    watched = sum(totals.get(standing, 0) for standing in NEEDS_ATTENTION)
    whole = sum(totals.values())
    parts, start = [], 0.0
    for light, word, total in (
        (Light.DONE, _("принято"), accepted),
        (Light.LATE, _("требует внимания"), watched),
        (Light.NOT_DUE, _("впереди и в работе"), whole - accepted - watched),
    ):
        if total:
            width = 100 * total / whole
            parts.append(
                {
                    "light": light.value,
                    "words": f"{word}: {number(total)}",
                    "x": f"{start:.2f}",
                    "width": f"{width:.2f}",
                }
            )
            start += width
    return parts


def _is_active(plan: Plan) -> bool:
    return plan.state == Plan.State.ACTIVE


def _kept(request: PageRequest) -> dict[str, str | int]:
    return {"as_of": request.as_of.isoformat()} if request.as_of else {}
