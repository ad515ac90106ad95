"""The tables of phrases in `phrases/`, and how a schedule is written there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

from kadrost.kernel.schedule import Occurrence, Schedule

PHRASES = Path(__file__).parent / "phrases"
SIGNED = date(2020, 2, 10)
UNTIL = date(2024, 12, 31)
SHORT = 6


def understood_phrases() -> Iterator[tuple[str, str]]:
    """Each phrase with what it means, as written in the table."""
    for line in _lines("understood.txt"):
        phrase, meaning = line.split(" | ")
        yield phrase, meaning


def asked_phrases() -> Iterator[tuple[str, str]]:
    """Each phrase that a person has to answer, with the reason."""
    reason = ""
    for line in _lines("asked.txt"):
        if line.startswith("= "):
            reason = line.removeprefix("= ")
        else:
            yield line, reason


def _lines(name: str) -> Iterator[str]:
    for line in (PHRASES / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("# "):
            yield line


def written(schedule: Schedule) -> str:
    """The schedule as the table writes it."""
    days = [_days(occurrence) for occurrence in schedule.occurrences(until=UNTIL)]
    if len(days) > SHORT:
        days = [f"{len(days)}:", *days[:3], "…", *days[-2:]]
    marks = [
        "постоянно" if schedule.continuous else "",
        "по-надобности" if schedule.on_demand else "",
        f"принято={schedule.assumed}" if schedule.assumed else "",
        f"событие={schedule.event}" if schedule.event else "",
    ]
    return " ".join([*days, *filter(None, marks)]) or "после-горизонта"


def _days(occurrence: Occurrence) -> str:
    start, end = occurrence.start.isoformat(), occurrence.end.isoformat()
    return start if start == end else f"{start}..{end}"
