"""Up to which day terms are expanded where the command line does not say."""

from __future__ import annotations

from datetime import date

CONTRACT_UNTIL = date(2024, 12, 31)
"""What `--json` promises to programs without `--until` (the contract of reading)."""
YEARS_AHEAD = 3


def horizon(until: date | None, *, as_json: bool = False, period: tuple[date, date] | None = None) -> date:
    """The day asked for; else the contract's for programs, and for people the last day of the document's own period.

    Where the document states no period it is the end of the third year from now.
    """
    if until is not None:
        return until
    if as_json:
        return CONTRACT_UNTIL
    if period is not None:
        return period[1]
    return date(date.today().year + YEARS_AHEAD, 12, 31)  # noqa: DTZ011 a person's own calendar
