"""Work that exists for tests alone: each piece leaves a mark in the database, so that loss and doubling can be counted."""

from __future__ import annotations

import time

from kadrost.jobs.models import Letter
from kadrost.jobs.works import Piece, Run, work
from kadrost.kernel.errors import KadrostError


class NoUse(KadrostError):
    code = "no_use"


failures: list[Exception] = []


@work("tests.mark", "Метки")
def mark(run: Run, *, name: str, pieces: int, pause: float = 0.0) -> Piece | None:
    """Leave a mark for each piece; a second mark for the same piece would break the letter's unique key."""
    number = run.cursor or 0
    Letter.objects.create(key=f"mark:{name}:{number}", kind="mark", subject=f"{name} {number}")
    time.sleep(pause)
    run.said = f"Меток: {number + 1}"
    return Piece(number + 1, done=number + 1, of=pieces) if number + 1 < pieces else None


@work("tests.fail", "Неудача", tries=3)
def fail(run: Run) -> None:
    """Leave a mark and fail as `failures` says; succeed once it is empty."""
    Letter.objects.create(key=f"fail:{run.job.pk}", kind="mark", subject="")
    if failures:
        raise failures.pop(0)
