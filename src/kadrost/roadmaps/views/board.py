"""The board «Контроль»: every checkpoint that the person may see, by a filter that the address holds."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, F, TextField, Value
from django.db.models.functions import Cast
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.board import ROWS_PER_PAGE, BoardScope, board_scope
from kadrost.roadmaps.domain.board_executors import executors_to_choose
from kadrost.roadmaps.domain.board_filter import BoardFilter, read_filter
from kadrost.roadmaps.domain.board_memory import Drawings, Memory
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRows
from kadrost.roadmaps.domain.counting import BoardCounts, count_board
from kadrost.roadmaps.domain.queries import STANDINGS_BY_URGENCY
from kadrost.roadmaps.lights import LIGHTS, MEANINGS
from kadrost.roadmaps.models import Section
from kadrost.roadmaps.models.checkpoints import Standing
from kadrost.roadmaps.views.board_choices import (
    BoardAddresses,
    executor_phrase,
    kind_choice,
    month_choice,
    plan_choice,
    provision_choice,
    section_choice,
    standing_choice,
    territory_choice,
)
from kadrost.roadmaps.views.board_heat import board_heat, is_by_section
from kadrost.roadmaps.views.rows import drawn_row
from kadrost.ui.paging import paginate
from kadrost.ui.request import PageRequest
from kadrost.ui.wording import translated

FIRST_YEAR, LAST_YEAR = 2000, 2100


@dataclass(frozen=True, slots=True)
class AskedBoard:
    """What the address asks for: the scope, its addresses, the year of the strip, and what was not understood."""

    scope: BoardScope
    addresses: BoardAddresses
    year: int
    whole_strip: bool
    ignored: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoardHead:
    """What stands above the rows, drawn, and the totals by which the rows are found."""

    html: SafeString
    totals: Mapping[Standing, int]


HEADS: Memory[BoardHead] = Memory(most=100)
"""By what is asked for, as long as nothing was committed: then not even the counts are read."""

DRAWINGS: Drawings[SafeString] = Drawings(most=100)
"""By everything of which a head is drawn: most commits leave a board's counts as they were."""


def show_board(request: PageRequest) -> HttpResponse:
    """The board's page: sentence, totals, strip, rows."""
    asked = read_board(request)
    scope = asked.scope
    acting = acting_of(request)
    head = HEADS.recall(_asked_for(request, asked), lambda: _head(request, asked))
    rows = BoardRows(scope, head.totals, Abilities(acting, may_act=request.as_of is None))
    page = paginate(request, rows, ROWS_PER_PAGE)
    return render(
        request,
        "roadmaps/board.html",
        {
            "wanted": scope.wanted,
            "ignored": asked.ignored,
            "head": head.html,
            "everything": asked.addresses.everything(),
            "page": page,
            "rows": [drawn_row(request, row) for row in page],
            "has_plans": bool(scope.plans_seen),
        },
    )


def _asked_for(request: PageRequest, asked: AskedBoard) -> Hashable:
    """What makes one head unlike another: the filter, the day, the language, and the plans seen with their names."""
    scope = asked.scope
    seen = tuple((pk, plan.short_title, plan.kind, plan.territory.name) for pk, plan in scope.plans_seen.items())
    of_day = (request.today, request.as_of, asked.year, asked.whole_strip, bool(request.GET.get("year")))
    return scope.wanted, seen, tuple(scope.plans), of_day, request.user.is_authenticated, get_language()


def _head(request: PageRequest, asked: AskedBoard) -> BoardHead:
    """The head as every person draws it who sees the same plans; drawn anew where a number in it has changed."""
    scope = asked.scope
    counts = count_board(scope, year=asked.year, by_section=is_by_section(scope))
    named = _named_records(scope)
    names = tuple((type(one).__name__, one.pk, str(one)) for records in named for one in records)
    drawn_of = (_asked_for(request, asked), names, counts.as_key())
    return BoardHead(DRAWINGS.recall(drawn_of, lambda: _draw_head(request, asked, counts, *named)), counts.totals)


def _draw_head(
    request: PageRequest,
    asked: AskedBoard,
    counts: BoardCounts,
    sections: Sequence[Section],
    chosen_executors: Sequence[Organisation],
) -> SafeString:
    scope, addresses, wanted = asked.scope, asked.addresses, asked.scope.wanted
    totals = counts.totals
    context = {
        "request": request,
        "wanted": wanted,
        "standing": standing_choice(addresses, totals),
        "plan": plan_choice(scope, addresses),
        "section": section_choice(addresses, sections) if sections else None,
        "month": month_choice(addresses, request.today),
        "territory": territory_choice(scope, addresses),
        "kind": kind_choice(scope, addresses),
        "provision": provision_choice(addresses),
        "executors": executor_phrase(chosen_executors),
        "hidden_parameters": _hidden(request, wanted),
        "query": wanted.query(),
        "without_words": addresses.changed(words=""),
        "everything": addresses.everything(),
        "totals": _totals(addresses, totals),
        "heat": board_heat(
            scope, counts.months, addresses, sections=sections, year=asked.year, whole=asked.whole_strip
        ),
        "year": asked.year,
        "years": _neighbours(addresses, asked.year),
        "whole_strip": addresses.with_others(wanted, heat="all"),
        "has_plans": bool(scope.plans_seen),
    }
    return mark_safe(render_to_string("roadmaps/parts/board_head.html", context))


def choose_executor(request: PageRequest) -> HttpResponse:
    """The executors of the plans seen, each leading to the board of that body; a page, and the menu of the sentence."""
    asked = read_board(request)
    wanted = asked.scope.wanted
    addresses = BoardAddresses(wanted, _kept(request))
    options = [
        {
            "name": one.caption,
            "total": one.measures,
            "url": addresses.changed(executors=(one.pk,)),
            "current": one.pk in wanted.executors,
            "more": addresses.changed(executors=(*wanted.executors, one.pk)),
        }
        for one in executors_to_choose(asked.scope.plans)
    ]
    context = {
        "options": options,
        "everyone": addresses.changed(executors=()),
        "is_narrowed": bool(wanted.executors),
        "back": addresses.changed(),
    }
    return render(request, "roadmaps/board_executors.html", context)


def read_board(request: PageRequest) -> AskedBoard:
    """The scope of the person's board by the address."""
    read = read_filter(dict(request.GET.lists()))
    scope = board_scope(acting=acting_of(request), today=request.today, as_of=request.as_of, wanted=read.wanted)
    year = _year(request, read.wanted)
    kept = _kept(request)
    if request.GET.get("year"):
        kept["year"] = year
    return AskedBoard(
        scope=scope,
        addresses=BoardAddresses(read.wanted, kept),
        year=year,
        whole_strip=request.GET.get("heat") == "all",
        ignored=read.ignored,
    )


def _kept(request: PageRequest) -> dict[str, str | int]:
    return {"as_of": request.as_of.isoformat()} if request.as_of else {}


def _year(request: PageRequest, wanted: BoardFilter) -> int:
    """The year asked for, else that of the months chosen, else the current one."""
    written = request.GET.get("year", "")
    if written.isascii() and written.isdigit() and FIRST_YEAR <= int(written[:5]) <= LAST_YEAR:
        return int(written)
    return wanted.months[0].year if wanted.months else request.today.year


def _neighbours(addresses: BoardAddresses, year: int) -> dict[str, Any]:
    wanted = addresses.wanted.with_only(months=())
    return {
        name: {"year": other, "url": addresses.with_others(wanted, year=other)}
        for name, other in (("before", year - 1), ("after", year + 1))
        if FIRST_YEAR <= other <= LAST_YEAR
    }


def _named_records(scope: BoardScope) -> tuple[list[Section], list[Organisation]]:
    """The sections of the one plan that is chosen, and the executors that are; at most one query for both."""
    is_one_plan = len(scope.wanted.plans) == 1 and bool(scope.plans)
    if not is_one_plan and not scope.wanted.executors:
        return [], []
    sections = Section.objects.filter(plan__in=list(scope.plans) if is_one_plan else ())
    bodies = Organisation.objects.filter(pk__in=scope.wanted.executors)
    kind = CharField()
    rows = sections.order_by().values_list(
        Value("section", output_field=kind), F("position"), F("pk"), F("number"), F("title")
    ).union(
        bodies.order_by().values_list(
            Value("body", output_field=kind), Value(0), F("pk"), F("short_name"), Cast("name", TextField())
        ),
        all=True,
    )  # fmt: skip
    found = sorted(rows)
    return (
        [Section(pk=pk, number=number, title=title) for kind, _, pk, number, title in found if kind == "section"],
        [Organisation(pk=pk, short_name=short, name=name) for kind, _, pk, short, name in found if kind == "body"],
    )


def _totals(addresses: BoardAddresses, totals: Mapping[Standing, int]) -> list[dict[str, Any]]:
    return [
        {
            "light": LIGHTS[standing],
            "word": translated(standing.label),
            "meaning": MEANINGS[standing],
            "total": totals[standing],
            "url": addresses.changed(standings=(standing,)),
            "current": addresses.wanted.standings == (standing,),
        }
        for standing in STANDINGS_BY_URGENCY
        if totals[standing]
    ]


def _hidden(request: PageRequest, wanted: BoardFilter) -> dict[str, str | int]:
    return {name: value for name, value in wanted.parameters().items() if name != "q"} | _kept(request)
