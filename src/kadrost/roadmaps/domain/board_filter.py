"""The board's filter as the address holds it: `?standing=silent,late&plan=3&month=2027-03&q=мастерские`.

Each parameter takes several values, separated by commas or repeated; what is not understood is left out and named.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from kadrost.roadmaps.models import Act
from kadrost.roadmaps.models.checkpoints import Standing

MOST_VALUES = 50
MOST_LETTERS = 200
LARGEST_ID = 2**63 - 1
MONTH = re.compile(r"(20\d\d|2100)-(0[1-9]|1[0-2])", re.ASCII)

OVERDUE = (Standing.SILENT, Standing.LATE)
NEEDS_ATTENTION = (Standing.CONTRADICTED, Standing.RETURNED, *OVERDUE)


def read_standing(written: str) -> Standing:
    """The standing of that code; ValueError for none."""
    return Standing(written)


def read_month(written: str) -> date:
    """The first day of the month written as 2027-03; ValueError for anything else."""
    found = MONTH.fullmatch(written)
    if found is None:
        raise ValueError(written)
    return date(int(found[1]), int(found[2]), 1)


def read_id(written: str) -> int:
    """A record's number; ValueError for anything else."""
    number = int(written) if written.isascii() and written.isdigit() and len(written) < 20 else 0
    if not 0 < number <= LARGEST_ID:
        raise ValueError(written)
    return number


def read_kind(written: str) -> str:
    """The code of a kind of document; ValueError for none."""
    return Act.Kind(written).value


def _several(parameter: str, reader: Callable[[str], Any]) -> Any:
    return field(default=(), metadata={"parameter": parameter, "reader": reader})


@dataclass(frozen=True, slots=True)
class BoardFilter:
    """What is to be shown: within a field any of the values, and all fields together. Empty is everything."""

    standings: tuple[Standing, ...] = _several("standing", read_standing)
    plans: tuple[int, ...] = _several("plan", read_id)
    sections: tuple[int, ...] = _several("section", read_id)
    executors: tuple[int, ...] = _several("executor", read_id)
    months: tuple[date, ...] = _several("month", read_month)
    territories: tuple[int, ...] = _several("territory", read_id)
    kinds: tuple[str, ...] = _several("kind", read_kind)
    provisions: tuple[int, ...] = _several("provision", read_id)
    words: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether everything is shown."""
        return self == BoardFilter()

    @property
    def search_words(self) -> list[str]:
        """The words to be found, each of them, as `Measure.search_text` writes them."""
        return self.words.casefold().replace("ё", "е").split()

    def parameters(self) -> dict[str, str]:
        """The filter as parameters of an address, always in one order."""
        written = {parameter: written_as(getattr(self, name)) for name, parameter in PARAMETERS.items()}
        return {name: value for name, value in written.items() if value}

    def query(self) -> str:
        """The query string; empty for an empty filter."""
        return urlencode(self.parameters(), safe=",")

    def with_only(self, **changes: Any) -> BoardFilter:
        """The filter with some fields changed."""
        return replace(self, **changes)


PARAMETERS = {one.name: one.metadata.get("parameter", "q") for one in fields(BoardFilter)}
"""Under which parameter of the address each field stands."""


@dataclass(frozen=True, slots=True)
class ReadFilter:
    """A filter and the conditions that were not understood, as they were written."""

    wanted: BoardFilter
    ignored: tuple[str, ...]


def read_filter(parameters: Mapping[str, Sequence[str]]) -> ReadFilter:
    """The filter that an address holds; parameters of other meaning are passed over."""
    values: dict[str, Any] = {}
    ignored: list[str] = []
    for one in fields(BoardFilter):
        name = one.metadata.get("parameter")
        if name is None:
            continue
        understood = []
        for written in _split(parameters.get(name, ())):
            try:
                understood.append(one.metadata["reader"](written))
            except ValueError:
                ignored.append(f"{name}={written[:40]}")
        values[one.name] = tuple(dict.fromkeys(understood))[:MOST_VALUES]
    words = " ".join(" ".join(parameters.get("q", ())).replace("\0", " ").split())
    return ReadFilter(BoardFilter(**values, words=words[:MOST_LETTERS]), tuple(ignored))


def _split(written: Iterable[str]) -> list[str]:
    return [part.strip() for value in written for part in value.split(",") if part.strip()]


def written_as(value: tuple[Any, ...] | str) -> str:
    """A field's value as the address writes it; empty where nothing is chosen."""
    return value if isinstance(value, str) else ",".join(map(_as_written, value))


def _as_written(value: Standing | date | int | str) -> str:
    if isinstance(value, date):
        return f"{value:%Y-%m}"
    return value.value if isinstance(value, Standing) else str(value)
