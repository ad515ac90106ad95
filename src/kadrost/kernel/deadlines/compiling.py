"""From a phrase to a schedule."""

from __future__ import annotations

from datetime import date

from kadrost.kernel.schedule import Schedule


def compile_phrase(
    phrase: str,
    *,
    signed: date | None,
    period: tuple[date, date] | None = None,
) -> Schedule:
    """The schedule that `phrase` states in a document signed on `signed` with its own `period`; never raises.

    What is not understood comes back with `understood=False` and a Russian sentence in `why`.
    """
    return Schedule(phrase=phrase, understood=False, why="Срок не распознан: назначьте дату вручную.")
