"""What the first page says to whoever has no work of their own: how much is late, and what is due next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from kadrost.region.domain.people import PUBLIC
from kadrost.roadmaps.domain.board import BoardScope, slices_of
from kadrost.roadmaps.domain.board_filter import OVERDUE
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, rows_in
from kadrost.roadmaps.models.checkpoints import Standing

RETURNED_LATE = "returned late"
AHEAD = (Standing.DUE, Standing.OPEN, Standing.NOT_DUE)


def summary_questions(scope: BoardScope) -> dict[str, QuerySet[Any, Any]]:
    """What `count_at_once` is to count for `count_past_due`: what was returned and is past its day."""
    snapshot = scope.within_months
    late = snapshot.standing_in(Standing.RETURNED).filter(Q((f"{snapshot.due_on}__lt", snapshot.day)))
    return {RETURNED_LATE: late.order_by().values("pk")}


def count_past_due(totals: Mapping[Standing, int], found: Mapping[Any, int]) -> int:
    """At how many the term has passed without an accepted or waiting report: silent, late, returned past the day."""
    return sum(totals[standing] for standing in OVERDUE) + found[RETURNED_LATE]


def nearest_rows(scope: BoardScope, totals: Mapping[Standing, int], *, take: int) -> list[BoardRow]:
    """What is due next in the scope, by due day, whoever looks."""
    slices = [one for standing in AHEAD for one in slices_of(totals, [standing], skip=0, take=take)]
    return sorted(rows_in(scope, slices, Abilities(PUBLIC, may_act=False)), key=by_term)[:take]


def by_term(row: BoardRow) -> tuple[date, int]:
    """The order of due days."""
    return row.due_on, row.pk
