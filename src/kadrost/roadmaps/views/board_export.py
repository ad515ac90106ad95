"""The board's rows as files: a sheet of all of them, a calendar of their due days."""

from __future__ import annotations

import tempfile

from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header

from kadrost.region.models import Organisation
from kadrost.region.views.access import acting_of
from kadrost.roadmaps.domain.board import BoardScope
from kadrost.roadmaps.domain.board_export import TooManyEventsError, calendar_of, write_sheet
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, BoardRows
from kadrost.roadmaps.domain.counting import count_by_standing
from kadrost.roadmaps.models import Act, Section
from kadrost.roadmaps.views.board import read_board
from kadrost.roadmaps.views.board_choices import month_in, standings_phrase
from kadrost.ui.request import PageRequest
from kadrost.ui.typography import counted, date_long
from kadrost.ui.views.errors import refusal
from kadrost.ui.wording import in_russian

SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_PLANS_NAMED = 10


@in_russian
def download_sheet(request: PageRequest) -> HttpResponseBase:
    """All rows of the filter as .xlsx."""
    scope = read_board(request).scope
    rows = _rows(request, scope)
    file = tempfile.TemporaryFile(suffix=".xlsx")  # noqa: SIM115 the response closes it
    write_sheet(rows=rows, head=head_of(request, scope, len(rows)), to=file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"контроль-{request.today}.xlsx", content_type=SHEET_TYPE)


@in_russian
def download_calendar(request: PageRequest) -> HttpResponseBase:
    """The rows of the filter as .ics; a word where they are too many for a calendar."""
    scope = read_board(request).scope

    def address_of(row: BoardRow) -> str:
        return request.build_absolute_uri(f"{reverse('roadmaps-measure', args=(row.measure_id,))}#checkpoint-{row.pk}")

    try:
        content = calendar_of(
            rows=_rows(request, scope), name="Контроль", made_at=timezone.now(), address_of=address_of
        )
    except TooManyEventsError as error:
        return refusal(
            request, status=422, title="Слишком много для календаря", text=error.message, advice=error.remedy
        )
    disposition = content_disposition_header(as_attachment=True, filename=f"контроль-{request.today}.ics")
    return HttpResponse(
        content, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": disposition or ""}
    )


def head_of(request: PageRequest, scope: BoardScope, rows: int) -> list[str]:
    """The lines above the sheet's table: what it is, of which day, of which plans, by which filter."""
    titles = [plan.short_title for plan in scope.plans.values()]
    more = len(titles) - MOST_PLANS_NAMED
    listed = ", ".join(titles[:MOST_PLANS_NAMED]) + (f" и ещё {more}" if more > 0 else "")
    found = counted(rows, "контрольная точка", "контрольные точки", "контрольных точек")
    return [
        "Контрольные точки планов",
        f"По состоянию на {date_long(request.today)}; {found}",
        f"Планы: {listed or 'нет'}",
        f"Отбор: {'; '.join(filter_in_words(scope)) or 'все контрольные точки'}",
    ]


def filter_in_words(scope: BoardScope) -> list[str]:
    """The conditions of the filter, one text each; plans are named apart."""
    wanted = scope.wanted
    sections = [str(one) for one in Section.objects.filter(pk__in=wanted.sections)] if wanted.sections else []
    executors = Organisation.objects.filter(pk__in=wanted.executors) if wanted.executors else ()
    territories = {plan.territory_id: plan.territory.name for plan in scope.plans_seen.values()}
    conditions = {
        "состояние": standings_phrase(wanted.standings),
        "раздел": "; ".join(sections),
        "исполнитель": "; ".join(one.name for one in executors),
        "срок": ", ".join(f"в {month_in(month)}" for month in wanted.months),
        "территория": ", ".join(territories[pk] for pk in wanted.territories if pk in territories),
        "вид документа": ", ".join(str(Act.Kind(kind).label).lower() for kind in wanted.kinds),
        "положение Стандарта": ", ".join(map(str, wanted.provisions)),
        "слова": wanted.words,
    }
    return [f"{name}: {words}" for name, words in conditions.items() if words]


def _rows(request: PageRequest, scope: BoardScope) -> BoardRows:
    return BoardRows(scope, count_by_standing(scope), Abilities(acting_of(request), may_act=False))
