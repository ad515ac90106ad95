"""What a paper says, whatever it is laid out in: a head, summary lines, tables, and notes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

RowKind = Literal["row", "section", "stage"]


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A row of a table; a section or stage row has one cell that runs over the whole width."""

    cells: tuple[str, ...]
    kind: RowKind = "row"


@dataclass(frozen=True, slots=True)
class PaperTable:
    """A table with its caption (unit and period stand there), headings and relative widths of the columns."""

    headings: tuple[str, ...]
    rows: tuple[PaperRow, ...]
    widths: tuple[float, ...]
    caption: str = ""
    when_empty: str = "Данных нет."


@dataclass(frozen=True, slots=True)
class PaperContent:
    """A paper: its title, the lines under it, what it found in short, its tables, and where the figures come from."""

    title: str
    subtitle: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    tables: tuple[PaperTable, ...] = ()
    source: str = ""
    signature: tuple[str, ...] = field(default=())
