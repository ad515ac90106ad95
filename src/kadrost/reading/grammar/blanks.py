"""Quantities that a template leaves open: «___ программ»."""

from __future__ import annotations

from kadrost.reading.result import Blank


def find_blanks(text: str) -> tuple[Blank, ...]:
    """The blanks of `text` in their order."""
    return ()
