"""What the first page says to whoever has no work of their own: how much is late, and what is due next."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.db.models import Q

from kadrost.region.domain.people import PUBLIC
from kadrost.roadmaps.domain.board import BoardScope, slices_of
from kadrost.roadmaps.domain.board_filter import OVERDUE
from kadrost.roadmaps.domain.board_rows import Abilities, BoardRow, rows_in
from kadrost.roadmaps.models.checkpoints import Standing

AHEAD = (Standing.DUE, Standing.OPEN, Standing.NOT_DUE)


def count_past_due(scope: BoardScope, totals: Mapping[Standing, int]) -> int:
    """At how many the term has passed without an accepted or waiting report: silent, late, returned past the day."""
    passed = sum(totals[standing] for standing in OVERDUE)
    if totals[Standing.RETURNED]:
        snapshot = scope.within_months
        passed += snapshot.standing_in(Standing.RETURNED).filter(Q((f"{snapshot.due_on}__lt", snapshot.day))).count()
    return passed


def nearest_rows(scope: BoardScope, totals: Mapping[Standing, int], *, take: int) -> list[BoardRow]:
    """What is due next in the scope, by due day, whoever looks."""
    slices = [one for standing in AHEAD for one in slices_of(totals, [standing], skip=0, take=take)]
    return sorted(rows_in(scope, slices, Abilities(PUBLIC, may_act=False)), key=by_term)[:take]


def by_term(row: BoardRow) -> tuple[date, int]:
    """The order of due days."""
    return row.due_on, row.pk
