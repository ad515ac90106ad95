"""Measurable results in a text: «не менее 20 тьюторов»."""

from __future__ import annotations

from kadrost.reading.result import ReadTarget


def find_targets(text: str) -> tuple[ReadTarget, ...]:
    """The measurable results that `text` states, in its order."""
    return ()
